package sms

import (
	"sync/atomic"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

// rig is an engine with this desk alone.
type rig struct {
	*livetest.Rig
	*SMS
	key *atomic.Value // string
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
	return e, s.at(e)
}

func (s setup) at(e *live.Engine) *SMS {
	return New(e, Config{API: s.API, MaxActive: s.MaxActive, Notices: s.Notices})
}

// inBubble runs test with a world whose first numbers have all ended.
func inBubble(t *testing.T, o sandbox.Options, test func(t *testing.T, r *rig)) {
	livetest.Bubble(t, o, func(t *testing.T, base *livetest.Rig) {
		time.Sleep(time.Hour)
		r := &rig{Rig: base, key: new(atomic.Value)}
		r.key.Store(r.World.Endpoints("").SMS.Key)
		r.enrich("acme", "bluekite", "northwind", "harborlight")
		r.start(nil)
		defer r.Stop()
		test(t, r)
	})
}

// enrich gives the account and some customers money for any test.
func (r *rig) enrich(customers ...string) {
	r.T.Helper()
	r.Control("account", `{"balance":10000000}`)
	for _, c := range customers {
		err := r.elsewhere().AddTransaction(r.T.Context(), c, platfone.NewTransaction{ID: "gift" + c, Amount: platfone.MaxAmount})
		if err != nil {
			r.T.Fatal(err)
		}
	}
}

// start opens the store and runs an engine over it until Stop.
func (r *rig) start(edit func(*setup)) {
	r.T.Helper()
	r.DB = r.Store()
	set := setup{Config: live.Config{DB: r.DB}, API: r.api()}
	if edit != nil {
		edit(&set)
	}
	r.Engine, r.SMS = set.desk()
	r.Run(4 * time.Second) // the first reads are over
}

// again ends the engine and starts another on the same folder.
func (r *rig) again() {
	r.T.Helper()
	r.Stop()
	r.start(nil)
}

// second is another engine of the same profile, as another process has it.
func (r *rig) second(edit func(*setup)) *rig {
	r.T.Helper()
	two := &rig{Rig: r.Beside(), key: r.key}
	two.start(edit)
	return two
}

// api is a client with the key of the moment.
func (r *rig) api(edit ...func(*rest.Config)) *platfone.Client {
	r.T.Helper()
	key := func(c *rest.Config) { c.Key = func() rest.Secret { return rest.NewSecret(r.key.Load().(string)) } }
	return r.Platfone(append([]func(*rest.Config){key}, edit...)...)
}

// elsewhere makes a call as another client of the same account would.
func (r *rig) elsewhere() *platfone.Client {
	r.T.Helper()
	return r.api(func(c *rest.Config) { c.Limits, c.Clocks = nil, nil })
}

// order is a plain order with a generous ceiling.
func order(service, country string) platfone.NewOrder {
	return platfone.NewOrder{ServiceID: service, CountryID: country, MaxPrice: 1000, Mode: platfone.FixedPrice, CustomerPrice: 100, Quality: platfone.DefaultQuality}
}

func (r *rig) mustOrder(customer, service, country string) platfone.Activation {
	r.T.Helper()
	a, err := r.Order(r.T.Context(), customer, order(service, country))
	if err != nil {
		r.T.Fatalf("ordering %s/%s for %s: %v", service, country, customer, err)
	}
	return a
}

// row reads an activation as the screen would.
func (r *rig) row(id string) store.Activation {
	r.T.Helper()
	a, err := r.DB.Activation(r.T.Context(), id)
	if err != nil {
		r.T.Fatal(err)
	}
	return a
}

func (r *rig) inject(f sandbox.Fault) {
	r.T.Helper()
	f.Provider = "sms"
	r.Inject(f)
}

func (r *rig) health() store.Health {
	r.T.Helper()
	list, err := r.DB.Healths(r.T.Context())
	if err != nil {
		r.T.Fatal(err)
	}
	for _, h := range list {
		if h.Provider == platfone.Provider {
			return h
		}
	}
	return store.Health{}
}
