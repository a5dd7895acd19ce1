package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// The classes of window, in cells.
const (
	pocketW, pocketH = 60, 16
	toastH           = 18 // from here on toasts have a line of their own
	wideW            = 160
	railW            = 24
	shortTabsW       = 78
	headHeight       = 3  // tabs, strip, rule
	mostBadge        = 99 // beyond it how many there are is said in the pane
)

// View implements tea.Model.
func (m *Model) View() tea.View {
	frame, at := located(m.safeFrame())
	m.drawnAges()
	m.draws()
	v := tea.NewView(frame)
	v.Cursor = at
	v.AltScreen, v.ReportFocus = true, true
	v.KeyboardEnhancements.ReportAlternateKeys = true // Ctrl-c of a layout that is not Latin
	v.WindowTitle = m.title()
	v.MouseMode = m.mouseMode()
	return v
}

// title is the window's: only words and numbers of our own. What it counts is
// codes that wait to be copied, alone.
func (m *Model) title() string {
	if n := m.waiting(); n > 0 {
		return fmt.Sprintf("(%d) Switchboard", n)
	}
	return "Switchboard"
}

func (m *Model) waiting() int {
	n := 0
	for _, p := range m.o.Panes {
		if _, ok := p.(pane.Fresh); ok {
			n += badge(p)
		}
	}
	return n
}

func badge(p pane.Pane) int {
	if b, ok := p.(pane.Badger); ok {
		return b.Badge()
	}
	return 0
}

// frame draws the window: exactly m.h lines of at most m.w cells.
func (m *Model) frame() string {
	var lines []string
	switch {
	case m.w < 20 || m.h < 4:
		lines = m.tiny()
	case m.small():
		lines = m.pocket()
	default:
		lines = m.window()
	}
	out := make([]string, m.h)
	for i := range out {
		if i < len(lines) {
			out[i] = fitLine(lines[i], m.w)
		}
	}
	return strings.Join(out, "\n")
}

// small reports whether there is only room for one thing at a time.
func (m *Model) small() bool { return m.w < pocketW || m.h < pocketH }

// tiny is for a window too small for anything else: what the pane in front says in it.
func (m *Model) tiny() []string {
	return strings.Split(m.front().View(m.w, max(m.h, 1)), "\n")
}

// pocket is a title, the pane and the footer; a sheet takes it all. A toast of
// one line stands above the footer, and a longer one in its place; a sheet gives it room above its foot, but none to
// what happens by itself, which takes the title's place for a while.
func (m *Model) pocket() []string {
	body := m.h - 4
	lines := []string{m.pocketTitle(), ""}
	if p, ok := m.front().(pane.Marginal); ok {
		lines[1] = p.Margin(m.w)
	}
	if s := m.sheet(); s != nil {
		label := m.label()
		title := text.Clean(s.Title()).Cut(m.w - text.Width(label)) // whose account it is stays in sight
		lines = []string{m.kit.Styles.Paint(style.Accent, title.String()) + label}
		if m.news != "" {
			lines[0] = m.kit.Styles.Paint(style.Accent, text.Clean(m.news).Cut(m.w).String())
		}
		toast := m.toasted(m.toastRoom())
		body = m.h - 2 - len(toast)
		lines = append(lines, block(s.View(m.w, body), body)...)
		return append(append(lines, toast...), m.hints(s.Actions(), m.w-1))
	}
	room := m.toastRoom()
	if m.firstKey.key != "" {
		room = m.h - 4
	}
	toast := m.toasted(room)
	if len(toast) > 1 { // the pane keeps what it can of its room, and so the selected row
		body = m.h - 2 - len(toast)
		return append(append(lines, block(m.front().View(m.w, body), body)...), toast...)
	}
	lines = append(lines, block(m.front().View(m.w, body), body)...)
	return append(append(lines, append(toast, "")[0]), m.hints(m.hintable(), m.w-1))
}

func (m *Model) pocketTitle() string {
	left := m.kit.Styles.Paint(style.Accent, "Switchboard") + " " + m.front().Title()
	if n := m.marks(); n > 0 { // what an act would be done to comes before the program's name
		left = m.front().Title() + " " + m.kit.Styles.Paint(style.Accent, text.Int(int64(n)).Append(text.Own(" marked")).String())
	}
	right := m.label()
	if m.o.Strip != nil {
		right = m.o.Strip.Line(max(m.w-text.Width(left)-text.Width(right)-2, 0)) + right
	}
	return spread(left, right, m.w)
}

// marks is how many rows of the pane in front are marked.
func (m *Model) marks() int {
	if p, ok := m.front().(pane.Marking); ok {
		return p.Marked()
	}
	return 0
}

