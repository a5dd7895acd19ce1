// Package listings is the Listings pane: the account's numbers at the trust
// service, what proves them and what people report about them. It owns the
// sheet that puts a number online, and the dispute pack.
package listings

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
)

// Store is what the pane reads, and where it keeps drafts and what was looked at.
type Store interface {
	Checkout(ctx context.Context, n phone.E164) (store.Checkout, error)
	PackStore
	Listings(ctx context.Context) ([]store.Listing, error)
	RiskScores(ctx context.Context, n phone.E164, since time.Time) ([]store.Risk, error)
	MarkLooked(ctx context.Context, at time.Time, n phone.E164) error
	Numbers(ctx context.Context) ([]store.Number, error)
	OpenIntents(ctx context.Context) ([]store.Intent, error)
	Draft(ctx context.Context, kind, id string, v any) (time.Time, error)
	PutDraft(ctx context.Context, at time.Time, kind, id string, v any) error
	Setting(ctx context.Context, key string) (string, error)
	PutSetting(ctx context.Context, key, value string) error
	Favourites(ctx context.Context, kind string) ([]string, error)
	ToggleFavourite(ctx context.Context, kind, id string) error
}

// Desk is what the pane can ask of the engine.
type Desk interface {
	act.Judge
	Refresh(ctx context.Context, n phone.E164) error
	NextCheck(n phone.E164) time.Time
	Edits(ctx context.Context, n phone.E164, since time.Time) ([]time.Time, error) // of the public page, from here
	Expect(ctx context.Context, n phone.E164)                                      // somebody waits for the payment of a number
	HasKey() bool
	KeyPrefix() string
	PageURL(handle string) string
}

// Settings are the choices of the person that matter here.
type Settings struct {
	PackDir string // where dispute packs are made; "" is ~/Downloads if it is there, else the working folder
}

const (
	layoutKey = "listings.layout" // the setting that keeps order and columns
	favourite = "listing"         // the kind of a kept number
	history   = 365 * 24 * time.Hour
	// aLook is how long the cursor stands on a row before that is a look at it.
	aLook = 2 * time.Second
)

// Pane implements pane.Pane.
type Pane struct {
	kit   *pane.Kit
	store Store
	desk  Desk
	set   Settings

	read      pane.Loader[page]
	table     pane.Table[row]
	filter    *pane.FilterBox
	near      pane.Near[phone.E164, depth]
	foresight *pane.Foresight[phone.E164]
	layout    pane.Layout
	all       []row
	riskier   int
	loaded    bool
	err       error
	pace      pane.Pace
	stood     time.Time // since when the cursor stands where it does
	steady    bool      // the person chose the row: until then the cursor stays on the first
}

// page is everything the list shows.
type page struct {
	rows   []row
	layout pane.Layout
}

// depth is what only a detail needs.
type depth struct {
	read       bool
	complaints numbersonline.Reports
	heard      time.Time
	risks      []store.Risk
	edits      []time.Time // of the public page, from here, in the last year
}

var _ pane.Pane = (*Pane)(nil)

// New returns the pane.
func New(kit *pane.Kit, s Store, d Desk, set Settings) *Pane {
	p := &Pane{kit: kit, store: s, desk: d, set: set}
	p.filter = pane.NewFilterBox(kit, "listings", grammar, p.refilter)
	p.table = pane.Table[row]{Kit: kit}
	p.table.Key = func(r row) string { return string(r.E164) }
	p.foresight = pane.NewForesight(kit, d, func(n phone.E164) []act.Act { return []act.Act{act.Stage{Number: n}} })
	p.near = pane.Near[phone.E164, depth]{Kit: kit, Read: func(ctx context.Context, n phone.E164) (depth, error) {
		since := kit.Now().Add(-history)
		read, err := readDepth(ctx, n, s, func(ctx context.Context, n phone.E164) ([]store.Risk, error) {
			return s.RiskScores(ctx, n, since)
		})
		if err == nil {
			read.edits, err = d.Edits(ctx, n, since)
		}
		return read, err
	}}
	p.arranged()
	return p
}

