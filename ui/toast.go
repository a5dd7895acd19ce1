package ui

import (
	"cmp"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

const (
	// toastTime is how long a toast stays that is not about something gone wrong.
	toastTime = 4 * time.Second
	// toastLines is how many lines one takes at the most.
	toastLines = 4
)

// say tells something, behind it what was dropped because a sheet closed by itself.
func (m *Model) say(t pane.Toast) {
	m.told = t
	switch {
	case m.lost == "":
	case m.kit.Now().After(m.closedUntil.Add(grace)):
		m.lost = ""
	default:
		t.Text = strings.TrimSpace(store.Ended(t.Text) + " \"" + m.lost + "\" was not taken: it was typed while an answer came.")
	}
	m.put(t)
}

// put shows a toast in the place of the one before.
func (m *Model) put(t pane.Toast) {
	m.toast, m.toastUntil = t, m.kit.Now().Add(cmp.Or(m.o.Toasts, toastTime))
}

// notice says what happened by itself, and tells the desktop when nobody is
// looking. It takes no sentence away that nobody had the time to read, and no
// line of a sheet where there is hardly room for it.
func (m *Model) notice(n pane.Notice) tea.Cmd {
	before := m.told
	if m.toast.Text == "" {
		before = pane.Toast{}
	}
	switch {
	case m.sheet() != nil && m.small():
		m.news, m.newsUntil = n.Text, m.kit.Now().Add(cmp.Or(m.o.Toasts, toastTime))
	case before.Text != "" && before.Text != n.Text:
		m.say(pane.Toast{Text: n.Text})
		m.put(pane.Toast{Text: store.Ended(m.toast.Text) + " " + before.Text, Bad: before.Bad})
	default:
		m.say(pane.Toast{Text: n.Text})
	}
	if m.o.Outside == nil {
		return nil
	}
	ctx, focused := m.kit.Ctx, !m.unfocused
	return func() tea.Msg {
		m.o.Outside.Notify(ctx, n, focused)
		return nil
	}
}

// toasted draws the toast in at most most lines, none when there is none.
func (m *Model) toasted(most int) []string {
	if m.toast.Text == "" || most < 1 {
		return nil
	}
	role := style.Text
	if m.toast.Bad {
		role = style.Bad
	}
	w := m.w - 2
	said := text.Clean(m.toast.Text)
	lines := said.Wrap(w)
	if most = min(most, toastLines); len(lines) > most {
		rest := text.Join(" ", lines[most-1:]...)
		lines = append(lines[:most-1:most-1], rest.Cut(w))
	}
	var out []string
	for _, l := range lines {
		out = append(out, " "+m.kit.Styles.Paint(role, l.String()))
	}
	return out
}

// over puts the toast over the last lines of a window: over a pane's, and never
// over the box of a sheet, which ends at the line with the number clear.
func (m *Model) over(lines []string, clear int) []string {
	toast := m.toasted(len(lines) - clear)
	return append(lines[:len(lines)-len(toast)], toast...)
}
