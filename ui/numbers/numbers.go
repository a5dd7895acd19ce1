// Package numbers is the Numbers pane: the phone numbers of the account with
// their emergency addresses, the search for new ones, the basket and what was
// bought of it. It owns the sheets for a 911 address, a release, a number's
// properties, and the page on which one number is shown whole.
package numbers

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
)

// Store is what the pane reads and where it keeps drafts.
type Store interface {
	PageStore
	Numbers(ctx context.Context) ([]store.Number, error)
	FirstNumbers(ctx context.Context, n int) ([]store.Number, error)
	Coverage(ctx context.Context) (store.Coverage, error)
	Listings(ctx context.Context) ([]store.Listing, error)
	PutEmergency(ctx context.Context, at time.Time, n phone.E164, d store.EmergencyDraft) error
	Draft(ctx context.Context, kind, id string, v any) (time.Time, error)
	PutDraft(ctx context.Context, at time.Time, kind, id string, v any) error
	Drafts(ctx context.Context, kind string) ([]string, error)
	Choices(ctx context.Context) ([]store.Choice, error)
	OpenIntents(ctx context.Context) ([]store.Intent, error)
	Intent(ctx context.Context, id int64) (store.Intent, error)
	Favourites(ctx context.Context, kind string) ([]string, error)
	ToggleFavourite(ctx context.Context, kind, id string) error
	Progress(ctx context.Context, what string) (store.Progress, error)
	Setting(ctx context.Context, key string) (string, error)
	PutSetting(ctx context.Context, key, value string) error
	pane.NoteStore
}

// Desk is what the pane can ask of the engine.
type Desk interface {
	Listed() (soFar int, reading bool)
	Watched(n phone.E164) time.Time
	Refresh(ctx context.Context) error
	RefreshNumber(ctx context.Context, n phone.E164) error
	SearchAccount(ctx context.Context, q oneuc.Query) ([]oneuc.Found, error)
	Search(ctx context.Context, q oneuc.Query) ([]oneuc.Found, time.Time, error)
	act.Judge
	MayAsk() error // why nothing can be read from the provider now
	Recheck(ctx context.Context, intent int64) error
	Decide(ctx context.Context, intent int64, done bool) error
}

// Onboarding puts a number online at the trust service.
type Onboarding interface {
	Onboard(n phone.E164) tea.Cmd
}

// The views of the pane.
const (
	onOwned = iota
	onFind
	onBasket
)

// Pane implements pane.Pane.
type Pane struct {
	kit    *pane.Kit
	store  Store
	desk   Desk
	board  Onboarding // nil: there is no trust service here
	pages  *Pages
	tabs   *pane.Tabs
	filter *pane.FilterBox
	book   *pane.Notebook

	read     pane.Loader[inventory]
	survey   pane.Loader[store.Coverage]
	glance   pane.Loader[inventory]
	pace     pane.Pace
	awake    bool   // somebody looked: the numbers themselves are read
	want     string // the row to put the cursor on once it is there
	all      []*row // every number, whatever the filter
	owned    pane.Table[*row]
	own      map[phone.E164]*row // all that is in it, by number
	layout   pane.Layout
	begun    bool // the layout is known
	complete bool // the list was once read to its end
	coverage store.Coverage
	choices  []phone.E164 // for which a place has to be chosen, oldest first
	loaded   bool
	err      error

	find   finder
	basket basket

	foresight *pane.Foresight[subject]
}

var _ pane.Pane = (*Pane)(nil)

// New returns the pane. board may be nil.
func New(kit *pane.Kit, s Store, d Desk, board Onboarding) *Pane {
	p := &Pane{kit: kit, store: s, desk: d, board: board, pages: NewPages(kit, s, d)}
	p.tabs = pane.NewTabs(kit, "numbers", nil, "Owned", "Find", "Basket")
	p.filter = pane.NewFilterBox(kit, "numbers", grammar, func() tea.Cmd { p.narrow(); return nil })
	p.filter.Marks = func() pane.Marker { return &p.owned.List }
	p.book = pane.NewNotebook(kit, s, store.NoteNumber)
	p.owned = pane.Table[*row]{Kit: kit, Columns: p.ownedColumns()}
	p.owned.Key = func(r *row) string { return string(r.E164) }
	p.foresight = pane.NewForesight(kit, d, subject.acts)
	p.find = newFinder(p)
	p.basket = newBasket(p)
	return p
}

// RowAt implements pane.Pointed.
func (p *Pane) RowAt(lines []string, y int) (int, bool) {
	for _, at := range []func([]string, int) (int, bool){p.owned.RowAt, p.find.table.RowAt, p.basket.table.RowAt} {
		if d, ok := at(lines, y); ok { // only one of them is drawn
			return d, true
		}
	}
	return 0, false
}

