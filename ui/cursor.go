package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/style"
	"switchboard/ui/text"
)

// located takes the marks of what the person is at out of a frame, and gives
// the cell of the last one, for the terminal's own cursor: a screen reader
// reads, and a magnifier shows, where that is. It is nil where there is none.
func located(frame string) (string, *tea.Cursor) {
	i := strings.LastIndex(frame, style.Here)
	if i < 0 {
		return frame, nil
	}
	before := frame[:i]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return strings.ReplaceAll(frame, style.Here, ""), tea.NewCursor(text.Width(line), strings.Count(before, "\n"))
}
