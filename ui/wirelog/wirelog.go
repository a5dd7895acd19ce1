// Package wirelog is the Log pane: what happened, and every request behind it
// with its timing, its masked bodies and the command that repeats it.
package wirelog

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Store is what the pane reads.
type Store interface {
	AuditLog(ctx context.Context, before int64, limit int) ([]store.Event, error)
	Reader(ctx context.Context) (store.Reader, error)
	DeedsBefore(ctx context.Context, from, to time.Time, before int64, limit int) ([]store.Deed, error)
	pane.Settings
}

// Wire is the requests of this run, redacted.
type Wire interface {
	List() []rest.Exchange // newest first
	Changed() <-chan struct{}
}

// The views of the pane.
const (
	tabActs = iota // what was done from this machine, which the pane opens on
	tabAll
	tabHappened
	tabRequests
)

// Pane implements pane.Pane.
type Pane struct {
	kit   *pane.Kit
	store Store
	wire  Wire

	tabs   *pane.Tabs
	box    *pane.FilterBox
	table  pane.Table[line]
	chosen *pane.ColumnChoice // of its columns
	window pane.Window[line]
	fresh  bool // another list is on its way: the cursor begins at its top
	err    error

	asks  pane.Loader[store.Reader]
	polls store.Reader // who reads the providers: another process's requests are not in this list
}

var _ pane.Pane = (*Pane)(nil)

// New returns the pane.
func New(kit *pane.Kit, s Store, w Wire, services []pane.Service) *Pane {
	ids := make([]string, len(services))
	for i, one := range services {
		ids[i] = one.ID
	}
	p := &Pane{kit: kit, store: s, wire: w}
	p.tabs = pane.NewTabs(kit, "log", p.restart, "Acts", "All", "What happened", "Requests")
	p.box = pane.NewFilterBox(kit, "log", grammar(ids), p.restart)
	p.table = pane.Table[line]{Kit: kit, Columns: p.columns(), Row: role}
	p.table.Key = line.key
	p.table.Newest = true
	p.chosen = pane.NewColumnChoice(kit, s, "log.layout", &p.table)
	p.window = pane.Window[line]{Kit: kit, List: &p.table.List, Read: p.reader(), Place: func(l line) string { return l.place }}
	return p
}

// RowAt implements pane.Pointed.
func (p *Pane) RowAt(lines []string, y int) (int, bool) { return p.table.RowAt(lines, y) }

// ID implements pane.Pane.
func (p *Pane) ID() string { return "log" }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Log" }

// Capturing implements pane.Capturer.
func (p *Pane) Capturing() bool { return p.box.Capturing() }

// stirred says that a request was made.
type stirred struct{ to *Pane }

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd {
	return tea.Batch(p.restart(), p.listen(), p.whoReads(), p.chosen.Load())
}

// listen answers when the next request was made.
func (p *Pane) listen() tea.Cmd {
	changed, ctx := p.wire.Changed(), p.kit.Ctx
	return func() tea.Msg {
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
			return stirred{p}
		}
	}
}

func (p *Pane) whoReads() tea.Cmd { return p.asks.Load(p.kit.Ctx, p.store.Reader) }

func (p *Pane) restart() tea.Cmd {
	p.err, p.fresh = nil, true
	p.window.Read = p.reader()
	return p.window.Start()
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case store.Topic:
		var again tea.Cmd
		if msg.Has(store.Audit) || p.tabs.At() == tabActs && msg.Has(store.Journal|store.Activations) {
			again = p.window.Refresh()
		}
		if msg.Has(store.Journal) {
			return tea.Batch(again, p.whoReads())
		}
		return again
	case stirred:
		if msg.to == p {
			return tea.Batch(p.window.Refresh(), p.listen())
		}
		return nil
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.box.Update(msg)
	}
	if r, err, ok := p.asks.Take(msg); ok {
		if err == nil {
			p.polls = r
		}
		return nil
	}
	if cmd, ok := p.chosen.Take(msg); ok {
		return cmd
	}
	if cmd, err, ok := p.window.Take(msg); ok {
		p.err = err
		if p.fresh && err == nil {
			p.fresh = false
			p.table.Rewind()
		}
		return cmd
	}
	return nil
}

// Jump implements pane.Jumper: the key is a filter.
func (p *Pane) Jump(words string) tea.Cmd { return tea.Batch(p.tabs.Go(tabAll), p.box.Set(words)) }

// columns: what came of a line says most of it, and takes what the others leave.
func (p *Pane) columns() []pane.Column[line] {
	return []pane.Column[line]{
		{Title: "WHEN", Min: 8, Name: true, Times: true, Drop: 1, Cell: func(l line) pane.Cell { return pane.Cell{Text: p.kit.Moment(l.at), Role: style.Dim} }},
		{Title: "WHAT", Stays: true, Min: 6, Name: true, Cell: func(l line) pane.Cell { return pane.Cell{Text: text.Clean(l.what)} }},
		{Title: "WHO", Min: 12, Name: true, Drop: 2, Cell: func(l line) pane.Cell { return pane.Cell{Text: p.who(l)} }},
		{Title: "RESULT", Min: 24, Prose: true, Grow: true, Cell: p.resultCell},
	}
}

// role is that of a whole line: requests lie behind what happened.
func role(l line) style.Role {
	if l.ex != nil {
		return style.Dim
	}
	return style.Text
}
