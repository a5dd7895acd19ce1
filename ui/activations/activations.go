// Package activations is the Live pane: the numbers waiting for a code, the
// codes as they come, and what can be done about each. It owns the order sheet.
package activations

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
)

// row is one activation with every code it was ever seen with.
type row struct {
	store.Activation
	codes    []store.Code
	uncopied bool
	kept     bool // the person keeps it at the top
}

// read is what one look into the store brings.
type read struct {
	rows []row
	open []store.Intent // sent, with no outcome yet
	seen bool           // the numbers that run were read at all
}

// Pane implements pane.Pane.
type Pane struct {
	kit       *pane.Kit
	store     Store
	desk      Desk
	orders    Orders
	set       Settings
	read      pane.Loader[read]
	journal   []store.Intent
	near      pane.Near[pair, store.PairRecord]
	foresight *pane.Foresight[subject]
	counted   time.Time // when the records were last asked for anew
	table     pane.Table[row]
	chosen    *pane.ColumnChoice // of its columns
	all       []row              // in their order; the table shows those the filter lets through
	filter    *pane.FilterBox
	book      *pane.Notebook
	loaded    bool
	awake     bool // somebody looked
	known     bool // the numbers that run were read at all
	err       error
	pending   map[string]*ending
	moved     time.Time // when the cursor was last moved
	copied    time.Time // when the person last copied something
	seen      map[int64]bool
	want      string // the row to put the cursor on once it is there
}

var (
	_ pane.Pane    = (*Pane)(nil)
	_ pane.Sleeper = (*Pane)(nil)
)

// New returns the pane.
func New(kit *pane.Kit, s Store, d Desk, o Orders, set Settings) *Pane {
	p := &Pane{kit: kit, store: s, desk: d, orders: o, set: set, pending: map[string]*ending{}}
	p.table = pane.Table[row]{Kit: kit, Columns: p.columns(), Group: p.group, Row: p.role}
	p.table.Key = func(r row) string { return r.ID }
	p.chosen = pane.NewColumnChoice(kit, s, "live.layout", &p.table)
	p.near = pane.Near[pair, store.PairRecord]{Kit: kit, Read: func(ctx context.Context, of pair) (store.PairRecord, error) {
		return s.PairRecord(ctx, of.service, of.country, p.now().Add(-7*24*time.Hour))
	}}
	p.foresight = pane.NewForesight(kit, d, subject.acts)
	p.book = pane.NewNotebook(kit, s, store.NoteActivation)
	p.filter = pane.NewFilterBox(kit, "live", grammar(), func() tea.Cmd {
		p.narrow()
		return p.readNear()
	})
	p.filter.Marks = func() pane.Marker { return &p.table.List }
	return p
}

func (p *Pane) now() time.Time { return p.desk.Now() }

// RowAt implements pane.Pointed.
func (p *Pane) RowAt(lines []string, y int) (int, bool) { return p.table.RowAt(lines, y) }

// ID implements pane.Pane.
func (p *Pane) ID() string { return "live" }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Live" }

// Badge implements pane.Badger: the codes nobody has copied yet.
func (p *Pane) Badge() int {
	n := 0
	for _, r := range p.all {
		if r.uncopied {
			n++
		}
	}
	return n
}

// Capturing implements pane.Capturer.
func (p *Pane) Capturing() bool { return p.filter.Capturing() }

// Ticking implements pane.Ticker.
func (p *Pane) Ticking() bool {
	if len(p.pending) > 0 || len(p.unsettled()) > 0 {
		return true
	}
	for _, r := range p.all {
		if r.Waits(p.now()) || r.State(p.now()) == platfone.CodeReady {
			return true
		}
	}
	return false
}

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd {
	cmds := []tea.Cmd{p.load(), p.book.Load(), p.chosen.Load()}
	if p.set.Card != nil {
		cmds = append(cmds, p.set.Card.Load())
	}
	return tea.Batch(cmds...)
}

// Wake implements pane.Sleeper: what the day comes to is added up once somebody looks.
func (p *Pane) Wake() tea.Cmd {
	if p.awake || p.set.Today == nil {
		return nil
	}
	p.awake = true
	return p.set.Today.Load()
}

// beneath are the blocks under the rows that read for themselves.
func (p *Pane) beneath() (blocks []block) {
	if p.set.Card != nil {
		blocks = append(blocks, p.set.Card)
	}
	if p.set.Today != nil {
		blocks = append(blocks, p.set.Today)
	}
	return blocks
}

