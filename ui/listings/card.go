package listings

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// card is a sheet of a few lines, one of which is worth a copy.
type card struct {
	title string
	lines func(w int) []string
	copy  func() tea.Cmd
}

// Title implements pane.Sheet.
func (c *card) Title() string { return c.title }

// Fill implements pane.Filler.
func (c *card) Fill() bool { return false }

// Update implements pane.Sheet.
func (c *card) Update(tea.Msg) tea.Cmd { return nil }

// Actions implements pane.Sheet.
func (c *card) Actions() []pane.Action {
	return []pane.Action{
		{ID: "card.copy", Key: keybook.Fixed("copy it", "y"), Do: c.copy},
		{ID: "card.close", Key: keybook.Fixed("close", "esc", "enter", "v", "q"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: c}) }},
	}
}

// Wide implements pane.Wide.
func (c *card) Wide() int { return pane.Widest(c.lines) }

// View implements pane.Sheet.
func (c *card) View(w, h int) string {
	lines := c.lines(w)
	return strings.Join(lines[:min(len(lines), h)], "\n")
}
