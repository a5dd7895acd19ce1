// Package history is the History pane: every activation this profile ever
// heard of, what became of each, and what can still be claimed for it. It
// works from the store alone and shows where the store has a hole.
package history

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Store is what the pane reads.
type Store interface {
	History(ctx context.Context, f store.ActivationFilter, before store.Key, limit int) ([]store.Activation, error)
	HistorySoon(ctx context.Context, f store.ActivationFilter, before store.Key, limit int, within time.Duration) ([]store.Activation, store.Key, error)
	HistoryAfter(ctx context.Context, f store.ActivationFilter, after store.Key, limit int) ([]store.Activation, error)
	HistoryAmong(ctx context.Context, f store.ActivationFilter, ids []string) ([]store.Key, error)
	HistoryAt(ctx context.Context, at []store.Key) ([]store.Activation, error)
	CountHistory(ctx context.Context, f store.ActivationFilter, limit int) (int, error)
	Reportable(ctx context.Context, now time.Time, limit int) ([]store.Activation, error)
	Activation(ctx context.Context, id string) (store.Activation, error)
	Codes(ctx context.Context, activationID string) ([]store.Code, error)
	Report(ctx context.Context, activationID string) (store.Report, error)
	Spends(ctx context.Context, since time.Time) ([]store.Spend, error)
	Counted(ctx context.Context) (store.Counted, error)
	Gaps(ctx context.Context, what string, low, high time.Time) ([]store.Span, error)
	Progress(ctx context.Context, what string) (store.Progress, error)
	pane.NoteStore
	pane.Settings
}

// Desk is what the pane asks of the engine.
type Desk interface {
	act.Judge
	MayAsk() error  // why nothing can be read from the provider now
	Now() time.Time // the provider's time
	ReportBy(a platfone.Activation) time.Time
	// OlderPage has the next page of the past read; wait is how long that takes to begin.
	OlderPage(ctx context.Context) (wait time.Duration, err error)
	// Hint asks about one activation now.
	Hint(ctx context.Context, customer, id string) error
}

// Orders opens the order sheet, filled with what is given.
type Orders interface {
	Order(customer, service, country string) tea.Cmd
}

// Reports opens the report sheet for a number.
type Reports interface {
	Report(a platfone.Activation) tea.Cmd
	// ReportSeveral reports them for one reason; done is told of each that was.
	ReportSeveral(list []platfone.Activation, lines []text.Safe, done func(id string)) tea.Cmd
}

// Settings are the choices of the person that matter here.
type Settings struct {
	ReportWindow time.Duration // how long after its end a number can be reported; 0 is platfone.ReportWindow
	ExportDir    string        // where exports go unless another place is typed; "" is the person's downloads
}

// The views of the pane.
const (
	tabAll = iota
	tabReportable
	tabReported
	tabCustomers
)

// Pane implements pane.Pane.
type Pane struct {
	kit     *pane.Kit
	store   Store
	desk    Desk
	orders  Orders
	reports Reports
	set     Settings

	tabs   *pane.Tabs
	box    *pane.FilterBox
	book   *pane.Notebook
	table  pane.Table[row] // of the views that can be long
	window pane.Window[row]
	far    pane.FarMarks[row] // marks of rows that the window does not hold
	claims pane.Table[row]    // of what can be reported
	people pane.Table[store.Spend]
	chosen chosen

	readClaims pane.Loader[[]row]
	readPeople pane.Loader[[]store.Spend]
	readCount  pane.Loader[int]
	near       pane.Near[string, more]
	readFill   pane.Loader[fill]
	foresight  *pane.Foresight[subject]
	count      int // rows that pass the filter, -1 until it is known
	fill       fill
	err        error
	fresh      bool // another list is on its way: the cursor begins at its top
}

var _ pane.Pane = (*Pane)(nil)

