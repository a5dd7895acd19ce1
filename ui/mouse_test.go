package ui

import (
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/themes"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

func clickAt(m *Model, x, y int) {
	m.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
}

func TestHintsAndTabsAreClicked(t *testing.T) {
	did := 0
	one := &bare{actions: []pane.Action{{ID: "bare.go", Key: key.NewBinding(key.WithKeys("g"), key.WithHelp("g", "go")), Do: func() tea.Cmd { did++; return nil }}}}
	m := over(t, one)
	theme, _ := themes.Set{}.Load(themes.Mono)
	m.kit.Styles = style.New(theme, false)
	m.o.Panes = append(m.o.Panes, &bare{})
	m.mouse = true
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	hints := m.hinted(m.hintable(), m.w-1)
	clickAt(m, hints[0].from, m.h-1)
	clickAt(m, hints[0].to, m.h-1) // behind it
	if did != 1 {
		t.Errorf("the hint was done %d times", did)
	}
	clickAt(m, m.tabbed()[1].from, 0)
	if m.at != 1 {
		t.Errorf("pane %d is in front", m.at)
	}
	if m.mouseMode() != tea.MouseModeCellMotion {
		t.Error("the mouse is not asked for")
	}
	m.sheets = []opened{{sheet: pane.NewBig(m.kit, pane.Copy{Text: "693937"})}}
	if m.mouseMode() != tea.MouseModeNone {
		t.Error("what is to be marked does not leave the mouse to the terminal")
	}
	m.sheets = nil
	m.toggleMouse()
	if m.mouseMode() != tea.MouseModeNone {
		t.Error("m does not give the mouse back")
	}
}
