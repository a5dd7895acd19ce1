// Package rail is the narrow column beside every pane of a wide window: the
// newest codes, how many numbers wait, and what needs a look.
package rail

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// shown is how many codes the rail has room for.
const shown = 4

// Store is what the rail reads.
type Store interface {
	Uncopied(ctx context.Context, limit int) ([]store.Code, error)
	ActiveCount(ctx context.Context) (store.Count, error)
}

// Problems is the list of what needs a look.
type Problems interface {
	Count() int
	First(n int) []string
}

type facts struct {
	codes  []store.Code
	active store.Count
}

// Rail implements ui.Rail.
type Rail struct {
	kit      *pane.Kit
	store    Store
	problems Problems
	read     pane.Loader[facts]
	f        facts
}

// New returns the rail.
func New(kit *pane.Kit, s Store, p Problems) *Rail { return &Rail{kit: kit, store: s, problems: p} }

// Init implements ui.Rail.
func (r *Rail) Init() tea.Cmd { return r.load() }

func (r *Rail) load() tea.Cmd {
	db := r.store
	return r.read.Load(r.kit.Ctx, func(ctx context.Context) (f facts, err error) {
		if f.codes, err = db.Uncopied(ctx, shown); err != nil {
			return f, err
		}
		f.active, err = db.ActiveCount(ctx)
		return f, err
	})
}

// Update implements ui.Rail.
func (r *Rail) Update(msg tea.Msg) tea.Cmd {
	if t, ok := msg.(store.Topic); ok && t.Has(store.Codes|store.Activations) {
		return r.load()
	}
	if f, err, ok := r.read.Take(msg); ok && err == nil {
		r.f = f
	}
	return nil
}

// count is how many numbers are active.
func (r *Rail) count() text.Safe {
	if r.f.active.Known {
		return text.Count(int64(r.f.active.N), "number active", "numbers active")
	}
	return r.kit.Count(r.f.active).Append(text.Own(" numbers active"))
}

// View implements ui.Rail.
func (r *Rail) View(w, h int) []string {
	d := pane.NewDetail(r.kit, w)
	d.Own(style.Heading, "CODES")
	switch known := r.f.active.Known; {
	case len(r.f.codes) == 0 && known:
		d.Gap().Own(style.Dim, "none to copy")
	case len(r.f.codes) == 0:
		d.Gap().Own(style.Dim, "not read yet")
	}
	for i, c := range r.f.codes {
		role := style.Text
		if i == 0 {
			role = style.Accent
		}
		d.Gap().Line(role, r.kit.Code(c.Code))
		d.Line(style.Dim, text.Join("  ", text.Clean(c.ServiceID), r.kit.Name(c.CustomerID)))
		d.Line(style.Dim, text.Sentence("seen {} ago", r.kit.Age(c.Seen)))
	}
	d.Gap().Line(style.Text, r.count())
	if n := r.problems.Count(); n > 0 {
		d.Heading(text.Count(int64(n), "PROBLEM  !", "PROBLEMS  !").String())
		for _, p := range r.problems.First(3) {
			d.Prose(style.Warn, text.Clean(p)).Gap()
		}
	}
	return d.Lines(h)
}
