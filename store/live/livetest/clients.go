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
// limits, if it is open, unless the test says otherwise.
func (r *Rig) Platfone(edit ...func(*rest.Config)) *platfone.Client {
	r.T.Helper()
	cfg := r.config(r.World.Endpoints(base).SMS.Key, edit)
	cfg.Provider, cfg.Base, cfg.Header, cfg.Explain = platfone.Provider, base+"/api/v1/retail", "X-Api-Key", platfone.Explain
	c, err := rest.New(cfg)
	if err != nil {
		r.T.Fatal(err)
	}
	return platfone.New(c)
}

// NumbersOnline is a client of the world's TRUST.
func (r *Rig) NumbersOnline(edit ...func(*rest.Config)) *numbersonline.Client {
	r.T.Helper()
	cfg := r.config(r.World.Endpoints(here).Trust.Key, edit)
	cfg.Base = here
	c, err := numbersonline.New(cfg)
	if err != nil {
		r.T.Fatal(err)
	}
	return c
}

// OneUC is a client of the world's LINES.
func (r *Rig) OneUC(edit ...func(*rest.Config)) *oneuc.Client {
	r.T.Helper()
	account := r.World.Endpoints(base).Lines
	cfg := r.config(account.Token, edit)
	cfg.Base = base + "/v2"
	c, err := oneuc.New(oneuc.Config{Rest: cfg, Account: account.AccountID})
	if err != nil {
		r.T.Fatal(err)
	}
	return c
}

func (r *Rig) config(key string, edit []func(*rest.Config)) rest.Config {
	cfg := rest.Config{Key: func() rest.Secret { return rest.NewSecret(key) }, Transport: r.Via}
	if r.DB != nil {
		cfg.Limits = r.DB.Limits()
	}
	for _, f := range edit {
		f(&cfg)
	}
	return cfg
}