// window is tabs, strip, rule, the pane and the footer.
func (m *Model) window() []string {
	body := m.bodyHeight()
	lines := append(m.head(), m.kit.Rule(m.w))
	lines = append(lines, m.overlay(m.body(body), body)...)
	clear, hints := headHeight, m.hints(m.hintable(), m.w-1)
	if s := m.sheet(); s != nil && m.tells() {
		clear, hints = headHeight+m.bottom(s, body), ""
		if len(m.toasted(toastLines)) > 1 {
			return m.over(append(lines, make([]string, m.h-len(lines))...), clear)
		}
	}
	if m.h < toastH {
		return m.over(append(lines, hints), clear)
	}
	return append(m.over(append(lines, ""), clear), hints)
}

// bottom is the line of a pane's body at which the sheet over it has ended.
func (m *Model) bottom(s pane.Sheet, h int) int {
	if selectable(s) {
		return h
	}
	box, top, _ := m.placed(s, h)
	return top + len(box)
}

// bodyHeight is how many lines a pane has in a window that is not small.
func (m *Model) bodyHeight() int {
	if m.h >= toastH {
		return m.h - headHeight - 2
	}
	return m.h - headHeight - 1
}

func (m *Model) body(h int) []string {
	w := m.w
	if m.o.Rail == nil || m.w < wideW {
		return block(m.front().View(w, h), h)
	}
	left := func(w, h int) []string { return block(m.front().View(w, h), h) }
	return block(pane.Beside(m.kit, w, h, w-railW-2, left, m.o.Rail.View), h)
}

func (m *Model) head() []string {
	tabs, strip := m.tabs(), ""
	if m.o.Strip != nil {
		strip = m.o.Strip.Line(m.w - 1)
	}
	label := m.label()
	if text.Width(tabs)+text.Width(label)+1 <= m.w {
		return []string{spread(tabs, label, m.w), " " + strip}
	}
	if m.o.Strip != nil {
		strip = m.o.Strip.Line(m.w - text.Width(label) - 2)
	}
	return []string{tabs, spread(" "+strip, label, m.w)}
}

// label is the loud word, if something stands, and the profile's name, inverse
// for the sandbox.
func (m *Model) label() string {
	name := ""
	switch {
	case m.o.Label == "":
	case m.o.Sandbox:
		name = " " + m.kit.Styles.Paint(style.Inverse, chip(clean(m.o.Label), m.w))
	default:
		name = " " + m.kit.Styles.Paint(style.Dim, clean(m.o.Label))
	}
	return m.loud() + name
}

// chip is a word with a ground of its own: a blank at both ends, where there is room.
func chip(s string, w int) string {
	if w < pocketW {
		return s
	}
	return " " + s + " "
}

// loud is what stands, before everything else at the right of the top line.
func (m *Model) loud() string {
	if m.o.Loud == nil {
		return ""
	}
	word, role, _ := m.o.Loud.Loud()
	if word == "" {
		return ""
	}
	return " " + m.kit.Styles.Paint(role, clean(word))
}

// tab is the name of a pane in the first line, from its first cell to the one behind its last.
type tab struct {
	at, from, to int
	name, badge  string
}

func (m *Model) tabbed() []tab {
	gap := 2
	if m.w >= 100 {
		gap = 3
	}
	var out []tab
	x := 1
	for i, p := range m.o.Panes {
		name := fmt.Sprint(i + 1)
		if m.w >= shortTabsW || i == m.at {
			name += " " + p.Title()
		}
		many := ""
		if n := badge(p); n > mostBadge {
			many = fmt.Sprintf(" %d+", mostBadge)
		} else if n > 0 {
			many = fmt.Sprintf(" %d", n)
		}
		w := text.Width(name + many)
		out = append(out, tab{at: i, from: x, to: x + w, name: name, badge: many})
		x += w + gap
	}
	return out
}

func (m *Model) tabs() string {
	var b strings.Builder
	x := 0
	for _, t := range m.tabbed() {
		digit, name, _ := strings.Cut(t.name, " ")
		if name != "" {
			name = " " + m.kit.Styles.Paint(style.Text, name)
		}
		said := m.kit.Styles.Paint(style.Faint, digit) + name
		if t.at == m.at {
			said = m.kit.Styles.Paint(style.Accent, t.name)
		}
		ink := style.Warn
		if _, codes := m.o.Panes[t.at].(pane.Fresh); codes {
			ink = style.Accent
		}
		b.WriteString(strings.Repeat(" ", t.from-x) + said + m.kit.Styles.Paint(ink, t.badge))
		x = t.to
	}
	return b.String()
}

func clean(s string) string { return text.Clean(s).String() }

// fitLine keeps a line from running over the window's edge.
func fitLine(s string, w int) string {
	if text.Width(s) <= w {
		return s
	}
	return text.Fit(s, w, "")
}

// spread puts two pieces at the two ends of a line.
func spread(left, right string, w int) string {
	gap := w - text.Width(left) - text.Width(right)
	return left + strings.Repeat(" ", max(gap, 1)) + right
}

func block(s string, h int) []string {
	lines := strings.Split(s, "\n")
	out := make([]string, max(h, 0))
	copy(out, lines)
	return out
}