// load reads the rows and their codes; the columns' order is settled in Update.
func (p *Pane) load() tea.Cmd {
	s, now := p.store, p.now()
	return p.read.Load(p.kit.Ctx, func(ctx context.Context) (r read, err error) {
		list, err := s.LiveActivations(ctx, now)
		if err != nil {
			return r, err
		}
		r.rows = make([]row, len(list))
		for i, a := range list {
			r.rows[i] = row{Activation: a}
			if !a.HasCode() && a.SMS != platfone.RetryRequested {
				continue
			}
			if r.rows[i].codes, err = s.Codes(ctx, a.ID); err != nil {
				return r, err
			}
			r.rows[i].uncopied = uncopied(r.rows[i].codes)
		}
		if err := keep(ctx, s, r.rows); err != nil {
			return r, err
		}
		counted, err := s.Counted(ctx)
		if err != nil {
			return r, err
		}
		r.seen = counted.Active
		r.open, err = s.OpenIntents(ctx)
		return r, err
	})
}

// keep marks the rows that the person keeps at the top.
func keep(ctx context.Context, s Store, rows []row) error {
	kept, err := s.Favourites(ctx, keptKind)
	for i, r := range rows {
		rows[i].kept = slices.Contains(kept, r.ID)
	}
	return err
}

func uncopied(codes []store.Code) bool {
	return len(codes) > 0 && codes[len(codes)-1].Copied.IsZero()
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	read, took := p.book.Update(msg)
	if took {
		p.narrow()
	}
	cmds := []tea.Cmd{p.foresight.Update(msg, p.update), read}
	for _, b := range p.beneath() {
		cmds = append(cmds, b.Update(msg))
	}
	return tea.Batch(cmds...)
}

func (p *Pane) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.filter.Update(msg)
	case store.Topic:
		if msg.Has(store.Activations | store.Codes | store.Journal | store.Settings) {
			return p.load()
		}
		return nil
	case pane.Tick:
		return tea.Batch(p.due(), p.resort())
	case ended:
		return p.ended(msg)
	case renewed:
		return p.renewed(msg)
	case pane.Copied:
		p.copied = p.now()
		return nil
	}
	if r, err, ok := p.read.Take(msg); ok {
		p.journal, p.known = r.open, r.seen
		return p.take(r.rows, err)
	}
	if cmd, ok := p.chosen.Take(msg); ok {
		return cmd
	}
	cmd, _, _ := p.near.Take(msg)
	return cmd
}

func (p *Pane) take(rows []row, err error) tea.Cmd {
	p.loaded, p.err = true, err
	if err != nil {
		return nil
	}
	known := map[string]bool{}
	for _, r := range p.all {
		known[r.ID] = true
	}
	order(rows, p.all, p.now(), p.now().Sub(p.moved) < time.Second)
	p.all = rows
	p.narrow()
	if p.want != "" && p.table.Select(p.want) {
		p.want = ""
	}
	return tea.Batch(p.arrived(known), p.lose(), p.readNear())
}

// resort puts the rows in order again once nobody has moved for a second.
func (p *Pane) resort() tea.Cmd {
	if p.now().Sub(p.moved) >= time.Second {
		p.all = slices.Clone(p.all)
		order(p.all, nil, p.now(), false)
		p.narrow()
	}
	return nil
}

// pair is what orders are counted by.
type pair struct{ service, country string }

// recount is how old the count of a pair's orders may become while it is shown.
const recount = time.Minute

// readPair reads how the service and country of the selected row, and of the rows beside it, have done.
func (p *Pane) readPair() tea.Cmd {
	var pairs []pair
	for _, r := range p.table.Near() {
		if of := (pair{r.ServiceID, r.CountryID}); !slices.Contains(pairs, of) {
			pairs = append(pairs, of)
		}
	}
	cmd := p.near.Want(pairs...)
	if now := p.now(); now.Sub(p.counted) > recount {
		p.counted = now
		return p.near.Age()
	}
	return cmd
}

// Jump implements pane.Jumper.
func (p *Pane) Jump(id string) tea.Cmd {
	if p.set.Today != nil {
		p.set.Today.Leave()
	}
	if !slices.ContainsFunc(p.table.Rows(), func(r row) bool { return r.ID == id }) {
		p.filter.Set("") // what was just ordered is not to be hidden
		p.narrow()
	}
	if !p.table.Select(id) {
		p.want = id // ordered a moment ago: the next read brings it
	}
	return p.readNear()
}

// Find implements pane.Finder: numbers, customers and services of the live rows.
func (p *Pane) Find(words string) []pane.Found {
	asked, answers := grammar().Parse(words, p.now()), p.rows(p.now())
	var out []pane.Found
	for _, r := range p.all {
		if answers.Pass(asked, r) {
			out = append(out, pane.Found{Label: r.Phone.String() + " " + r.ServiceID + " " + r.CustomerID, Go: pane.Goto{Pane: p.ID(), Key: r.ID}})
		}
	}
	return out
}

// Number implements pane.Numbered.
func (p *Pane) Number() (phone.E164, bool) {
	r, ok := p.selected()
	return r.Phone, ok
}
