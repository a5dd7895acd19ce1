package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
)

// into gives a key to what is typed into. No field has a use for a function key.
func (m *Model) into(field func(tea.Msg) tea.Cmd, k tea.KeyPressMsg) tea.Cmd {
	if k.Code >= tea.KeyF1 && k.Code <= tea.KeyF63 {
		m.idle(k, "The keys that work are named at the foot.")
		return nil
	}
	return field(k)
}

// idle says of a key that it does nothing where it was pressed, and where those are named that do.
func (m *Model) idle(k tea.KeyPressMsg, where string) {
	if k.Code != tea.KeyEscape {
		m.unused(k, named(k)+" does nothing here. "+where)
	}
}

// unused says of a key that it was not taken. What is typed on behind one that elsewhere opens what is written into is
// for that, and no command here.
func (m *Model) unused(k tea.KeyPressMsg, said string) {
	m.turnAway(pane.Action{Written: m.writes(k)}, said)
	m.unopened.told = pane.Toast{Text: said, Key: true}
	m.say(m.unopened.told)
}

// writes reports whether a key is one that people type words behind: for the commands, a filter or a sheet of the pane.
func (m *Model) writes(k tea.KeyPressMsg) bool {
	return k.String() == "/" || slices.ContainsFunc(slices.Concat(m.front().Actions(), m.keys), func(a pane.Action) bool {
		return key.Matches(k, a.Key) && (a.Written || a.ID == "console.commands")
	})
}
