// Package insights is the Insights pane: how services and countries did, where
// the money went, which customers need a look, and what the local copy lacks.
// It adds up nothing itself: the store keeps the sums.
package insights

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Store is what the pane reads.
type Store interface {
	Routes(ctx context.Context, from, to time.Time) ([]store.PairRecord, error)
	Spends(ctx context.Context, since time.Time) ([]store.Spend, error)
	Customers(ctx context.Context, f store.CustomerFilter, after string, limit int) ([]store.Customer, error)
	SuccessWindow(ctx context.Context, since time.Time, service, country string) (platfone.Record, error)
	Gaps(ctx context.Context, what string, low, high time.Time) ([]store.Span, error)
	Progress(ctx context.Context, what string) (store.Progress, error)
}

// Desk tells the provider's time.
type Desk interface{ Now() time.Time }

// Settings are the choices of the person, and what other panes know.
type Settings struct {
	CustomerLow money.Cents // a customer with less than this is low; 0 never
	// Coverage are lines about the numbers of the account (addresses, listings); nil when there are none.
	Coverage func() []string
}

// The views of the pane.
const (
	tabRoutes = iota
	tabMoney
	tabCustomers
	tabCoverage
)

// span is a stretch of time back from now.
type span struct {
	name string
	long time.Duration
	age  string // the same in a filter
}

var spans = []span{{"24 h", 24 * time.Hour, "24h"}, {"7 d", 7 * 24 * time.Hour, "7d"}, {"30 d", 30 * 24 * time.Hour, "30d"}}

// facts is what one reading brought.
type facts struct {
	tab, span int
	routes    []route
	services  []service
	customers []customer
	total     store.Tally
	account   platfone.Record // of the last day
	gaps      map[string][]store.Span
	progress  map[string]store.Progress
}

// Pane implements pane.Pane.
type Pane struct {
	kit   *pane.Kit
	store Store
	desk  Desk
	set   Settings

	tabs      *pane.Tabs
	span      int
	read      pane.Loader[facts]
	f         facts
	loaded    bool
	err       error
	routes    pane.Table[route]
	services  pane.Table[service]
	customers pane.Table[customer]
}

var _ pane.Pane = (*Pane)(nil)

// New returns the pane.
func New(kit *pane.Kit, s Store, d Desk, set Settings) *Pane {
	p := &Pane{kit: kit, store: s, desk: d, set: set, span: 1}
	p.tabs = pane.NewTabs(kit, "insights", p.load, "Routes", "Money", "Customers", "Coverage")
	p.routes = pane.Table[route]{Kit: kit, Columns: p.routeColumns(), Row: routeRole}
	p.routes.Newest = true
	p.routes.Key = func(r route) string { return r.ServiceID + "/" + r.CountryID }
	p.services = pane.Table[service]{Kit: kit, Columns: p.serviceColumns()}
	p.services.Key = func(s service) string { return s.id }
	p.customers = pane.Table[customer]{Kit: kit, Columns: p.customerColumns(), Row: p.customerRole}
	p.customers.Key = func(c customer) string { return c.ID }
	return p
}

// ID implements pane.Pane.
func (p *Pane) ID() string { return "insights" }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Insights" }

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd { return p.load() }

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	if t, ok := msg.(store.Topic); ok && t.Has(store.Activations|store.Customers|store.Healths) && !p.read.Busy() {
		return p.load()
	}
	if f, err, ok := p.read.Take(msg); ok {
		p.loaded, p.err = true, err
		if err == nil {
			p.take(f)
		}
	}
	return nil
}

func (p *Pane) take(f facts) {
	p.f = f
	switch f.tab {
	case tabRoutes:
		p.routes.Set(f.routes)
	case tabMoney:
		p.services.Set(f.services)
	case tabCustomers:
		p.customers.Set(f.customers)
	}
}

// load reads what the view in front shows.
func (p *Pane) load() tea.Cmd {
	s, now, tab, at := p.store, p.desk.Now(), p.tabs.At(), p.span
	from := now.Add(-spans[at].long)
	return p.read.Load(p.kit.Ctx, func(ctx context.Context) (f facts, err error) {
		f.tab, f.span = tab, at
		switch tab {
		case tabRoutes:
			err = f.readRoutes(ctx, s, from, now)
		case tabMoney:
			err = f.readMoney(ctx, s, from)
		case tabCustomers:
			err = f.readCustomers(ctx, s, from)
		default:
			err = f.readCoverage(ctx, s, now)
		}
		return f, err
	})
}

// Actions implements pane.Pane.
func (p *Pane) Actions() []pane.Action {
	acts := []pane.Action{
		{ID: "insights.open", Keys: "enter", Help: "these numbers", Off: p.noOpen, Do: p.open},
		{ID: "insights.window", Keys: "w", Help: "24 h, 7 d, 30 d", Do: p.next},
	}
	return p.kit.Bound(slices.Concat(acts, pane.Moves("insights", p.move), p.tabs.Actions()))
}

func (p *Pane) move(d int) tea.Cmd {
	switch p.tabs.At() {
	case tabRoutes:
		return p.routes.Step(d)
	case tabMoney:
		return p.services.Step(d)
	case tabCustomers:
		return p.customers.Step(d)
	}
	return nil
}

// next goes to the next stretch of time.
func (p *Pane) next() tea.Cmd {
	p.span = (p.span + 1) % len(spans)
	return p.load()
}

func (p *Pane) noOpen() string {
	if p.drill() == "" {
		return "no row is selected"
	}
	return ""
}

// drill is the filter that shows the numbers behind the selected row, "" when
// there is none.
func (p *Pane) drill() string {
	age := " age<" + spans[p.span].age
	switch p.tabs.At() {
	case tabRoutes:
		if r, ok := p.routes.Selected(); ok {
			return "service:=" + r.ServiceID + " country:=" + r.CountryID + age
		}
	case tabMoney:
		if s, ok := p.services.Selected(); ok {
			return "service:=" + s.id + age
		}
	case tabCustomers:
		if c, ok := p.customers.Selected(); ok {
			return "customer:=" + c.ID + age
		}
	}
	return ""
}

// open shows the numbers behind the selected row.
func (p *Pane) open() tea.Cmd {
	return pane.Send(pane.Goto{Pane: "history", Key: "filter:" + text.Clean(p.drill()).String()})
}
