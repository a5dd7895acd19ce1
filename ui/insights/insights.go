// Package insights is the Insights pane: how orders went over time, how services and countries did, where the money went, which customers need a
// look, and what the local copy lacks. It adds up nothing itself: the store keeps the sums.
package insights

import (
	"context"
	"slices"
	"strings"
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
	Trend(ctx context.Context, n store.Narrow, p store.Period) (store.Trend, error)
	Routes(ctx context.Context, from, to time.Time) ([]store.PairRecord, error)
	SpendsIn(ctx context.Context, from, to time.Time) ([]store.Spend, error)
	Customers(ctx context.Context, f store.CustomerFilter, after string, limit int) ([]store.Customer, error)
	Differences(ctx context.Context) ([]store.Difference, error)
	SuccessWindow(ctx context.Context, since time.Time, service, country string) (platfone.Record, error)
	Holes(ctx context.Context, p store.Period) ([]store.Span, error)
	Gaps(ctx context.Context, what string, low, high time.Time) ([]store.Span, error)
	Progress(ctx context.Context, what string) (store.Progress, error)
	pane.Settings
}

// Desk tells the provider's time.
type Desk interface{ Now() time.Time }

// Settings are the choices of the person, and what other panes know.
type Settings struct {
	CustomerLow money.Cents // a customer with less than this is low; 0 never
	ExportDir   string      // where exports go unless another place is typed
	// Coverage are lines about the numbers of the account (addresses, listings); nil when there are none.
	Coverage func() []string
}

// The views of the pane.
const (
	tabTrend = iota
	tabRoutes
	tabMoney
	tabCustomers
	tabCoverage
	tabs
)

// Pane implements pane.Pane.
type Pane struct {
	kit   *pane.Kit
	store Store
	desk  Desk
	set   Settings

	tabs      *pane.Tabs
	window    int
	custom    store.Period // the person's own span, once there is one
	awake     bool
	read      pane.Loader[facts]
	ahead     pane.Loader[facts] // the views beside the one in front, read before they are wanted
	kept      map[place]facts
	moved     time.Time // when what figures are made of changed last
	f         facts
	part      int // of the trend, under the cursor
	loaded    bool
	err       error
	routes    pane.Table[route]
	earnings  pane.Table[earning]
	by        int // which list of Money
	customers pane.Table[customer]
	chosen    [tabs]*pane.ColumnChoice // of the columns of each view that has a table
}

var _ pane.Pane = (*Pane)(nil)

// New returns the pane.
func New(kit *pane.Kit, s Store, d Desk, set Settings) *Pane {
	p := &Pane{kit: kit, store: s, desk: d, set: set, window: usualWindow, kept: map[place]facts{}}
	p.tabs = pane.NewTabs(kit, "insights", p.turn, "Trend", "Routes", "Money", "Customers", "Coverage")
	p.routes = pane.Table[route]{Kit: kit, Columns: p.routeColumns(), Row: routeRole}
	p.routes.Newest = true
	p.routes.Key = func(r route) string { return r.ServiceID + "/" + r.CountryID }
	p.earnings = pane.Table[earning]{Kit: kit, Columns: p.earningColumns()}
	p.earnings.Newest = true
	p.earnings.Key = func(e earning) string { return e.id + e.span.From.String() }
	p.customers = pane.Table[customer]{Kit: kit, Columns: p.customerColumns(), Row: p.customerRole}
	p.customers.Newest = true
	p.customers.Key = func(c customer) string { return c.ID }
	p.chosen = [tabs]*pane.ColumnChoice{
		tabRoutes: pane.NewColumnChoice(kit, s, "insights.routes.layout", &p.routes), tabMoney: pane.NewColumnChoice(kit, s, "insights.money.layout", &p.earnings),
		tabCustomers: pane.NewColumnChoice(kit, s, "insights.customers.layout", &p.customers),
	}
	return p
}

// ID implements pane.Pane.
func (p *Pane) ID() string { return "insights" }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Insights" }

// Init implements pane.Pane: figures are read once somebody looks at them.
func (p *Pane) Init() tea.Cmd { return nil }

// Wake implements pane.Sleeper.
func (p *Pane) Wake() tea.Cmd {
	if p.awake {
		return nil
	}
	p.awake = true
	cmds := []tea.Cmd{p.load()}
	for _, c := range p.chosen {
		if c != nil {
			cmds = append(cmds, c.Load())
		}
	}
	return tea.Batch(cmds...)
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	if t, ok := msg.(store.Topic); ok && p.awake && t.Has(store.Activations|store.Customers|store.Healths) {
		p.moved = p.desk.Now()
		if !p.read.Busy() {
			return p.load()
		}
	}
	for _, c := range p.chosen {
		if c == nil {
			continue
		}
		if cmd, ok := c.Take(msg); ok {
			return cmd
		}
	}
	if f, err, ok := p.read.Take(msg); ok {
		p.loaded, p.err = true, err
		if err == nil {
			p.kept[f.place] = f
			p.take(f)
		}
		return p.prepare()
	}
	if f, err, ok := p.ahead.Take(msg); ok && err == nil {
		p.kept[f.place] = f
		return p.prepare()
	}
	return nil
}

