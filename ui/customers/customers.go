// Package customers is the Customers pane: who orders through the account,
// what each has left, and what can be done about each. It owns the sheets that
// make a customer, change its balance and its status, and show it whole.
package customers

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
)

// Store is what the pane reads.
type Store interface {
	Customers(ctx context.Context, f store.CustomerFilter, after string, limit int) ([]store.Customer, error)
	CustomersBefore(ctx context.Context, f store.CustomerFilter, before string, limit int) ([]store.Customer, error)
	Customer(ctx context.Context, id string) (store.Customer, error)
	CountCustomers(ctx context.Context, f store.CustomerFilter) (int, error)
	WasRead(ctx context.Context, list string) (bool, error)
	History(ctx context.Context, f store.ActivationFilter, before store.Key, limit int) ([]store.Activation, error)
	Transactions(ctx context.Context, f store.TransactionFilter, before store.Key, limit int) ([]store.Transaction, error)
	SpendsOf(ctx context.Context, customer string, since time.Time) ([]store.Spend, error)
	Statement(ctx context.Context, customer string, from, to, now time.Time) (store.Statement, error)
	OpenStatement(ctx context.Context, customer string, from, to, now time.Time) (*store.StatementReader, error)
	CustomerDays(ctx context.Context, customer string, since time.Time) ([]store.CustomerDay, error)
	OwnGaps(ctx context.Context, what, customer string, low, high time.Time) ([]store.Span, error)
	Healths(ctx context.Context) ([]store.Health, error)
	OpenIntents(ctx context.Context) ([]store.Intent, error)
	Intent(ctx context.Context, id int64) (store.Intent, error)
	Setting(ctx context.Context, key string) (string, error)
	PutSetting(ctx context.Context, key, value string) error
	pane.NoteStore
}

// Desk is what the pane can ask of the engine.
type Desk interface {
	act.Judge
	MayAsk() error // why nothing can be read from the provider now
	RefreshCustomers(ctx context.Context) error
	RefreshCustomer(ctx context.Context, id string) error
	RefreshLedger(ctx context.Context, id string) error
	RefreshHistory(ctx context.Context, id string) error
}

// Orders opens the order sheet, filled with what is given.
type Orders interface {
	Order(customer, service, country string) tea.Cmd
}

// Settings are the choices of the person that matter here.
type Settings struct {
	Low        money.Cents   // a balance under it is low
	UndoWindow time.Duration // how long a change of status can be taken back
	Gateway    string        // what an adjustment is booked under unless told otherwise
}

// The views of the pane.
const (
	viewAll = iota
	viewLow
	viewPaused
)

// Pane implements pane.Pane.
type Pane struct {
	kit       *pane.Kit
	store     Store
	desk      Desk
	orders    Orders
	set       Settings
	tabs      *pane.Tabs
	box       *pane.FilterBox
	book      *pane.Notebook
	table     pane.Table[store.Customer]
	window    pane.Window[store.Customer]
	facts     facts
	readF     pane.Loader[facts]
	readW     pane.Loader[store.Customer] // the one that was just made
	readL     pane.Loader[pane.Layout]
	layout    pane.Layout
	err       error
	foresight *pane.Foresight[string] // by customer
	pending   map[string]*change
	drafts    map[string]*draft // adjustments as far as they were thought out, by customer
	want      string            // a customer the cursor goes to once it is in the list
	began     time.Time
}

var _ pane.Pane = (*Pane)(nil)

// New returns the pane.
func New(kit *pane.Kit, s Store, d Desk, o Orders, set Settings) *Pane {
	p := &Pane{kit: kit, store: s, desk: d, orders: o, set: set, pending: map[string]*change{}, drafts: map[string]*draft{}}
	p.tabs = pane.NewTabs(kit, "customers", p.restart, "All", "Low", "Paused")
	p.box = pane.NewFilterBox(kit, "customers", grammar(), p.restart)
	p.box.Marks = func() pane.Marker { return &p.table.List }
	p.table = pane.Table[store.Customer]{Kit: kit, Row: p.role}
	p.table.Key = func(c store.Customer) string { return c.ID }
	p.foresight = pane.NewForesight(kit, d, actsOf)
	p.book = pane.NewNotebook(kit, s, store.NoteCustomer)
	p.window = pane.Window[store.Customer]{Kit: kit, List: &p.table.List}
	p.aim()
	p.arrange()
	return p
}

