package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// The width of a sheet, in cells: as much as its widest sentence takes, not
// under leastSheet, and usualSheet for one that does not say. margin stays free
// beside it, except in windows so narrow that it takes all.
const (
	leastSheet = 44
	usualSheet = 78
	margin     = 4
)

// overlay draws the top sheet over the lines of the pane, which stay to be
// seen, pale, and go on living.
func (m *Model) overlay(lines []string, h int) []string {
	s := m.sheet()
	if s == nil {
		return lines
	}
	if selectable(s) { // nothing stands beside what is to be marked
		return block(s.View(m.w, h-2)+"\n\n"+m.hints(s.Actions(), m.w-1), h)
	}
	box, top, left := m.placed(s, h)
	out := make([]string, len(lines))
	for i, l := range lines {
		behind := ansi.Strip(l)
		if i < top || i >= top+len(box) {
			out[i] = m.pale(behind)
			continue
		}
		before := strings.TrimRight(text.Fit(behind, left, ""), " ")
		out[i] = m.pale(before) + strings.Repeat(" ", left-text.Width(before)) + box[i-top]
		if after := left + text.Width(box[i-top]); text.Width(behind) > after {
			out[i] += m.pale(endOf(behind, after))
		}
	}
	return out
}

// endOf is what stands behind the first cells of a line; a letter that is cut through is blank.
func endOf(line string, cells int) string {
	room, rest := text.Width(line)-cells, ""
	for n := cells; ; n++ { // a letter with a mark of its own goes whole
		if rest = ansi.TruncateLeftWc(line, n, ""); text.Width(rest) <= room {
			break
		}
	}
	return strings.Repeat(" ", room-text.Width(rest)) + rest
}

// placed is the box of a sheet over h lines, with the line and the column it begins at.
func (m *Model) placed(s pane.Sheet, h int) (box []string, top, left int) {
	box = m.box(s, m.wide(s), h)
	return box, max((h-len(box))/3, 0), max((m.w-text.Width(box[0]))/2, 0)
}

func (m *Model) pale(line string) string {
	return m.kit.Styles.Paint(style.Behind, strings.TrimRight(line, " "))
}

func padded(s string, w int) string { return s + strings.Repeat(" ", max(w-text.Width(s), 0)) }

// wide is how many cells a sheet takes across.
func (m *Model) wide(s pane.Sheet) int {
	most := m.w - margin
	if m.w <= usualSheet+margin {
		most = m.w
	}
	w, ok := s.(pane.Wide)
	if !ok {
		if m.w <= usualSheet+margin {
			return m.w
		}
		return usualSheet
	}
	title := text.Clean(s.Title()).Width() + 6
	hints := text.Width(m.hints(s.Actions(), most)) + 3
	return min(m.steady(max(w.Wide()+4, title, hints, leastSheet)), most)
}

// steady keeps the border of the top sheet where it is while that is written into: it makes room, and never takes it back.
func (m *Model) steady(w int) int {
	top := &m.sheets[len(m.sheets)-1]
	if capturing(top.sheet) {
		w = max(w, top.wide)
		top.wide = w
		return w
	}
	top.wide = 0
	return w
}

// box draws a sheet with its border, its title and its keys: w cells, at most h lines.
func (m *Model) box(s pane.Sheet, w, h int) []string {
	st := m.kit.Styles
	line := func(l, fill, r string) string {
		return st.Paint(style.Dim, l+strings.Repeat(fill, w-2)+r)
	}
	inner := max(h-4, 1)
	body := strings.Split(s.View(w-4, inner), "\n")
	if f, ok := s.(pane.Filler); !ok || !f.Fill() {
		inner = min(inner, len(body))
	}
	title := " " + text.Clean(s.Title()).Cut(w-6).String() + " "
	out := []string{st.Paint(style.Dim, st.TopLeft+st.Rule) + st.Paint(style.Heading, title) +
		st.Paint(style.Dim, strings.Repeat(st.Rule, max(w-3-text.Width(title), 0))+st.TopRight)}
	bar := st.Paint(style.Dim, st.Bar)
	row := func(s string) string {
		s = fitLine(s, w-4)
		return bar + " " + padded(s, w-4) + " " + bar
	}
	for _, l := range block(strings.Join(body, "\n"), inner) {
		out = append(out, row(l))
	}
	out = append(out, line(st.TeeLeft, st.Rule, st.TeeRight), row(strings.TrimPrefix(m.hints(s.Actions(), w-4), " ")))
	return append(out, line(st.BotLeft, st.Rule, st.BotRight))
}

func selectable(s pane.Sheet) bool {
	sel, ok := s.(pane.Selectable)
	return ok && sel.Selectable()
}
