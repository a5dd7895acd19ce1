package livetest

import (
	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/platfone"
	"switchboard/client/rest"
)

// Where the providers of a world are for its clients. TRUST is on this machine,
// whose payment pages are followed in a test.
const (
	base = "https://sandbox.test"
	here = "http://127.0.0.1"
)

// Platfone is a client of the world's SMS: with the world's key and the store's
// limits and clocks, if it is open, unless the test says otherwise.
func (r *Rig) Platfone(edit ...func(*rest.Config)) *platfone.Client {
	r.T.Helper()
	cfg := r.config(r.World.Endpoints(base).SMS.Key, base+"/api/v1/retail")
	cfg.Provider, cfg.Header, cfg.Explain = platfone.Provider, "X-Api-Key", platfone.Explain
	c, err := rest.New(edited(cfg, edit))
	if err != nil {
		r.T.Fatal(err)
	}
	return platfone.New(c)
}

// NumbersOnline is a client of the world's TRUST.
func (r *Rig) NumbersOnline(edit ...func(*rest.Config)) *numbersonline.Client {
	r.T.Helper()
	c, err := numbersonline.New(edited(r.config(r.World.Endpoints(here).Trust.Key, here), edit))
	if err != nil {
		r.T.Fatal(err)
	}
	return c
}

// OneUC is a client of the world's LINES.
func (r *Rig) OneUC(edit ...func(*rest.Config)) *oneuc.Client {
	r.T.Helper()
	account := r.World.Endpoints(base).Lines
	c, err := oneuc.New(oneuc.Config{Rest: edited(r.config(account.Token, base+"/v2"), edit), Account: account.AccountID})
	if err != nil {
		r.T.Fatal(err)
	}
	return c
}

func (r *Rig) config(key, at string) rest.Config {
	cfg := rest.Config{Base: at, Key: func() rest.Secret { return rest.NewSecret(key) }, Transport: r.Via}
	if r.DB != nil {
		cfg.Limits, cfg.Clocks = r.DB.Limits(), r.DB.Clocks()
	}
	return cfg
}

func edited(cfg rest.Config, edit []func(*rest.Config)) rest.Config {
	for _, f := range edit {
		f(&cfg)
	}
	return cfg
}