// RowAt implements pane.Pointed.
func (p *Pane) RowAt(lines []string, y int) (int, bool) { return p.table.RowAt(lines, y) }

// ID implements pane.Pane.
func (p *Pane) ID() string { return "listings" }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Listings" }

// Badge implements pane.Badger: the verified numbers that got riskier since a person looked.
func (p *Pane) Badge() int { return p.riskier }

// riskier counts the verified numbers whose risk rose since a person looked.
func riskier(rows []row) int {
	n := 0
	for _, r := range rows {
		if d, known := r.RiskChange(); known && d > 0 && r.State == numbersonline.Verified && r.Gone.IsZero() {
			n++
		}
	}
	return n
}

// Capturing implements pane.Capturer.
func (p *Pane) Capturing() bool { return p.filter.Capturing() }

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd { return p.load() }

// load reads the rows in the order they are shown in.
func (p *Pane) load() tea.Cmd {
	s := p.store
	p.pace.Began(p.kit.Now())
	return p.read.Load(p.kit.Ctx, func(ctx context.Context) (page, error) {
		var out page
		var err error
		if out.layout, err = pane.ReadLayout(ctx, s, layoutKey); err != nil {
			return out, err
		}
		list, err := s.Listings(ctx)
		if err != nil {
			return out, err
		}
		kept, err := s.Favourites(ctx, favourite)
		if err != nil {
			return out, err
		}
		open, err := s.OpenIntents(ctx)
		if err != nil {
			return out, err
		}
		out.rows = rowsOf(list, kept, open)
		arrange(out.rows, out.layout)
		return out, nil
	})
}

// soon reads the list again, but not more often than is of use.
func (p *Pane) soon() tea.Cmd {
	return p.pace.Soon(p.kit, len(p.all) < pane.Few, p.load)
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd { return p.foresight.Update(msg, p.heard) }

func (p *Pane) heard(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.filter.Update(msg)
	case store.Topic:
		if msg.Has(store.Listings | store.Journal | store.Settings) {
			return p.soon()
		}
		return nil
	}
	if p.pace.Due(msg) {
		return p.load()
	}
	if got, err, ok := p.read.Take(msg); ok {
		return p.take(got, err)
	}
	cmd, _, _ := p.near.Take(msg)
	return cmd
}

func (p *Pane) take(got page, err error) tea.Cmd {
	first := !p.loaded
	p.loaded, p.err = true, err
	if err != nil {
		return nil
	}
	if first {
		p.layout = got.layout
		p.arranged()
	}
	told := p.news(p.all, got.rows)
	p.all, p.riskier = got.rows, riskier(got.rows)
	return tea.Batch(p.refilter(), told, p.near.Age())
}

// refilter shows the rows that pass the filter.
func (p *Pane) refilter() tea.Cmd {
	rows := narrowing.Only(p.filter.Filter(), p.all)
	p.table.Set(rows)
	if !p.steady && len(rows) > 0 {
		p.table.Select(string(rows[0].E164))
	}
	return p.readDepth()
}

// readDepth reads what the details of the selected row and of those beside it need.
func (p *Pane) readDepth() tea.Cmd {
	var keys []phone.E164
	for _, r := range p.table.Near() {
		keys = append(keys, r.E164)
	}
	return tea.Batch(p.near.Want(keys...), p.foresight.Want(keys...))
}

// Jump implements pane.Jumper.
func (p *Pane) Jump(key string) tea.Cmd {
	p.steady = true
	p.table.Select(key)
	return p.readDepth()
}

// Find implements pane.Finder: numbers and names.
func (p *Pane) Find(words string) []pane.Found {
	f := grammar.Parse(words, p.kit.Now())
	var out []pane.Found
	for _, r := range p.all {
		if narrowing.Pass(f, r) {
			out = append(out, pane.Found{Label: r.E164.String() + " " + r.name() + " " + r.stateWord(),
				Go: pane.Goto{Pane: p.ID(), Key: string(r.E164)}})
		}
	}
	return out
}

// Number implements pane.Numbered.
func (p *Pane) Number() (phone.E164, bool) {
	r, ok := p.table.Selected()
	return r.E164, ok
}
