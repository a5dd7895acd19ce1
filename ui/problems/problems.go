// Package problems is the list of what needs a look: what the store mended,
// what is wrong in the settings, services in trouble, attempts not settled.
package problems

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Store is what the list reads.
type Store interface {
	Healths(ctx context.Context) ([]store.Health, error)
	OpenIntents(ctx context.Context) ([]store.Intent, error)
	Notes() []string
}

// Problems keeps the list. It takes part in the console as its rail's source
// and by the key that shows it.
type Problems struct {
	kit   *pane.Kit
	store Store
	fixed []string // found at the start: settings, keys, themes
	read  pane.Loader[[]string]
	list  []string
}

// New returns the list; fixed is what was found wrong before the console opened.
func New(kit *pane.Kit, s Store, fixed []string) *Problems {
	return &Problems{kit: kit, store: s, fixed: fixed, list: append([]string(nil), fixed...)}
}

// Count is how many problems there are.
func (p *Problems) Count() int { return len(p.list) }

// First are at most n of them.
func (p *Problems) First(n int) []string { return p.list[:min(n, len(p.list))] }

// Init implements ui.Listener.
func (p *Problems) Init() tea.Cmd { return p.load() }

func (p *Problems) load() tea.Cmd {
	s, fixed := p.store, p.fixed
	return p.read.Load(p.kit.Ctx, func(ctx context.Context) ([]string, error) {
		list := append(append([]string(nil), fixed...), s.Notes()...)
		healths, err := s.Healths(ctx)
		if err != nil {
			return list, err
		}
		for _, h := range healths {
			if said := ofHealth(h); said != "" {
				list = append(list, said)
			}
		}
		open, err := s.OpenIntents(ctx)
		for _, i := range open {
			if i.State == store.StateUnknown {
				list = append(list, "Not settled: "+i.Op+" "+i.Subject+". It was sent once and is being looked for by reading.")
			}
		}
		return list, err
	})
}

func ofHealth(h store.Health) string {
	name := strings.ToUpper(h.Provider)
	switch h.State {
	case "offline":
		return name + " is offline since " + h.Since.Local().Format("15:04") + ". What was saved is shown; changes are off."
	case "error":
		return name + " is in trouble: " + h.Message
	case "refused":
		return name + " does not accept its key. Settings (,) replace it."
	case "hold":
		return name + " has put the account on hold."
	}
	return ""
}

// Update implements ui.Listener.
func (p *Problems) Update(msg tea.Msg) tea.Cmd {
	if t, ok := msg.(store.Topic); ok && t.Has(store.Healths|store.Journal) {
		return p.load()
	}
	if list, err, ok := p.read.Take(msg); ok && err == nil {
		p.list = list
	}
	return nil
}

// Action is the key that shows the list from everywhere.
func (p *Problems) Action() pane.Action {
	return pane.Action{ID: "console.problems", Key: p.kit.Bind("console.problems", "problems", "!"), Hide: true, Do: p.show}
}

func (p *Problems) show() tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewReader(p.kit, "Problems", func(w int) []string {
		d := pane.NewDetail(p.kit, w)
		if len(p.list) == 0 {
			d.Own(style.Text, "Nothing needs a look.")
		}
		for _, s := range p.list {
			d.Prose(style.Text, text.Clean(s)).Gap()
		}
		return d.Lines(1 << 10)
	})})
}