// New returns the pane.
func New(kit *pane.Kit, s Store, d Desk, o Orders, r Reports, set Settings) *Pane {
	p := &Pane{kit: kit, store: s, desk: d, orders: o, reports: r, set: set, count: -1}
	p.tabs = pane.NewTabs(kit, "history", p.restart, "All", "Reportable", "Reported", "By customer")
	p.box = pane.NewFilterBox(kit, "history", store.GrammarOf("history"), p.restart)
	p.box.Marks = func() pane.Marker {
		switch p.tabs.At() {
		case tabCustomers:
			return nil
		case tabReportable:
			return &p.claims.List
		}
		return &p.far
	}
	p.table = pane.Table[row]{Kit: kit, Columns: p.columns(), Row: p.role}
	p.table.Key = row.key
	p.book = pane.NewNotebook(kit, s, store.NoteActivation)
	p.foresight = pane.NewForesight(kit, d, subject.acts)
	p.near = pane.Near[string, more]{Kit: kit, Read: p.readMore}
	p.window = pane.Window[row]{Kit: kit, List: &p.table.List, Read: p.reader(), Place: row.place}
	p.far = pane.FarMarks[row]{Kit: kit, Window: &p.window, Is: func(r row) bool { return r.ID != "" }, Many: "numbers"}
	p.claims = pane.Table[row]{Kit: kit, Columns: p.claimColumns(), Row: p.role}
	p.claims.Key = row.key
	p.people = pane.Table[store.Spend]{Kit: kit, Columns: p.peopleColumns()}
	p.people.Key = func(s store.Spend) string { return s.CustomerID }
	p.chosen = p.choices()
	return p
}

// RowAt implements pane.Pointed.
func (p *Pane) RowAt(lines []string, y int) (int, bool) { return p.table.RowAt(lines, y) }

// ID implements pane.Pane.
func (p *Pane) ID() string { return "history" }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "History" }

// Capturing implements pane.Capturer.
func (p *Pane) Capturing() bool { return p.box.Capturing() }

// Ticking implements pane.Ticker: while something can still be claimed its time runs out.
func (p *Pane) Ticking() bool {
	if p.tabs.At() == tabReportable {
		return len(p.claims.Rows()) > 0
	}
	if p.far.Ticking() {
		return true
	}
	r, ok := p.selected()
	return ok && p.claimable(r)
}

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd {
	return tea.Batch(p.restart(), p.book.Load(), p.foresight.Want(), p.loadColumns())
}

// restart reads the view in front from its beginning.
func (p *Pane) restart() tea.Cmd {
	p.err, p.count, p.fresh = nil, -1, true
	switch p.tabs.At() {
	case tabCustomers:
		return p.loadPeople()
	case tabReportable:
		return tea.Batch(p.loadClaims(), p.loadFill())
	}
	p.window.Read, p.window.Soon, p.window.Back, p.window.Page = p.reader(), p.sooner(turn), p.backer(), 0
	p.far.Pick = p.picker()
	if len(p.filter().Terms) > 0 {
		p.window.Page = searchPage
	}
	return tea.Batch(p.window.Start(), p.loadCount(), p.loadFill())
}

func (p *Pane) loadPeople() tea.Cmd {
	s, since := p.store, p.kit.Now().AddDate(0, 0, -peopleDays)
	return p.readPeople.Load(p.kit.Ctx, func(ctx context.Context) ([]store.Spend, error) { return s.Spends(ctx, since) })
}

// mostCounted is how many rows are counted; beyond it the screen says "more than".
const mostCounted = 10_000

// rest is how long nobody types before rows are counted: the next letter asks for another number.
const rest = 200 * time.Millisecond