// ID implements pane.Pane.
func (p *Pane) ID() string { return "numbers" }

// Title implements pane.Pane.
func (p *Pane) Title() string { return "Numbers" }

// Badge implements pane.Badger: the numbers from which help would not be found.
func (p *Pane) Badge() int { return p.coverage.Uncovered() }

// Coverage is how the emergency addresses of the account stand, for the status strip.
func (p *Pane) Coverage() store.Coverage { return p.coverage }

// Capturing implements pane.Capturer.
func (p *Pane) Capturing() bool {
	return p.tabs.At() == onOwned && p.filter.Capturing() || p.tabs.At() == onFind && p.find.typing
}

// Init implements pane.Pane.
func (p *Pane) Init() tea.Cmd {
	if p.read.Busy() {
		return p.basket.load()
	}
	return tea.Batch(p.load(), p.basket.load())
}

// Wake implements pane.Sleeper.
func (p *Pane) Wake() tea.Cmd {
	if p.awake {
		return nil
	}
	p.awake = true
	return tea.Batch(p.look(), pane.Behind(p.load()), p.book.Load())
}

// Update implements pane.Pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	var read tea.Cmd
	if took := false; p.awake {
		if read, took = p.book.Update(msg); took {
			p.narrow()
		}
	}
	return tea.Batch(read, p.foresight.Update(msg, func(msg tea.Msg) tea.Cmd { return tea.Batch(p.heard(msg), p.readNear()) }))
}

func (p *Pane) heard(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if p.tabs.At() == onFind {
			return p.find.typed(msg)
		}
		return p.filter.Update(msg)
	case store.Topic:
		var cmds []tea.Cmd
		if msg.Has(store.Numbers|store.Listings|store.Journal) || !p.complete && msg.Has(store.Healths) {
			cmds = append(cmds, p.soon())
		}
		if msg.Has(store.Journal | store.Numbers) {
			cmds = append(cmds, p.basket.follow())
		}
		return tea.Batch(cmds...)
	case searched:
		return p.find.take(msg)
	case renewed:
		return p.basket.renewed(msg)
	case bought:
		return p.basket.bought(msg)
	case addressed:
		return p.overheard(msg)
	}
	if p.pace.Due(msg) {
		return p.load()
	}
	if c, err, ok := p.survey.Take(msg); ok && err == nil {
		p.coverage = c
	}
	if inv, err, ok := p.glance.Take(msg); ok && err == nil && !p.loaded {
		p.all = inv.rows
		p.ours(p.all)
		p.narrow()
	}
	if inv, err, ok := p.read.Take(msg); ok {
		return p.take(inv, err)
	}
	return p.basket.take(msg)
}

// Jump implements pane.Jumper: the key is a number, or a filter.
func (p *Pane) Jump(key string) tea.Cmd {
	cmd := p.tabs.Go(onOwned)
	if words, ok := strings.CutPrefix(key, "filter:"); ok {
		return tea.Batch(cmd, p.filter.Set(words))
	}
	if !p.loaded {
		p.want = key
		return cmd
	}
	if !p.owned.Select(key) {
		cmd = tea.Batch(cmd, p.filter.Set(""))
		if !p.owned.Select(key) {
			p.want = key // bought a moment ago: the next read brings it
		}
	}
	return tea.Batch(cmd, p.readNear())
}

// bought moves the cursor of the account's numbers to the first that was just bought: what is pressed there next is meant for it.
func (p *Pane) bought(items []item) tea.Cmd {
	for _, i := range items {
		if p.owned.Select(string(i.Number)) {
			return p.readNear()
		}
	}
	if len(items) > 0 {
		p.want = string(items[0].Number)
	}
	return nil
}

// Find implements pane.Finder.
func (p *Pane) Find(words string) []pane.Found {
	f := grammar.Parse(words, p.kit.Now())
	var out []pane.Found
	rows := p.narrowing()
	for _, r := range p.all {
		if rows.Pass(f, r) {
			out = append(out, pane.Found{Label: r.E164.String() + " " + r.cnam, Go: pane.Goto{Pane: p.ID(), Key: string(r.E164)}})
		}
		if len(out) == 20 {
			break
		}
	}
	return out
}

// Number implements pane.Numbered.
func (p *Pane) Number() (phone.E164, bool) { return p.selected() }

// selected is the number under the cursor of the view in front.
func (p *Pane) selected() (phone.E164, bool) {
	switch p.tabs.At() {
	case onFind:
		o, ok := p.find.table.Selected()
		return o.E164, ok
	case onBasket:
		i, ok := p.basket.table.Selected()
		return i.Number, ok
	}
	if r, ok := p.owned.Selected(); ok {
		return r.E164, true
	}
	return "", false
}
