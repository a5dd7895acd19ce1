package ui

import (
	"cmp"
	"strings"
	"time"
	"unicode"

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
	m.told, m.said = t, t
	switch {
	case m.lost == "":
	case m.kit.Now().After(m.lostAt.Add(2 * pane.Reading)):
		m.lost = ""
	default:
		t.Text = strings.TrimSpace(store.Ended(t.Text) + " \"" + strings.Join(strings.Fields(m.lost), " ") + "\" was not taken: it was typed while an answer came.")
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
	switch said := m.said; { // what was said to the person outlives one piece of news after the other
	case m.toast.Text == "":
		before = pane.Toast{}
	case said.Text != "" && strings.Contains(m.toast.Text, said.Text):
		before = said
	}
	switch {
	case m.sheet() != nil && m.small():
		m.news, m.newsUntil = n.Text, m.kit.Now().Add(cmp.Or(m.o.Toasts, toastTime))
	case before.Text != "" && before.Text != n.Text:
		said := m.said
		m.say(pane.Toast{Text: n.Text})
		m.said = said
		m.put(pane.Toast{Text: store.Ended(m.toast.Text) + " " + before.Text, Bad: before.Bad})
	default:
		m.say(pane.Toast{Text: n.Text})
		m.said = pane.Toast{}
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

// sentence is a reason as it is told by itself: it begins with a capital letter, unless it begins with a name of something.
func sentence(why string) string {
	first, _, _ := strings.Cut(why, " ")
	if strings.TrimFunc(first, unicode.IsLower) != "" {
		return why
	}
	return text.Capital(why)
}

// tells reports whether something is said at the foot: a toast, or what may follow a first key.
func (m *Model) tells() bool { return m.toast.Text != "" || m.firstKey.key != "" }

// toasted draws the toast in at most most lines, none when there is none.
func (m *Model) toasted(most int) []string {
	if m.firstKey.key != "" && most > 0 { // what may follow is asked for now
		return m.following(most)
	}
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
