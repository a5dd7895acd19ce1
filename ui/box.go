package ui

import (
	"strings"

	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// sheetW is how wide a sheet is drawn when there is room, in cells.
const sheetW = 78

// overlay draws the top sheet in place of the lines of the pane: pieces of a
// table around a question only distract.
func (m *Model) overlay(lines []string, h int) []string {
	s := m.sheet()
	if s == nil {
		return lines
	}
	box := m.box(s, min(sheetW, m.w), h)
	top, left := max((h-len(box))/3, 0), max((m.w-text.Width(box[0]))/2, 0)
	out := make([]string, len(lines))
	for i, l := range box {
		if top+i < len(out) {
			out[top+i] = strings.Repeat(" ", left) + l
		}
	}
	return out
}

// box draws a sheet with its border, its title and its keys: w cells, at most h lines.
func (m *Model) box(s pane.Sheet, w, h int) []string {
	st := m.kit.Styles
	line := func(l, fill, r string) string {
		return st.Paint(style.Border, l+strings.Repeat(fill, w-2)+r)
	}
	inner := max(h-4, 1)
	body := strings.Split(s.View(w-4, inner), "\n")
	if f, ok := s.(pane.Filler); !ok || !f.Fill() {
		inner = min(inner, len(body))
	}
	title := " " + text.Clean(s.Title()).Cut(w-6).String() + " "
	out := []string{st.Paint(style.Border, st.TopLeft+st.Rule) + st.Paint(style.Heading, title) +
		st.Paint(style.Border, strings.Repeat(st.Rule, max(w-3-text.Width(title), 0))+st.TopRight)}
	bar := st.Paint(style.Border, st.Bar)
	row := func(s string) string {
		s = fitLine(s, w-4)
		return bar + " " + s + strings.Repeat(" ", max(w-4-text.Width(s), 0)) + " " + bar
	}
	for _, l := range block(strings.Join(body, "\n"), inner) {
		out = append(out, row(l))
	}
	out = append(out, line(st.TeeLeft, st.Rule, st.TeeRight), row(strings.TrimPrefix(m.hints(s.Actions(), w-4), " ")))
	return append(out, line(st.BotLeft, st.Rule, st.BotRight))
}