// rested waits that long; false when another letter came.
func rested(ctx context.Context) bool {
	timer := time.NewTimer(rest)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

func (p *Pane) loadCount() tea.Cmd {
	if p.tabs.At() != tabAll && p.tabs.At() != tabReported {
		return nil
	}
	s, f := p.store, p.filter()
	return p.readCount.Load(p.kit.Ctx, func(ctx context.Context) (int, error) {
		if len(f.Terms) > 0 && !rested(ctx) {
			return 0, ctx.Err()
		}
		return s.CountHistory(ctx, f, mostCounted)
	})
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	read, _ := p.book.Update(msg)
	return tea.Batch(p.foresight.Update(msg, p.heard), read)
}

func (p *Pane) heard(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case store.Topic:
		return p.changed(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.box.Update(msg)
	}
	if cmd, ok := p.takeColumns(msg); ok {
		return cmd
	}
	if cmd, err, ok := p.window.Take(msg); ok {
		p.err = err
		if p.fresh && err == nil {
			rows := p.table.Rows()
			p.table.Move(-len(rows))
			// A hole alone is not what the list begins with: the numbers above it are on their way.
			p.fresh = len(rows) == 0 || rows[0].ID == ""
		}
		return tea.Batch(cmd, p.loadMore())
	}
	if cmd, ok := p.far.Take(msg); ok {
		return cmd
	}
	if list, err, ok := p.readClaims.Take(msg); ok {
		p.err = err
		p.claims.Set(list)
		return p.loadMore()
	}
	if list, err, ok := p.readPeople.Take(msg); ok {
		p.err = err
		p.people.Set(mostFirst(list))
	}
	if n, err, ok := p.readCount.Take(msg); ok && err == nil {
		p.count = n
	}
	if cmd, _, ok := p.near.Take(msg); ok {
		return cmd
	}
	if f, err, ok := p.readFill.Take(msg); ok && err == nil {
		p.fill = f
	}
	return nil
}

func (p *Pane) changed(t store.Topic) tea.Cmd {
	var cmds []tea.Cmd
	if t.Has(store.Activations | store.Reports | store.Codes) {
		cmds = append(cmds, p.near.Age()) // codes or a report may have changed
		switch p.tabs.At() {
		case tabCustomers:
			cmds = append(cmds, p.loadPeople())
		case tabReportable:
			cmds = append(cmds, p.loadClaims())
		default:
			cmds = append(cmds, p.window.Refresh(), p.loadCount())
		}
	}
	if t.Has(store.Activations | store.Healths) {
		cmds = append(cmds, p.loadFill())
	}
	return tea.Batch(cmds...)
}

// FilterKey in front of a filter makes it a place to go to: "filter:customer:acme".
const FilterKey = "filter:"

// Jump implements pane.Jumper: the key is an activation's id, or a filter.
func (p *Pane) Jump(key string) tea.Cmd {
	if p.tabs.At() == tabAll && p.table.Select(key) {
		return p.loadMore()
	}
	words := strings.TrimPrefix(key, FilterKey)
	return tea.Batch(p.tabs.Go(tabAll), p.box.Set(words))
}

// list is the table of numbers in front, nil when customers are.
func (p *Pane) list() *pane.Table[row] {
	switch p.tabs.At() {
	case tabCustomers:
		return nil
	case tabReportable:
		return &p.claims
	}
	return &p.table
}

// selected is the activation under the cursor.
func (p *Pane) selected() (store.Activation, bool) {
	t := p.list()
	if t == nil {
		return store.Activation{}, false
	}
	r, ok := t.Selected()
	return r.Activation, ok && r.ID != ""
}

// role makes what is over pale and what nobody documented loud.
func (p *Pane) role(r row) style.Role {
	switch {
	case r.ID == "":
		return style.Warn
	case r.State(p.desk.Now()) == platfone.Odd:
		return style.Warn
	case r.State(p.desk.Now()).Free():
		return style.Dim
	}
	return style.Text
}

// Number implements pane.Numbered.
func (p *Pane) Number() (phone.E164, bool) {
	r, ok := p.table.Selected()
	return r.Phone, ok && r.Phone != ""
}
