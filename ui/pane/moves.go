package pane

import (
	tea "charm.land/bubbletea/v2"
)

// Far is a step to the first or the last row, however many there are.
const Far = 1 << 20

// Moves are the actions that move about the list of a pane: a row, ten rows,
// to the ends. id is the pane's, by moves so many rows.
func Moves(id string, by func(d int) tea.Cmd) []Action {
	move := func(name, help, keys string, d int) Action {
		return Action{ID: id + "." + name, Keys: keys, Help: help, Hide: true, By: by, Do: func() tea.Cmd { return by(d) }}
	}
	return []Action{
		move("up", "up", "up k", -1), move("down", "down", "down j", 1),
		move("page-up", "page up", "pgup ctrl+u", -10), move("page-down", "page down", "pgdown ctrl+d", 10),
		move("top", "first", "home g", -Far), move("bottom", "last", "end G", Far),
	}
}

// Step is Move as Moves wants it.
func (l *List[T]) Step(d int) tea.Cmd {
	l.Move(d)
	return nil
}
