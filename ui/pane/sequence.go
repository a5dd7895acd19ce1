package pane

import tea "charm.land/bubbletea/v2"

// Steps is the answer of one step of a Sequence and the steps after it.
type Steps struct {
	Msg  tea.Msg
	Rest []tea.Cmd
}

// Sequence runs commands one after the other: each begins once the answer of
// the one before was delivered.
func Sequence(cmds ...tea.Cmd) tea.Cmd {
	for len(cmds) > 0 && cmds[0] == nil {
		cmds = cmds[1:]
	}
	if len(cmds) == 0 {
		return nil
	}
	return func() tea.Msg { return Steps{cmds[0](), cmds[1:]} }
}

// Opening is the answer of a command that has read what a sheet begins with: what Msg leads to opens the sheet, and has
// the keys that were typed meanwhile.
type Opening struct{ Msg tea.Msg }

// Later is the answer of a command that was put off.
type Later struct{ Cmd tea.Cmd }

// Behind puts a read off that the first frame of a console does not wait for. Once there is a screen
// it is begun at once.
func Behind(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg { return Later{cmd} }
}
