package pane

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/style"
)

// Tabs are the views of one pane or sheet, one of which is in front.
type Tabs struct {
	kit   *Kit
	names []string
	at    int
	id    string
	moved func() tea.Cmd
}

// NewTabs returns tabs whose actions are called id.view-before and
// id.view-after; moved runs once another is in front and may be nil.
func NewTabs(kit *Kit, id string, moved func() tea.Cmd, names ...string) *Tabs {
	return &Tabs{kit: kit, names: names, id: id, moved: moved}
}

// At is which tab is in front, from 0.
func (t *Tabs) At() int { return t.at }

// Go puts a tab in front; beyond the ends it begins at the other.
func (t *Tabs) Go(i int) tea.Cmd {
	n := len(t.names)
	i = (i%n + n) % n
	if i == t.at {
		return nil
	}
	t.at = i
	if t.moved == nil {
		return nil
	}
	return t.moved()
}

// Actions step through the tabs.
func (t *Tabs) Actions() []Action {
	return t.kit.Bound([]Action{
		{ID: t.id + ".view-before", Keys: "left h", Help: "previous tab", Hide: true, Do: func() tea.Cmd { return t.Go(t.at - 1) }},
		{ID: t.id + ".view-after", Keys: "right l", Help: "next tab", Hide: true, Do: func() tea.Cmd { return t.Go(t.at + 1) }},
	})
}

// Line draws the names in at most w cells, the one in front in brackets; when
// not all fit, that one alone.
func (t *Tabs) Line(w int) string {
	st := t.kit.Styles
	parts := make([]string, len(t.names))
	size := 2*len(parts) - 2
	for i, n := range t.names {
		size += len(n) + 2
		parts[i] = st.Paint(style.Dim, " "+n+" ")
	}
	parts[t.at] = st.Paint(style.Accent, "["+t.names[t.at]+"]")
	if size > w {
		return cut(parts[t.at], w)
	}
	return strings.Join(parts, "  ")
}
