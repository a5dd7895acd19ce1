// Package listings is the Listings pane: the account's numbers at the trust
// service, what proves them and what people report about them. It owns the
// sheet that puts a number online, and the dispute pack.
package listings

import (
	"context"
	"slices"
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
	GlanceListings(ctx context.Context) ([]store.Listing, error)
	WasRead(ctx context.Context, list string) (bool, error)
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
	pane.NoteStore
}

// Desk is what the pane can ask of the engine.
type Desk interface {
	act.Judge
	Refresh(ctx context.Context, n phone.E164) error
	NextCheck(n phone.E164) time.Time
	Edits(ctx context.Context, n phone.E164, since time.Time) ([]time.Time, error) // of the public page, from here
	Expect(ctx context.Context, n phone.E164)                                      // somebody waits for the payment of a number
	Account(ctx context.Context) (numbersonline.Account, error)                    // that the key belongs to, as it is now
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
	book      *pane.Notebook
	near      pane.Near[phone.E164, depth]
	foresight *pane.Foresight[phone.E164]
	layout    pane.Layout
	awake     bool // somebody looked: all that is known of the numbers is read
	all       []row
	glanced   []row // of one that sleeps: what may change by itself and is told
	riskier   int
	loaded    bool
	known     bool // the list was read to its end
	err       error
	pace      pane.Pace
	stood     time.Time // since when the cursor stands where it does
	steady    bool      // the person chose the row: until then the cursor stays on the first
	want      string    // a number that was just proved: the cursor goes there once it is in the list
}

// page is everything the list shows.
type page struct {
	glance bool // only how they stand
	rows   []row
	known  bool // the list was read to its end
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

var (
	_ pane.Pane    = (*Pane)(nil)
	_ pane.Sleeper = (*Pane)(nil)
)

// New returns the pane.
func New(kit *pane.Kit, s Store, d Desk, set Settings) *Pane {
	p := &Pane{kit: kit, store: s, desk: d, set: set}
	p.filter = pane.NewFilterBox(kit, "listings", grammar, p.refilter)
	p.filter.Marks = func() pane.Marker { return &p.table.List }
	p.table = pane.Table[row]{Kit: kit}
	p.book = pane.NewNotebook(kit, s, store.NoteListing)
	p.table.Key = func(r row) string { return string(r.E164) }
	p.foresight = pane.NewForesight(kit, d, func(n phone.E164) []act.Act { return []act.Act{act.Stage{Number: n}, act.Pay{Number: n}} })
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
func (p *Pane) Init() tea.Cmd {
	if p.awake {
		return nil
	}
	return p.load()
}

// Wake implements pane.Sleeper.
func (p *Pane) Wake() tea.Cmd {
	if p.awake {
		return nil
	}
	p.awake = true
	return tea.Batch(p.load(), p.book.Load())
}

// load reads the rows in the order they are shown in, or of a pane that sleeps how they stand.
func (p *Pane) load() tea.Cmd {
	s := p.store
	p.pace.Began(p.kit.Now())
	if !p.awake {
		return p.read.Load(p.kit.Ctx, func(ctx context.Context) (page, error) {
			list, err := s.GlanceListings(ctx)
			out := page{glance: true, rows: make([]row, len(list))}
			for i, l := range list {
				out.rows[i] = row{Listing: l}
			}
			return out, err
		})
	}
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
		out.known, err = s.WasRead(ctx, store.ListOfListings)
		return out, err
	})
}

// soon reads the list again, but not more often than is of use.
func (p *Pane) soon() tea.Cmd {
	return p.pace.Soon(p.kit, max(len(p.all), len(p.glanced)) < pane.Few, p.load)
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	var read tea.Cmd
	if took := false; p.awake {
		if read, took = p.book.Update(msg); took {
			read = tea.Batch(read, p.refilter())
		}
	}
	return tea.Batch(p.foresight.Update(msg, p.heard), read)
}

func (p *Pane) heard(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.filter.Update(msg)
	case store.Topic:
		if msg.Has(store.Listings|store.Journal|store.Settings) || msg.Has(store.Healths) && !p.known {
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
	if got.glance {
		return p.glimpse(got.rows, err)
	}
	first := !p.loaded
	p.loaded, p.err = true, err
	if err != nil {
		return nil
	}
	if first {
		p.layout = got.layout
		p.arranged()
	}
	before := p.all
	if first {
		before = p.glanced
	}
	told := p.news(before, got.rows)
	p.glanced = nil
	p.all, p.riskier, p.known = got.rows, riskier(got.rows), got.known
	return tea.Batch(p.refilter(), told, p.near.Age())
}

// glimpse takes in how the numbers stand while the pane sleeps.
func (p *Pane) glimpse(rows []row, err error) tea.Cmd {
	if err != nil {
		return nil
	}
	told := p.news(p.glanced, rows)
	p.glanced, p.riskier = rows, riskier(rows)
	return tea.Batch(told, p.foresight.Want()) // what stands against a sign-up is asked for from other panes
}

// refilter shows the rows that pass the filter.
func (p *Pane) refilter() tea.Cmd {
	rows := p.narrowing().Only(p.filter.Filter(), p.all)
	p.table.Set(rows)
	if !p.steady && len(rows) > 0 {
		p.table.Select(string(rows[0].E164))
	}
	if p.want != "" && p.table.Select(p.want) {
		p.steady, p.want = true, ""
	}
	return p.readDepth()
}

// proved moves the cursor to a number that was just proved: what is pressed next is meant for it.
func (p *Pane) proved(n phone.E164) tea.Cmd {
	p.want = string(n)
	if p.filter.Shown() && !slices.ContainsFunc(p.table.Rows(), func(r row) bool { return r.E164 == n }) {
		return p.filter.Set("")
	}
	return p.refilter()
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
	rows := p.narrowing()
	for _, r := range p.all {
		if rows.Pass(f, r) {
			out = append(out, pane.Found{Label: r.E164.String() + " " + r.Name() + " " + r.stateWord(),
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