// RowAt implements pane.Pointed.
func (p *Pane) RowAt(lines []string, y int) (int, bool) { return p.table.RowAt(lines, y) }

// ID implements pane.Pane.
func (p *Pane) ID() string { return "customers" }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Customers" }

// Capturing implements pane.Capturer.
func (p *Pane) Capturing() bool { return p.box.Capturing() }

// Ticking implements pane.Ticker.
func (p *Pane) Ticking() bool { return len(p.pending) > 0 }

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd {
	p.began = p.kit.Now()
	return tea.Batch(p.window.Start(), p.loadFacts(), p.loadLayout(), p.book.Load(), p.readNear())
}

// restart reads another list: the view, the filter or the order changed.
func (p *Pane) restart() tea.Cmd {
	p.aim()
	return tea.Batch(p.window.Start(), p.loadFacts())
}

// aim makes the window read what is asked for now.
func (p *Pane) aim() {
	s, q := p.store, p.query()
	p.window.Read = func(ctx context.Context, after string, limit int) ([]store.Customer, error) {
		return s.Customers(ctx, q, after, limit)
	}
	p.window.Back = func(ctx context.Context, before string, limit int) ([]store.Customer, error) {
		return s.CustomersBefore(ctx, q, before, limit)
	}
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	read, _ := p.book.Update(msg)
	return tea.Batch(p.foresight.Update(msg, p.heard), read)
}

func (p *Pane) heard(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.box.Capturing() {
			return p.box.Update(msg)
		}
		return nil
	case store.Topic:
		return p.changed(msg)
	case pane.Tick:
		return p.due()
	case settled:
		return p.settle(msg)
	case ready:
		return p.showAdjust(msg)
	case offered:
		if msg.to == p {
			return p.offer(msg)
		}
	case stating:
		if msg.to == p {
			return p.stated(msg)
		}
	}
	return p.take(msg)
}

func (p *Pane) changed(t store.Topic) tea.Cmd {
	var cmds []tea.Cmd
	if t.Has(store.Customers|store.Activations) || t.Has(store.Notes) && !p.box.Filter().Empty() {
		cmds = append(cmds, p.window.Refresh())
	}
	if t.Has(store.Customers | store.Journal | store.Healths) {
		cmds = append(cmds, p.loadFacts())
	}
	return tea.Batch(cmds...)
}

func (p *Pane) take(msg tea.Msg) tea.Cmd {
	if cmd, err, ok := p.window.Take(msg); ok {
		p.err = err
		switch {
		case p.want == "" || err != nil:
		case p.table.Select(p.want):
			p.want = ""
		case p.box.Text() != p.want:
			return tea.Batch(cmd, p.lookFor(p.want), p.readNear())
		}
		return tea.Batch(cmd, p.readNear())
	}
	if c, err, ok := p.readW.Take(msg); ok {
		if err == nil && c.ID == p.want { // it is saved and not in the list: beyond what is read, or the filter hides it
			return tea.Batch(p.tabs.Go(viewAll), p.box.Set(p.want))
		}
		return nil
	}
	if f, err, ok := p.readF.Take(msg); ok {
		if err == nil {
			p.facts = f
		}
		return nil
	}
	if l, err, ok := p.readL.Take(msg); ok && err == nil && l.Sort != "" {
		p.layout = l
		p.arrange()
		return tea.Batch(p.restart(), p.window.Begin()) // rows in another order may have come before
	}
	return nil
}

// readNear reads what stands against the acts upon the selected customer and those beside it.
func (p *Pane) readNear() tea.Cmd {
	return p.foresight.Want(pane.Each(p.table.Near(), func(c store.Customer) string { return c.ID })...)
}

// actsOf are those that the pane offers for a customer, and without one.
func actsOf(id string) []act.Act {
	if id == "" {
		return []act.Act{act.NewCustomer{}}
	}
	return []act.Act{act.Credit{Customer: id}, act.Status{Customer: id}, act.Order{Customer: id}}
}

// lookFor asks whether a customer that the list does not show is saved at all by now.
func (p *Pane) lookFor(id string) tea.Cmd {
	st := p.store
	return p.readW.Load(p.kit.Ctx, func(ctx context.Context) (store.Customer, error) { return st.Customer(ctx, id) })
}

// selected is the customer under the cursor; none while one that was just made
// is on its way there: what is typed next is meant for that one.
func (p *Pane) selected() (store.Customer, bool) {
	if p.want != "" {
		return store.Customer{}, false
	}
	return p.table.Selected()
}
