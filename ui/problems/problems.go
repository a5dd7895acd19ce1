// Package problems is the list of what needs a look: what stands (settings
// broken, disk full, a block, ...) with the key that mends it, what the store
// mended, what is wrong in the settings, attempts not settled. Its worst entry
// is the loud word on the top line of every screen.
package problems

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// Store is what the list reads.
type Store interface {
	Standing(ctx context.Context, now time.Time) ([]store.Standing, error)
	OpenIntents(ctx context.Context) ([]store.Intent, error)
	Notes() []string
}

// Problems keeps the list. It takes part in the console as its rail's source
// and by the key that shows it.
type Problems struct {
	kit   *pane.Kit
	store Store
	fixed []string // found at the start: settings, keys, themes
	ways  map[of]pane.Action
	retry pane.Action // asks again, with a key that was refused as well
	read  pane.Loader[facts]
	f     facts
	told  int64 // the newest of the runs that were cut off and told
}

type facts struct {
	standing []store.Standing
	open     []string // what was sent and has no known outcome
	notes    []string
}

// New returns the list; fixed is what was found wrong before the console opened.
func New(kit *pane.Kit, s Store, fixed []string) *Problems {
	return &Problems{kit: kit, store: s, fixed: fixed, ways: map[of]pane.Action{}, f: facts{notes: slices.Clone(fixed)}}
}

// of is a condition, of one provider or "" of any.
type of struct {
	condition store.Condition
	provider  string
}

// Mends gives the act that mends a condition, of one provider or "" of any:
// Enter on it in the list does it.
func (p *Problems) Mends(c store.Condition, provider string, a pane.Action) {
	p.ways[of{c, provider}] = a
}

// way is what mends what stands.
func (p *Problems) way(st store.Standing) (pane.Action, bool) {
	if a, ok := p.ways[of{st.Code, st.Provider}]; ok {
		return a, true
	}
	a, ok := p.ways[of{st.Code, ""}]
	return a, ok
}

// Loud is the word of the worst that stands, and how many more there are; ""
// while nothing does. grave is that it keeps acts from being carried out.
func (p *Problems) Loud() (word string, role style.Role, grave bool) {
	if len(p.f.standing) == 0 {
		return "", style.Text, false
	}
	worst := p.f.standing[0]
	word = worst.Word
	if more := len(p.f.standing) - 1; more > 0 {
		word += " +" + strconv.Itoa(more)
	}
	return word, weight(worst), worst.Grave()
}

// weight is how the word of what stands is drawn, in the top line and over its entry.
func weight(st store.Standing) style.Role {
	if st.Quiet() {
		return style.Text
	}
	return style.Bad
}

// Count is how many problems there are.
func (p *Problems) Count() int { return len(p.f.standing) + len(p.f.notes) }

// First are at most n of them, in a sentence each.
func (p *Problems) First(n int) []string {
	var out []string
	for _, s := range p.f.standing {
		out = append(out, s.Sentence)
	}
	out = append(out, p.f.notes...)
	return out[:min(n, len(out))]
}

// Init implements ui.Listener.
func (p *Problems) Init() tea.Cmd { return p.load() }

func (p *Problems) load() tea.Cmd {
	s, fixed, now := p.store, p.fixed, p.kit.Now()
	return p.read.Load(p.kit.Ctx, func(ctx context.Context) (f facts, err error) {
		if f.standing, err = s.Standing(ctx, now); err != nil {
			return f, err
		}
		for _, note := range append(slices.Clone(fixed), s.Notes()...) {
			if !slices.ContainsFunc(f.standing, func(st store.Standing) bool { return strings.Contains(st.Sentence, note) }) {
				f.notes = append(f.notes, note)
			}
		}
		open, err := s.OpenIntents(ctx)
		for _, i := range open {
			if i.State == store.StateUnknown {
				f.open = append(f.open, i.Told())
			}
		}
		f.notes = append(f.notes, f.open...)
		return f, err
	})
}

// Update implements ui.Listener.
func (p *Problems) Update(msg tea.Msg) tea.Cmd {
	if t, ok := msg.(store.Topic); ok && t.Has(store.Healths|store.Journal|store.Limits) {
		return p.load()
	}
	if f, err, ok := p.read.Take(msg); ok && err == nil {
		p.f = f
		return p.news()
	}
	return nil
}

// Action is the key that shows the list from everywhere.
func (p *Problems) Action() pane.Action {
	return pane.Action{ID: "console.problems", Key: p.kit.Bind("console.problems", "problems", "!"), Hide: true, Do: p.show}
}

func (p *Problems) show() tea.Cmd { return pane.Send(pane.Push{Sheet: &sheet{p: p}}) }
