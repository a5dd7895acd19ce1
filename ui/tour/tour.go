// Package tour is the card of five things to try in the sandbox, ticked as
// they are done. What is done is read from the store, not remembered.
package tour

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Store is what the card reads.
type Store interface {
	Tried(ctx context.Context) (store.Tried, error)
}

// Tour draws the card.
type Tour struct {
	kit   *pane.Kit
	store Store
	read  pane.Loader[store.Tried]
	done  store.Tried
}

// all is everything that the card invites to.
var all = store.Tried{Ordered: true, Copied: true, Continued: true, Located: true, RiskMoved: true}

// New returns the card.
func New(kit *pane.Kit, s Store) *Tour { return &Tour{kit: kit, store: s} }

// Load reads what was done.
func (t *Tour) Load() tea.Cmd { return t.read.Load(t.kit.Ctx, t.store.Tried) }

// Update takes the answer of Load and reads again when something was done.
func (t *Tour) Update(msg tea.Msg) tea.Cmd {
	if topic, ok := msg.(store.Topic); ok && topic.Has(store.Journal|store.Codes|store.Listings) {
		return t.Load()
	}
	if s, err, ok := t.read.Take(msg); ok && err == nil {
		t.done = s
	}
	return nil
}

// thing is one to try, and how it is said in a window without room for that.
type thing struct {
	done        bool
	text, short text.Literal
}

func (t *Tour) things() []thing {
	return []thing{
		{t.done.Ordered, "n orders a number", "n orders a number"},
		{t.done.Copied, "c copies its code, from anywhere", "c copies its code"},
		{t.done.Continued, "n: whatsapp, United States, and accept the higher price", "n: whatsapp, United States"},
		{t.done.Located, "5, a: 911 address 200 MARKET ST, San Francisco; choose a place", "5, a: street 200 MARKET ST"},
		{t.done.RiskMoved, ": risk, Enter raises a listing's risk; 4, r reads it", ": risk, Enter; then 4, r"},
	}
}

// Over reports whether all was tried.
func (t *Tour) Over() bool { return t.done == all }

// over is said once all was tried.
const over = "All five done. Connect your accounts: , then a"

// Line is the next thing to try, where there is room for no more.
func (t *Tour) Line(w int) string {
	st, left := t.kit.Styles, 0
	var next, short text.Safe
	for _, s := range t.things() {
		if s.done {
			continue
		}
		if left++; left == 1 {
			next, short = text.Own(s.text), text.Own(s.short)
		}
	}
	if left == 0 {
		return st.Paint(style.Good, text.Own(over).Cut(w).String())
	}
	title := text.Sentence("TRY {} OF 5", text.Int(int64(6-left)))
	if title.Width()+2+next.Width() > w {
		next = short
	}
	return st.Paint(style.Heading, title.String()) + "  " + st.Paint(style.Text, next.Cut(max(w-title.Width()-2, 1)).String())
}

// Lines draws the card in w cells.
func (t *Tour) Lines(w int) []string {
	d := pane.NewDetail(t.kit, w)
	d.Own(style.Heading, "TRY THE SANDBOX")
	for _, s := range t.things() {
		mark, role := text.Own("  "), style.Text
		if s.done {
			mark, role = text.Clean(t.kit.Styles.Check+" "), style.Dim
		}
		d.Line(role, mark.Append(text.Own(s.text)))
	}
	if t.Over() {
		d.Gap().Own(style.Good, over)
	}
	return d.Lines(1 << 10)
}
