package sms

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

// rig is an engine over a sandbox and a store on disk, in a bubble of its own time.
type rig struct {
	t      *testing.T
	world  *sandbox.World
	dir    string
	key    *atomic.Value // string
	db     *store.DB
	engine *live.Engine
	*SMS
	stop func()
}

// setup is what an engine with this desk alone is made of.
type setup struct {
	live.Config
	API       *platfone.Client
	MaxActive int
	Notices   Notices
}

func (s setup) desk() (*live.Engine, *SMS) {
	e := live.New(s.Config)
	return e, New(e, Config{API: s.API, MaxActive: s.MaxActive, Notices: s.Notices})
}

// inBubble runs test with a world whose first numbers have all ended.
func inBubble(t *testing.T, o sandbox.Options, test func(t *testing.T, r *rig)) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		if o.Seed == 0 {
			o.Seed = 7
		}
		world, err := sandbox.New(o)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		r := &rig{t: t, world: world, dir: dir, key: new(atomic.Value)}
		r.key.Store(world.Endpoints("https://sandbox.test").SMS.Key)
		r.enrich("acme", "bluekite", "northwind", "harborlight")
		r.start(nil)
		defer func() { r.stop() }()
		test(t, r)
	})
}

// enrich gives the account and some customers money for any test.
func (r *rig) enrich(customers ...string) {
	r.t.Helper()
	if _, err := r.world.Control("account", []byte(`{"balance":10000000}`)); err != nil {
		r.t.Fatal(err)
	}
	for _, c := range customers {
		err := r.elsewhere().AddTransaction(r.t.Context(), c, platfone.NewTransaction{ID: "gift" + c, Amount: platfone.MaxAmount})
		if err != nil {
			r.t.Fatal(err)
		}
	}
}

// start opens the store and runs an engine over it until stop.
func (r *rig) start(edit func(*setup)) {
	r.t.Helper()
	r.db = r.open()
	r.engine, r.SMS = r.config(edit).desk()
	ctx, cancel := context.WithCancel(r.t.Context())
	done := make(chan error, 1)
	go func() { done <- r.engine.Run(ctx) }()
	db := r.db
	r.stop = func() {
		cancel()
		if err := <-done; err != nil {
			r.t.Errorf("the engine ended with %v", err)
		}
		if err := db.Close(); err != nil {
			r.t.Errorf("closing the store: %v", err)
		}
		r.stop = func() {}
	}
	time.Sleep(4 * time.Second) // the first reads are over
}

// again ends the engine and starts another on the same folder.
func (r *rig) again() {
	r.t.Helper()
	r.stop()
	r.start(nil)
}

func (r *rig) open() *store.DB {
	r.t.Helper()
	db, err := store.Open(r.t.Context(), r.dir)
	if err != nil {
		r.t.Fatal(err)
	}
	return db
}

func (r *rig) config(edit func(*setup)) setup {
	c, err := rest.New(rest.Config{
		Provider: platfone.Provider, Base: "https://sandbox.test/api/v1/retail", Header: "X-Api-Key",
		Key:       func() rest.Secret { return rest.NewSecret(r.key.Load().(string)) },
		Transport: r.world, Limits: r.db.Limits(), Explain: platfone.Explain,
	})
	if err != nil {
		r.t.Fatal(err)
	}
	cfg := setup{Config: live.Config{DB: r.db}, API: platfone.New(c)}
	if edit != nil {
		edit(&cfg)
	}
	return cfg
}

// order is a plain order with a generous ceiling.
func order(service, country string) platfone.NewOrder {
	return platfone.NewOrder{ServiceID: service, CountryID: country, MaxPrice: 1000, Mode: platfone.FixedPrice, CustomerPrice: 100, Quality: platfone.DefaultQuality}
}

func (r *rig) mustOrder(customer, service, country string) platfone.Activation {
	r.t.Helper()
	a, err := r.Order(r.t.Context(), customer, order(service, country))
	if err != nil {
		r.t.Fatalf("ordering %s/%s for %s: %v", service, country, customer, err)
	}
	return a
}

// elsewhere makes a call as another client of the same account would.
func (r *rig) elsewhere() *platfone.Client {
	r.t.Helper()
	c, err := rest.New(rest.Config{
		Provider: platfone.Provider, Base: "https://sandbox.test/api/v1/retail", Header: "X-Api-Key",
		Key: func() rest.Secret { return rest.NewSecret(r.key.Load().(string)) }, Transport: r.world, Explain: platfone.Explain,
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return platfone.New(c)
}

// row reads an activation as the screen would.
func (r *rig) row(id string) store.Activation {
	r.t.Helper()
	a, err := r.db.Activation(r.t.Context(), id)
	if err != nil {
		r.t.Fatal(err)
	}
	return a
}

// since lists the requests from a moment on whose method and path fit.
func (r *rig) since(at time.Time, method, path string) []sandbox.Request {
	var list []sandbox.Request
	for _, q := range r.world.Requests() {
		if !q.Time.Before(at) && q.Method == method && strings.Contains(q.Path+"?"+q.Query, path) {
			list = append(list, q)
		}
	}
	return list
}

func (r *rig) inject(f sandbox.Fault) {
	r.t.Helper()
	f.Provider = "sms"
	if err := r.world.Inject(f); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) health() store.Health {
	r.t.Helper()
	list, err := r.db.Healths(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, h := range list {
		if h.Provider == platfone.Provider {
			return h
		}
	}
	return store.Health{}
}

// intents lists the journal, oldest first, as "op state".
func (r *rig) intents() []string {
	r.t.Helper()
	list, err := r.db.Intents(r.t.Context(), 100)
	if err != nil {
		r.t.Fatal(err)
	}
	words := make([]string, len(list))
	for i, in := range list {
		words[len(list)-1-i] = in.Op + " " + string(in.State)
	}
	return words
}

// reason is why an act was refused here, "" when it was not.
func reason(err error) act.Code {
	var refusal *live.Refusal
	if errors.As(err, &refusal) {
		return refusal.Why
	}
	return ""
}
