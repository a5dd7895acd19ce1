package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// early reports whether what is pressed now may have been meant for something else: the sheet in front was not on the
// screen for long enough, or the window has just regained the focus.
func (m *Model) early() bool {
	return !m.sheets[len(m.sheets)-1].seen.Read(m.kit) || m.kit.Pressed().Before(m.guardUntil)
}

// draws notes what the frame that is being made shows: a key answers nothing that was not on the screen.
func (m *Model) draws() {
	m.kit.DrawBack()
	if m.closed != nil {
		m.closed.Draw(m.kit)
	}
	if n := len(m.sheets); n > 0 {
		m.sheets[n-1].seen.Draw(m.kit)
	}
}

// readable asks whether what was covered was there to be read by now, so that its keys are pale no longer.
type readable struct{}

// uncovers notes that the sheet over the sheet below i is gone: what is asked there was not to be seen meanwhile, and
// nothing answers it that was pressed for what covered it.
func (m *Model) uncovers(i int) {
	if i > 0 && i == len(m.sheets) {
		m.shownAgain()
	}
}

// shownAgain notes that what is asked was not to be seen for a while: behind another sheet, or in a console that was
// suspended.
func (m *Model) shownAgain() {
	m.kit.Uncovered()
	m.unread = pane.Reading
}

// reads asks once what is unread can have been read. No key waits for that.
func (m *Model) reads() tea.Cmd {
	wait := m.unread
	if m.unread = 0; wait == 0 {
		return nil
	}
	return pane.After(m.kit.Ctx, wait, readable{})
}

// shown has what was suspended read anew, and what was covered drawn with its keys once they count.
func (m *Model) shown(msg tea.Msg) tea.Cmd {
	switch _, resumed := msg.(tea.ResumeMsg); {
	case resumed:
		m.shownAgain()
	case len(m.sheets) > 0 && m.early():
		m.unread = pane.Reading / 4
	}
	return nil
}

// meanwhile says of a key why it is not taken while an act is on its way, and no longer than it is: of an answer that
// refused it, "it was sent" is not so. An answer that comes right behind it names it once more: nobody could read that.
func (m *Model) meanwhile(w pane.Waiter, k tea.KeyPressMsg) {
	t := pane.Toast{Text: w.Waiting(), While: func() bool { return w.Waiting() != "" }}
	m.told, m.said = t, t
	m.put(t)
	m.forgetLost()
	if k.Text != "" {
		m.lost, m.lostAt = m.lost+k.Text, m.kit.Now()
	}
}

// forgetLost forgets the keys that were dropped so long ago that it was read.
func (m *Model) forgetLost() {
	if m.kit.Now().After(m.lostAt.Add(2 * pane.Reading)) {
		m.lost = ""
	}
}

// answered notes that an act came back and left its sheet open, as a refusal does: what was typed for what would have
// followed belongs to no field of it.
func (m *Model) answered() {
	s := m.sheet()
	w, ok := s.(pane.Waiter)
	if waits := ok && w.Waiting() != ""; waits {
		m.waits = s
		return
	}
	if m.waits != nil && m.waits == s {
		m.closed, m.told = new(pane.Seen), pane.Toast{}
		if m.forgetLost(); m.lost != "" && m.toast.Text == "" {
			m.say(pane.Toast{})
		}
	}
	m.waits = nil
}

// losing reports whether an act was answered and the window with what came of it was not on the screen for long enough.
func (m *Model) losing() bool { return m.closed != nil && !m.closed.Stood(m.kit) }

// unseenChoice reports whether it is a choice of a sheet that the key makes, among what was not on the screen for long enough.
func (m *Model) unseenChoice(s pane.Sheet, k tea.KeyPressMsg) bool {
	return slices.ContainsFunc(s.Actions(), func(a pane.Action) bool {
		return a.Among != nil && key.Matches(k, a.Key) && (m.repeated || !a.Among.Read(m.kit))
	})
}

// tooSoon tells of keys that chose among what was not seen yet: all of them that were typed in one go.
func (m *Model) tooSoon(k tea.KeyPressMsg) {
	now := m.kit.Now()
	if now.After(m.soonAt.Add(2 * pane.Reading)) {
		m.soon = nil
	}
	m.soon, m.soonAt = append(m.soon, keybook.Show(k.String())), now
	words := " was"
	if len(m.soon) > 1 {
		words = " were"
	}
	m.say(pane.Toast{Key: true, Text: "Too early: " + text.Clean(strings.Join(m.soon, " ")).Cut(40).String() + words + " not taken. Read what there is to choose first, then press the key again."})
}
