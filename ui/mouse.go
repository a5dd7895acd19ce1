package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
)

// wheelRows is how many rows a notch of the wheel goes.
const wheelRows = 3

// mouseMode is whether the console or the terminal has the mouse. What is to
// be marked with it leaves it to the terminal.
func (m *Model) mouseMode() tea.MouseMode {
	if s := m.sheet(); m.mouse && (s == nil || !selectable(s)) {
		return tea.MouseModeCellMotion
	}
	return tea.MouseModeNone
}

// toggleMouse gives the mouse to the terminal, or takes it.
func (m *Model) toggleMouse() tea.Cmd {
	m.mouse = !m.mouse
	if m.mouse {
		return pane.Say("The mouse works here: rows, tabs, hints, the wheel. m gives it back to the terminal.")
	}
	return pane.Say("The mouse is the terminal's: mark text with it. m takes it back.")
}

// wheel moves what is in front.
func (m *Model) wheel(e tea.Mouse) tea.Cmd {
	d := wheelRows
	switch e.Button {
	case tea.MouseWheelUp:
		d = -wheelRows
	case tea.MouseWheelDown:
	default:
		return nil
	}
	s := m.sheet()
	if s == nil {
		return m.stepBy(m.front().Actions(), d)
	}
	k := "down"
	if d < 0 {
		k, d = "up", -d
	}
	var cmds []tea.Cmd
	for _, a := range s.Actions() {
		if slices.Contains(a.Key.Keys(), k) && a.Why() == "" {
			for range d {
				cmds = append(cmds, a.Do())
			}
			break
		}
	}
	return tea.Batch(cmds...)
}

// stepBy moves the cursor of a pane by rows.
func (m *Model) stepBy(actions []pane.Action, d int) tea.Cmd {
	for _, a := range actions {
		if a.By != nil {
			return a.By(d)
		}
	}
	return nil
}

// click does what stands under the pointer.
func (m *Model) click(e tea.Mouse) tea.Cmd {
	if e.Button != tea.MouseLeft {
		return nil
	}
	m.firstKey = firstKey{}
	pocket := m.small()
	if s := m.sheet(); s != nil {
		return m.clickSheet(s, e, pocket)
	}
	switch {
	case e.Y == m.h-1:
		return m.clickHint(m.hinted(m.hintable(), m.w-1), e.X)
	case pocket:
		return m.clickRow(m.pocketBody(), e.Y-2)
	case e.Y == 0:
		for _, t := range m.tabbed() {
			if e.X >= t.from && e.X < t.to {
				return m.show(t.at)
			}
		}
	}
	return m.clickRow(m.body(m.bodyHeight()), e.Y-headHeight)
}

func (m *Model) clickRow(lines []string, y int) tea.Cmd {
	p, ok := m.front().(pane.Pointed)
	if !ok || y < 0 {
		return nil
	}
	d, ok := p.RowAt(lines, y)
	if !ok || d == 0 {
		return nil
	}
	return m.stepBy(m.front().Actions(), d)
}

func (m *Model) clickSheet(s pane.Sheet, e tea.Mouse, pocket bool) tea.Cmd {
	if w, ok := s.(pane.Waiter); ok && w.Waiting() != "" {
		m.say(pane.Toast{Text: w.Waiting()})
		return nil
	}
	if pocket {
		if e.Y == m.h-1 {
			return m.clickHint(m.hinted(s.Actions(), m.w-1), e.X)
		}
		return clickInside(s, e.Y-1)
	}
	box, top, left := m.placed(s, m.bodyHeight())
	x, y := e.X-left, e.Y-headHeight-top
	switch {
	case x < 0 || x >= m.wide(s) || y < 1 || y >= len(box):
		return nil
	case y == len(box)-2:
		return m.clickHint(m.hinted(s.Actions(), m.wide(s)-4), x-1)
	}
	return clickInside(s, y-1)
}

func clickInside(s pane.Sheet, y int) tea.Cmd {
	if c, ok := s.(pane.Clicked); ok {
		c.Click(y)
	}
	return nil
}

// clickHint presses the key of the hint under the pointer.
func (m *Model) clickHint(hints []hint, x int) tea.Cmd {
	for _, h := range hints {
		if x < h.from || x >= h.to {
			continue
		}
		if h.pale || h.act.Among != nil && !h.act.Among.Read(m.kit) {
			m.say(pane.Toast{Text: "Too early: read it first, then click again.", Key: true})
			return nil
		}
		if why := h.act.Why(); why != "" {
			return m.refuse(h.act, why)
		}
		return m.begin(h.act)
	}
	return nil
}

// pocketBody is what a small window shows of the pane in front.
func (m *Model) pocketBody() []string {
	h := m.h - 4
	if n := len(m.toasted(h)); n > 1 {
		h = m.h - 2 - n
	}
	return strings.Split(m.front().View(m.w, h), "\n")
}
