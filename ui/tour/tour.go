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

// Lines draws the card in w cells.
func (t *Tour) Lines(w int) []string {
	d := pane.NewDetail(t.kit, w)
	d.Own(style.Heading, "TRY THE SANDBOX")
	for _, s := range []struct {
		done bool
		text text.Literal
	}{
		{t.done.Ordered, "n orders a number"},
		{t.done.Copied, "c copies its code, from anywhere"},
		{t.done.Continued, "whatsapp in the United States: accept a price that moved"},
		{t.done.Located, "a in Numbers: choose among 911 addresses (200 MARKET ST)"},
		{t.done.RiskMoved, ": raise a listing's risk, and see it in Listings"},
	} {
		mark, role := text.Own("  "), style.Text
		if s.done {
			mark, role = text.Clean(t.kit.Styles.Check+" "), style.Dim
		}
		d.Line(role, mark.Append(text.Own(s.text)))
	}
	return d.Lines(1 << 10)
}