func (p *Pane) take(f facts) {
	if f.tab == tabTrend && (p.f.tab != tabTrend || p.f.window != f.window || p.part >= len(f.trend.Parts)) {
		p.part = len(f.trend.Parts) - 1
	}
	p.f = f
	switch f.tab {
	case tabRoutes:
		p.routes.Set(f.routes)
	case tabMoney:
		p.earnings.Set(f.earnings)
	case tabCustomers:
		p.customers.Set(f.customers)
	}
}

// Jump implements pane.Jumper: the key is the name of a stretch of time, "routes" before it for the routes in it.
func (p *Pane) Jump(key string) tea.Cmd {
	tab := tabTrend
	name, routes := strings.CutPrefix(key, "routes ")
	if routes {
		tab = tabRoutes
	}
	for i, w := range windows {
		if w.name == name {
			p.window = i
		}
	}
	if cmd := p.tabs.Go(tab); cmd != nil {
		return cmd
	}
	return p.turn()
}

// Actions implements pane.Pane.
func (p *Pane) Actions() []pane.Action {
	acts := []pane.Action{
		{ID: "insights.open", Keys: "enter", Help: "these numbers", Main: true, Off: p.noOpen, Do: p.open},
		{ID: "insights.window", Keys: "w", Help: "24 h to 90 d", Do: p.next},
		{ID: "insights.span", Keys: "W", Help: "choose dates", Do: p.askSpan},
		{ID: "insights.by", Keys: "b", Help: "by " + []string{"day", "customer", "service"}[p.by], Hide: p.tabs.At() != tabMoney, Off: p.noLists, Do: p.another},
		{ID: "insights.differences", Keys: "d", Help: "balances that differ", Hide: p.tabs.At() != tabMoney || len(p.f.differ) < 2, Off: p.noDifferences, Do: p.listDifferences},
		{ID: "insights.statement", Keys: "L", Help: "statement", Hide: p.customer() == "", Off: p.noStatement, Do: p.statement},
		{ID: "insights.export", Keys: "E", Help: "export", Off: p.noExport, Do: p.export},
		{ID: "insights.columns", Keys: "s", Help: "columns", Hide: true, Off: p.noColumns, Do: func() tea.Cmd { return p.chosen[p.tabs.At()].Ask() }},
	}
	return p.kit.Bound(slices.Concat(acts, p.turns(), pane.Moves("insights", p.move)))
}

// turns are the keys across: the letters go to the other views, and so do the arrows, unless there is a chart to walk along.
func (p *Pane) turns() []pane.Action {
	view := func(d int) func() tea.Cmd { return func() tea.Cmd { return p.tabs.Go(p.tabs.At() + d) } }
	along := func(d int) func() tea.Cmd {
		return func() tea.Cmd {
			if p.tabs.At() == tabTrend {
				return p.move(d)
			}
			return view(d)()
		}
	}
	return []pane.Action{
		{ID: "insights.earlier", Keys: "left", Help: "earlier", Hide: p.tabs.At() != tabTrend, Do: along(-1)},
		{ID: "insights.later", Keys: "right", Help: "later", Hide: true, Do: along(1)},
		{ID: "insights.view-before", Keys: "h", Help: "previous tab", Hide: true, Do: view(-1)},
		{ID: "insights.view-after", Keys: "l", Help: "next tab", Hide: true, Do: view(1)},
	}
}

func (p *Pane) move(d int) tea.Cmd {
	switch p.tabs.At() {
	case tabTrend:
		p.part = min(max(p.part+d, 0), max(len(p.f.trend.Parts)-1, 0))
	case tabRoutes:
		return p.routes.Step(d)
	case tabMoney:
		return p.earnings.Step(d)
	case tabCustomers:
		return p.customers.Step(d)
	}
	return nil
}

// next goes to the next stretch of time.
func (p *Pane) next() tea.Cmd {
	n := own()
	if !p.custom.From.IsZero() {
		n++
	}
	p.window = (p.window + 1) % n
	return p.turn()
}

func (p *Pane) noColumns() string {
	if p.chosen[p.tabs.At()] == nil {
		return "there is no table here: Routes, Money and Customers have one"
	}
	return ""
}

func (p *Pane) noOpen() string {
	if p.drill() == "" {
		return "no row is selected"
	}
	return ""
}

// drill is the filter that shows the numbers behind what is selected, "" when
// there is nothing to show.
func (p *Pane) drill() string {
	if p.f.place != p.place() {
		return ""
	}
	span := between(p.f.period.From, p.f.period.To)
	switch p.tabs.At() {
	case tabTrend:
		if m := p.f.trend.Moments; p.part >= 0 && p.part+1 < len(m) {
			return between(m[p.part], m[p.part+1])
		}
	case tabRoutes:
		if r, ok := p.routes.Selected(); ok && r.few == 0 {
			return "service:=" + r.ServiceID + " country:=" + r.CountryID + " " + span
		}
	case tabMoney:
		return p.drillEarning(span)
	case tabCustomers:
		if c, ok := p.customers.Selected(); ok {
			return "customer:=" + c.ID + " " + span
		}
	}
	return ""
}

// open shows the numbers behind the selected row.
func (p *Pane) open() tea.Cmd {
	return pane.Send(pane.Goto{Pane: "history", Key: "filter:" + text.Clean(p.drill()).String()})
}
