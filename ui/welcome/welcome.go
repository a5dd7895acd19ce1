// Package welcome is the first screen of a person without accounts: try the
// sandbox, or connect. It opens nothing and asks for nothing else.
package welcome

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
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
		if msg.Mod == tea.ModCtrl && msg.BaseCode == 0 {
			msg.BaseCode = keybook.Latin(msg.Code)
		}
		switch msg.String() {
		case "up", "k":
			m.at = 0
		case "down", "j":
			m.at = 1
		case "enter":
			m.chosen = Sandbox + Choice(m.at)
			return m, tea.Quit
		case "q", "ctrl+c":
			return m, tea.Quit
		case "ctrl+z":
			return m, tea.Suspend
		case "ctrl+l":
			return m, tea.ClearScreen
		}
	}
	return m, nil
}

// View implements tea.Model.
func (m *Model) View() tea.View {
	st := m.kit.Styles
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
		choice(0, "Try it now", "a built-in sandbox; nothing leaves this machine"),
		choice(1, "Connect accounts", "SMS codes, number trust, phone lines: any of them"), "", "",
		st.Paint(style.Dim, "Your data      ") + text.Clean(m.data).CutMiddle(max(m.w-20, 1)).String(),
		st.Paint(style.Dim, "Your settings  ") + text.Clean(m.settings).CutMiddle(max(m.w-20, 1)).String(), "", "",
		st.Paint(style.Accent, "Enter") + " choose   " + st.Paint(style.Accent, "Up Down") + " move   " + st.Paint(style.Accent, "q") + " quit",
	}
	if m.h < len(lines) {
		lines = append(lines[2:3], lines[6:8]...)
	}
	for i, l := range lines {
		lines[i] = pane.Cut("   "+l, m.w)
	}
	v := tea.NewView(st.Frame(strings.Join(lines[:min(len(lines), m.h)], "\n")))
	v.AltScreen = true
	v.KeyboardEnhancements.ReportAlternateKeys = true
	return v
}
