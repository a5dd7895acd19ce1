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

// away is a sheet whose act is on its way.
type away struct{ *bare }

func (away) Waiting() string { return "It was sent and cannot be stopped." }

// While the act of a sheet is on its way none of its keys works: all of them are pale, and a click says what a key does.
func TestNoHintOfASheetWorksWhileItsActIsOnItsWay(t *testing.T) {
	did := 0
	close := pane.Action{ID: "bare.close", Key: key.NewBinding(key.WithKeys("esc"), key.WithHelp("Esc", "close")), Do: func() tea.Cmd { did++; return nil }}
	off := pane.Action{ID: "bare.off", Key: key.NewBinding(key.WithKeys("o"), key.WithHelp("o", "off")), Off: func() string { return "not now" }}
	s := away{&bare{actions: []pane.Action{close, off}}}
	m := over(t, &bare{})
	theme, _ := themes.Set{}.Load(themes.Mono)
	m.kit.Styles = style.New(theme, false)
	m.mouse = true
	m.Update(tea.WindowSizeMsg{Width: 40, Height: 8})
	m.sheets = []opened{{sheet: s}}
	hints := m.hinted(s.Actions(), m.w-1)
	if len(hints) != 1 || !hints[0].pale {
		t.Errorf("the foot is %+v", hints)
	}
	for y := range m.h {
		clickAt(m, hints[0].from+2, y)
	}
	if did != 0 || m.told.Text != s.Waiting() {
		t.Errorf("a click closed it %d times and says %q", did, m.told.Text)
	}
}
