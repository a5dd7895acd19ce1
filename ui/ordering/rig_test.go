package ordering_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/keybook"
	"switchboard/ui/ordering"
	"switchboard/ui/pane"
)

// world is a store and an engine of which the test sets what they answer and
// how long they take.
type world struct {
	customers []string
	services  []string
	countries []string
	slow      time.Duration // how long the lists take
	answer    time.Duration // how long an order takes
	settings  map[string]string
	presets   []store.Preset
	last      []store.Activation
	charges   map[string]platfone.Charge
	judge     func(act.Order, *act.Verdict)
	outcome   func(n int, o act.Order) error // of the n-th order, from 0
	used      string
	suggested money.Cents
	age       time.Duration // of the prices that are known
	unpriced  bool          // none is known
	popular   []string      // services most asked for
	gone      []string      // countries without a number left
	records   []store.PairRecord
	most      money.Price // the person's own limit for one order
	asked     int         // how often one pair's price was asked for
	sent      []act.Order
	places    []int       // of each among its run
	written   [][]act.Act // the runs that were written down
	titles    []string
	stands    []store.Standing
	ended     []int64
	mu        sync.Mutex // of the settings and of asked
}

func newWorld() *world {
	return &world{suggested: 34, customers: []string{"acme", "bluekite"}, services: []string{"telegram", "whatsapp"}, countries: []string{"germany", "uk"},
		settings: map[string]string{}, charges: map[string]platfone.Charge{}}
}

func (w *world) wait(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(w.slow):
	}
}

func (w *world) Customers(ctx context.Context, _ store.CustomerFilter, _ string, _ int) ([]store.Customer, error) {
	w.wait(ctx)
	var out []store.Customer
	for _, id := range w.customers {
		c := store.Customer{}
		c.ID, c.Status, c.Balance = id, platfone.CustomerActive, money.Known(3081)
		out = append(out, c)
	}
	return out, ctx.Err()
}

func (w *world) Services(context.Context) ([]platfone.Service, error) {
	var out []platfone.Service
	for _, id := range w.services {
		out = append(out, platfone.Service{ID: id, Name: strings.ToUpper(id[:1]) + id[1:]})
	}
	return out, nil
}

func (w *world) Countries(context.Context) ([]platfone.Country, error) {
	var out []platfone.Country
	for _, id := range w.countries {
		out = append(out, platfone.Country{ID: id, Name: strings.ToUpper(id[:1]) + id[1:]})
	}
	return out, nil
}

func (w *world) Prices(ctx context.Context, service string) ([]store.Price, error) {
	w.wait(ctx)
	var out []store.Price
	for _, id := range w.countries {
		if w.unpriced {
			break
		}
		p := store.Price{Seen: time.Now().Add(-w.age)}
		p.ServiceID, p.CountryID, p.Suggested, p.Min = service, id, money.Known(w.suggested), money.Known(20)
		p.Counted, p.Count = slices.Contains(w.gone, id), 0
		out = append(out, p)
	}
	return out, ctx.Err()
}

func (w *world) PopularServices(context.Context) ([]platfone.Service, error) {
	var out []platfone.Service
	for _, id := range w.popular {
		out = append(out, platfone.Service{ID: id})
	}
	return out, nil
}
func (w *world) PairRecords(context.Context, string, time.Time) ([]store.PairRecord, error) {
	return w.records, nil
}
func (w *world) SuccessWindow(context.Context, time.Time, string, string) (platfone.Record, error) {
	return platfone.Record{Ordered: 54, Received: 40}, nil
}
func (w *world) Standing(context.Context, time.Time) ([]store.Standing, error) { return w.stands, nil }
func (w *world) History(context.Context, store.ActivationFilter, store.Key, int) ([]store.Activation, error) {
	return w.last, nil
}
func (w *world) Recents(context.Context, string, int) ([]string, error) { return nil, nil }
func (w *world) Presets(context.Context) ([]store.Preset, error)        { return w.presets, nil }
func (w *world) PutPreset(_ context.Context, p store.Preset) error {
	w.presets = append(w.presets, p)
	return nil
}
func (w *world) RefreshPrice(context.Context, string, string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked++
	return nil
}
func (w *world) RefreshPrices(context.Context, string) error                   { return nil }
func (w *world) RefreshBalance(context.Context, string) error                  { return nil }
func (w *world) WatchPrice(context.Context, string, string, money.Cents) error { return nil }
func (w *world) UnwatchPrice(context.Context, string, string) error            { return nil }
func (w *world) PriceWatches(context.Context) (map[string]money.Cents, error)  { return nil, nil }
func (w *world) DefaultCharge() platfone.Charge                                { return platfone.DefaultCharge }
func (w *world) Charges(context.Context) (map[string]platfone.Charge, error)   { return w.charges, nil }
func (w *world) Used(context.Context, platfone.Activation) (string, error)     { return w.used, nil }
func (w *world) Places() int                                                   { return 20 }

func (w *world) ForgetPreset(_ context.Context, name string) error {
	w.presets = slices.DeleteFunc(w.presets, func(p store.Preset) bool { return p.Name == name })
	return nil
}

