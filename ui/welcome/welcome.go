// Package welcome is the first screen of a person without accounts: try the
// sandbox, or connect. It opens nothing and asks for nothing else.
package welcome

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keyboard"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Choice is what the person chose.
type Choice int

// The choices.
const (
	Quit Choice = iota
	Sandbox
	Connect
)

// wide is the width in which a choice and what it is stand on one line, in cells.
const wide = 76

// Model implements tea.Model.
type Model struct {
	kit            *pane.Kit
	data, settings string
	at             int
	chosen         Choice
	w, h           int
}

// New returns the screen; data and settings are where things will lie.
func New(kit *pane.Kit, data, settings string) *Model {
	return &Model{kit: kit, data: data, settings: settings, w: 80, h: 24}
}

// Chosen is what the person chose; Quit when they left.
func (m *Model) Chosen() Choice { return m.chosen }

// Init implements tea.Model.
func (m *Model) Init() tea.Cmd { return nil }

// Update implements tea.Model.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
	case tea.KeyPressMsg:
		for _, k := range keyboard.Meant(msg, false, func(tea.KeyPressMsg) bool { return false }) {
			if cmd := m.press(k); cmd != nil {
				return m, cmd
			}
		}
	}
	return m, nil
}

// press takes a key.
func (m *Model) press(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "up", "k":
		m.at = 0
	case "down", "j":
		m.at = 1
	case "enter":
		m.chosen = Sandbox + Choice(m.at)
		return tea.Quit
	case "q", "ctrl+c":
		return tea.Quit
	case "ctrl+z":
		return tea.Suspend
	case "ctrl+l":
		return tea.ClearScreen
	}
	return nil
}

// View implements tea.Model.
func (m *Model) View() tea.View {
	st := m.kit.Styles
	choices := [...]struct{ name, what string }{{"Try it now", "a built-in sandbox; nothing leaves this machine"}, {"Connect accounts", "SMS codes, number trust, phone lines: any of them"}}
	choice := func(i int, name, what string) string {
		mark, role := " ", style.Text
		if i == m.at {
			mark, role = st.Cursor, style.Accent
		}
		return st.Paint(role, mark+" "+text.Clean(name).Pad(18).String()) + " " + st.Paint(style.Dim, what)
	}
	lines := []string{"", "",
		st.Paint(style.Accent, "Switchboard"),
		"Numbers, codes, trust and 911 addresses in one place.", "", "",
		choice(0, choices[0].name, choices[0].what),
		choice(1, choices[1].name, choices[1].what), "", "",
		st.Paint(style.Dim, "Your data      ") + text.Clean(m.data).CutMiddle(max(m.w-20, 1)).String(),
		st.Paint(style.Dim, "Your settings  ") + text.Clean(m.settings).CutMiddle(max(m.w-20, 1)).String(), "", "",
		st.Paint(style.Accent, "Enter") + " choose   " + st.Paint(style.Accent, "Up Down") + " move   " + st.Paint(style.Accent, "q") + " quit",
	}
	if m.h < len(lines) || m.w < wide { // what the choice with the cursor is stands beneath both
		keys := lines[len(lines)-1]
		lines = []string{lines[2], choice(0, choices[0].name, ""), choice(1, choices[1].name, ""), ""}
		for _, l := range pane.Wrap(choices[m.at].what, max(m.w-5, 1)) {
			lines = append(lines, "  "+st.Paint(style.Dim, l))
		}
		lines = append(lines, "", keys)
	}
	for i, l := range lines {
		lines[i] = pane.Cut("   "+l, m.w)
	}
	v := tea.NewView(st.Frame(strings.Join(lines[:min(len(lines), m.h)], "\n")))
	v.AltScreen = true
	v.KeyboardEnhancements.ReportAlternateKeys = true
	return v
}
