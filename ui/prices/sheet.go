package prices

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// place is what has the keys.
type place int

const (
	onMarket place = iota // the choice of a country or a service
	onRows
	onFilter
)

// listed is one look into the store.
type listed struct {
	of   market
	rows []row
}

// sheet lists the prices of one market.
type sheet struct {
	p         *Prices
	at        place
	picker    *pane.Picker
	filter    *pane.Field
	table     pane.Table[row]
	catalogue catalogue
	readC     pane.Loader[catalogue]
	readRows  pane.Loader[listed]
	known     bool // the catalogue was read from the store
	market    market
	name      string // of the market
	all       []row  // of the market; the table shows those the filter lets through
	loaded    bool   // they were read from the store
	asking    bool   // the provider is being asked for the market in front
	problem   string // why it did not answer
}

// asked is what came of asking for a market; the zero market is the catalogue.
type asked struct {
	to  *sheet
	of  market
	err error
}

func newSheet(p *Prices) *sheet {
	s := &sheet{p: p, picker: pane.NewPicker("Country or service"), filter: pane.NewField("Filter", 60)}
	s.table = s.list()
	s.focus(onMarket)
	return s
}

// list is the empty list of the market in front.
func (s *sheet) list() pane.Table[row] {
	t := pane.Table[row]{Kit: s.p.kit, Columns: s.columns(), Row: func(r row) style.Role {
		if r.off != "" {
			return style.Faint
		}
		return style.Text
	}}
	t.Newest, t.Key = true, row.key
	return t
}

// Init implements pane.Starter.
func (s *sheet) Init() tea.Cmd { return s.loadCatalogue() }

// Title implements pane.Sheet.
func (s *sheet) Title() string { return "Prices" }

// Fill implements pane.Filler.
func (s *sheet) Fill() bool { return true }

// Wide implements pane.Wide.
func (s *sheet) Wide() int { return max(s.table.Whole(), 64) }

// Capturing implements pane.Capturer.
func (s *sheet) Capturing() bool { return s.at != onRows }

func (s *sheet) focus(to place) {
	s.at = to
	s.picker.Field().Focus(to == onMarket)
	s.filter.Focus(to == onFilter)
}

// Update implements pane.Sheet.
func (s *sheet) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.typed(msg)
		return nil
	case store.Topic:
		return s.changed(msg)
	case asked:
		if msg.to == s && msg.of == s.market {
			return s.answered(msg)
		}
		return nil
	}
	if c, err, ok := s.readC.Take(msg); ok {
		return s.takeCatalogue(c, err)
	}
	if l, err, ok := s.readRows.Take(msg); ok {
		return s.takeRows(l, err)
	}
	return nil
}

func (s *sheet) typed(msg tea.Msg) {
	if s.at == onMarket {
		s.picker.Type(func(f *pane.Field) { f.Update(msg) })
		return
	}
	s.filter.Update(msg)
	s.narrow()
}

func (s *sheet) changed(t store.Topic) tea.Cmd {
	var cmds []tea.Cmd
	if t.Has(store.Catalogue) {
		cmds = append(cmds, s.loadCatalogue())
	}
	if t.Has(store.Prices|store.Activations) && s.market != (market{}) {
		cmds = append(cmds, s.load())
	}
	return tea.Batch(cmds...)
}

func (s *sheet) loadCatalogue() tea.Cmd { return s.readC.Load(s.p.kit.Ctx, s.p.readCatalogue) }

// takeCatalogue offers what can be chosen; a catalogue that was never read is asked for, once.
func (s *sheet) takeCatalogue(c catalogue, err error) tea.Cmd {
	if err != nil {
		s.problem = store.Said(err)
		return nil
	}
	first := !s.known
	s.known, s.catalogue = true, c
	s.picker.Set(c.options)
	switch {
	case s.market != (market{}):
		return s.load() // names may be others now
	case first && len(c.options) == 0:
		return s.refresh()
	}
	return nil
}

// load reads the saved prices of the market in front.
func (s *sheet) load() tea.Cmd {
	p, m, c, since := s.p, s.market, s.catalogue, s.p.kit.Now().Add(-recordOf)
	return s.readRows.Load(p.kit.Ctx, func(ctx context.Context) (listed, error) {
		rows, err := p.read(ctx, m, c, since)
		return listed{m, rows}, err
	})
}

// takeRows shows them; the first time it asks the provider where they are old.
func (s *sheet) takeRows(l listed, err error) tea.Cmd {
	if err != nil {
		s.problem = store.Said(err)
		return nil
	}
	first := !s.loaded
	s.all, s.loaded = l.rows, true
	s.narrow()
	if first && s.p.stale(l.of) {
		return s.refresh()
	}
	return nil
}

// narrow shows the rows that fit the filter.
func (s *sheet) narrow() {
	var rows []row
	for _, r := range s.all {
		if r.fits(s.filter.Value()) {
			rows = append(rows, r)
		}
	}
	s.table.Set(rows)
}

// refresh asks the provider for the market in front, or for the catalogue while none can be chosen.
func (s *sheet) refresh() tea.Cmd {
	p, m := s.p, s.market
	s.asking, s.problem = true, ""
	return func() tea.Msg { return asked{s, m, p.ask(p.kit.Ctx, m)} }
}

func (s *sheet) answered(m asked) tea.Cmd {
	s.asking = false
	switch {
	case m.err != nil:
		s.problem = store.Said(m.err)
		return nil
	case m.of == market{}:
		return s.loadCatalogue()
	}
	s.p.heard[m.of] = s.p.kit.Now()
	return s.load()
}