func (w *world) SetCharge(_ context.Context, customer string, c platfone.Charge) error {
	w.charges[customer] = c
	return nil
}

func (w *world) Weigh(_ context.Context, a act.Act) (act.Verdict, error) {
	o := a.(act.Order)
	v := act.Verdict{Act: a, After: []act.Fact{{Name: "at most", Value: o.Order.MaxPrice.String(), Kind: act.Money}}}
	v.Take(act.Enter())
	usual, own := w.charges[o.Customer]
	if !own {
		usual = platfone.DefaultCharge
	}
	if has := o.Order.Charge(); has != usual {
		v.Warn(act.UnusualPrice.Of(o.Customer, usual, has), act.Capital("O"))
	}
	if o.Rose > 0 {
		v.Warn(act.PriceRose.Of(o.Rose, o.Order.MaxPrice), act.Capital("O"))
	}
	if w.judge != nil {
		w.judge(o, &v)
	}
	return v, nil
}

func (w *world) Do(ctx context.Context, a act.Act, c act.Consent) (act.Outcome, error) {
	v, _ := w.Weigh(ctx, a)
	if err := c.Use(v); err != nil {
		return nil, err
	}
	o := a.(act.Order)
	n := len(w.sent)
	w.sent = append(w.sent, o)
	_, place := act.PlaceOf(ctx)
	w.places = append(w.places, place)
	time.Sleep(w.answer)
	if w.outcome != nil {
		if err := w.outcome(n, o); err != nil {
			return nil, err
		}
	}
	return platfone.Activation{ID: fmt.Sprint("a", n), Phone: phone.E164("+447975777666"), CustomerID: o.Customer, ServiceID: o.Order.ServiceID,
		CountryID: o.Order.CountryID, Price: money.Known(34)}, nil
}

// desktop is a clipboard that always works.
type desktop struct{}

func (desktop) Copy(_ context.Context, s, what, shown string) (string, bool) {
	if shown == "" {
		return what + " copied.", false
	}
	return "Copied " + shown, false
}
func (desktop) Open(context.Context, string) (string, bool) { return "", false }
func (desktop) Notify(context.Context, pane.Notice, bool)   {}

// board is a pane with one act: to order.
type board struct {
	counter *ordering.Counter
	did     string // keys of its own that it took
}

func (b *board) ID() string             { return "live" }
func (b *board) Title() string          { return "Live" }
func (b *board) Init() tea.Cmd          { return nil }
func (b *board) Update(tea.Msg) tea.Cmd { return nil }
func (b *board) View(int, int) string   { return "" }
func (b *board) Actions() []pane.Action {
	acts := []pane.Action{{ID: "live.order", Key: keybook.Fixed("order", "n"), Do: func() tea.Cmd { return b.counter.Order("", "", "") }},
		{ID: "live.again", Key: keybook.Fixed("again", "N"), Do: func() tea.Cmd { return b.counter.Order("acme", "telegram", "germany") }}}
	for _, k := range "abcdefghijklmopqrstuvwxyz0123456789" {
		acts = append(acts, pane.Action{ID: "live.key", Key: keybook.Fixed("key", string(k)), Do: func() tea.Cmd { b.did += string(k); return nil }})
	}
	return acts
}

// desk is a console over a world.
type desk struct {
	*consoletest.Console
	*world
	t     *testing.T
	m     *ui.Model
	board *board
}

func at(t *testing.T, w *world, cols, rows int, do func(*desk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { run(t, w, cols, rows, do) })
}

// run is one console within a bubble.
func run(t *testing.T, w *world, cols, rows int, do func(*desk)) {
	kit := consoletest.Look{}.Kit(t.Context(), t)
	b := &board{counter: ordering.New(kit, w, w, ordering.Settings{CopyNumber: true, MaxPerOrder: w.most})}
	kit.Runs = w
	kit.Ways = pane.Ways{Credit: func(customer string) tea.Cmd { return pane.Say("credit for " + customer) }}
	m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{b}, Outside: desktop{}})
	d := &desk{Console: consoletest.New(t, m, cols, rows), world: w, t: t, m: m, board: b}
	do(d)
	m.Quit()
	synctest.Wait()
}

// keys types a text at a speed; ⏎ is Enter.
func (d *desk) keys(s string, pace time.Duration) {
	for _, r := range s {
		if r == '⏎' {
			d.Press("enter")
		} else {
			d.Type(string(r))
		}
		time.Sleep(pace)
		d.Settle()
	}
}

func (w *world) Setting(_ context.Context, key string) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.settings[key], nil
}

func (w *world) PutSetting(_ context.Context, key, value string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.settings[key] = value
	return nil
}

// BeginRun implements pane.Runs.
func (w *world) BeginRun(ctx context.Context, title string, acts []act.Act) (context.Context, int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.written, w.titles = append(w.written, acts), append(w.titles, title)
	return act.InRun(ctx, int64(len(w.written))), int64(len(w.written))
}

// EndRun implements pane.Runs.
func (w *world) EndRun(_ context.Context, id int64) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = append(w.ended, id)
	return nil
}
