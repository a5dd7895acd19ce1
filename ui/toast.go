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
	// turn is how long a part of a toast is shown that has more of them than a small window has room for.
	turn = 3 * time.Second
)

// say tells something, behind it what was dropped because a sheet closed by itself.
func (m *Model) say(t pane.Toast) {
	m.told, m.said = t, t
	switch {
	case m.lost == "":
	case m.kit.Now().After(m.lostAt.Add(2 * pane.Reading)):
		m.lost = ""
	default:
		lost := "\"" + strings.Join(strings.Fields(m.lost), " ") + "\" was not taken: it was typed while an answer came."
		if m.kit.Private { // it may be a code
			lost = "What was typed while an answer came was not taken."
		}
		if t.Text != "" {
			t.Text = store.Ended(t.Text) + " "
		}
		t.Text, t.Key = t.Text+lost, false
		m.put(t)
		m.remains = pane.Toast{Text: lost}
		return
	}
	m.put(t)
}

// put shows a toast in the place of the one before.
func (m *Model) put(t pane.Toast) {
	now := m.kit.Now()
	m.toast, m.toastAt, m.remains = t, now, pane.Toast{}
	m.toastUntil = now.Add(max(cmp.Or(m.o.Toasts, toastTime), time.Duration(len(m.parts(m.toastRoom())))*turn))
}

// toastRoom is how many lines a toast has in the window: where there is room for little most of it stays the pane's, or
// the sheet's.
func (m *Model) toastRoom() int {
	switch {
	case !m.small():
		return toastLines
	case m.sheet() != nil:
		return min((m.h-2)/2, toastLines)
	}
	return min(max((m.h-4)/2, 1), toastLines)
}

// parts are the toast's lines, as many of them at once as there is room for. A small window shows one part after the other.
func (m *Model) parts(most int) [][]text.Safe {
	lines := text.Clean(m.toast.Text).Wrap(m.w - 2)
	if len(lines) <= most || most < 1 {
		return [][]text.Safe{lines}
	}
	if !m.small() {
		rest := text.Join(" ", lines[most-1:]...)
		return [][]text.Safe{append(lines[:most-1:most-1], rest.Cut(m.w-2))}
	}
	var out [][]text.Safe
	more := text.Clean(" " + m.kit.Styles.Ellipsis)
	for lines = text.Clean(m.toast.Text).Wrap(max(m.w-2-more.Width(), 1)); len(lines) > most; lines = lines[most:] {
		part := append([]text.Safe(nil), lines[:most]...)
		part[most-1] = part[most-1].Append(more)
		out = append(out, part)
	}
	return append(out, lines)
}

// both shows two sentences in one toast. Only the second speaks of what may be over before.
func (m *Model) both(first string, second pane.Toast) {
	m.put(pane.Toast{Text: store.Ended(first) + " " + second.Text, Bad: second.Bad, While: second.While})
	m.remains = pane.Toast{Text: first}
}

// outlived takes a toast away, or the part of it, that speaks of what is over.
func (m *Model) outlived() {
	if m.toast.While == nil || m.toast.While() {
		return
	}
	m.toast, m.remains, m.told, m.said = m.remains, pane.Toast{}, pane.Toast{}, pane.Toast{}
}

// goesOn takes away what was said of a key that did nothing, once something else is done and it was there to be read.
func (m *Model) goesOn() {
	if m.toast.Key && m.kit.Now().Sub(m.toastAt) >= 2*pane.Reading {
		m.toast, m.told, m.said = pane.Toast{}, pane.Toast{}, pane.Toast{}
	}
}

// refusal is a toast about an act that cannot run, for as long as it cannot for that reason. What a sheet refuses is told
// for as long as everything: that a key came too early to consent is over in a moment, and it has to be pressed again.
func (m *Model) refusal(a pane.Action, why, said string) pane.Toast {
	if m.sheet() != nil {
		return pane.Toast{Text: said}
	}
	return pane.Toast{Text: said, While: func() bool { return uncounted(a.Why()) == uncounted(why) }}
}

// uncounted is a reason without its figures: one that counts down stays the same.
func uncounted(why string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, why)
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
	if n.Kind == store.NoticeFound { // it is the answer
		before.Text = strings.TrimSpace(strings.ReplaceAll(before.Text, store.NoAnswer, ""))
	}
	switch {
	case m.sheet() != nil && m.small():
		m.news, m.newsUntil = n.Text, m.kit.Now().Add(cmp.Or(m.o.Toasts, toastTime))
	case before.Text != "" && before.Text != n.Text:
		said := m.said
		m.say(pane.Toast{Text: n.Text})
		m.said = said
		m.both(m.toast.Text, before)
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
	parts := m.parts(min(most, toastLines))
	lines := parts[int(max(m.kit.Now().Sub(m.toastAt), 0)/turn)%len(parts)]
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
