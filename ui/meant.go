package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keyboard"
	"switchboard/ui/pane"
)

// editing are the keys with Alt that every text field knows.
var editing = key.NewBinding(key.WithKeys("alt+b", "alt+f", "alt+d", "alt+backspace", "alt+left", "alt+right", "alt+delete"))

// meant is what a person pressed, of what the terminal made of it.
func (m *Model) meant(k tea.KeyPressMsg) []tea.KeyPressMsg {
	return keyboard.Meant(k, m.kitty, m.known)
}

// known reports whether a key with Alt does something where the keys go now.
func (m *Model) known(k tea.KeyPressMsg) bool {
	if m.typing() && key.Matches(k, editing) {
		return true
	}
	for _, acts := range m.scope() {
		for _, a := range acts {
			if key.Matches(k, a.Key) {
				return true
			}
		}
	}
	return false
}

// scope are the actions that could take a key just now, the first takers first.
func (m *Model) scope() [][]pane.Action {
	if s := m.sheet(); s != nil {
		return [][]pane.Action{s.Actions(), m.everywhere()}
	}
	return [][]pane.Action{m.front().Actions(), m.everywhere(), m.keys}
}

// outward is a command of the library's own: what it answers is for the
// program around the console and not for the console.
type outward struct{ cmd tea.Cmd }

// always are the acts of the terminal, which no sheet takes the key from.
func (m *Model) always() []pane.Action {
	b := m.kit.Bind
	return []pane.Action{
		{ID: "console.redraw", Key: b("console.redraw", "redraw", "ctrl+l"), Hide: true, Do: func() tea.Cmd { return pane.Send(outward{tea.ClearScreen}) }},
		{ID: "console.suspend", Key: b("console.suspend", "suspend", "ctrl+z"), Hide: true, Off: m.o.NoSuspend, Do: func() tea.Cmd { return pane.Send(outward{tea.Suspend}) }},
	}
}
