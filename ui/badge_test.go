package ui_test

import (
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
)

// crowded is a pane with very many things that need a look.
type crowded struct{ title string }

func (p crowded) ID() string           { return strings.ToLower(p.title) }
func (p crowded) Title() string        { return p.title }
func (crowded) Badge() int             { return 10021 }
func (crowded) Init() tea.Cmd          { return nil }
func (crowded) Update(tea.Msg) tea.Cmd { return nil }
func (crowded) View(int, int) string   { return "" }
func (crowded) Actions() []pane.Action {
	return nil
}

func TestCountsDoNotPushATabOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kit := consoletest.Look{Theme: "mono"}.Kit(t.Context(), t)
		var panes []pane.Pane
		for _, name := range []string{"Live", "Customers", "History", "Numbers", "Log"} {
			panes = append(panes, crowded{name})
		}
		m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: panes})
		c := consoletest.New(t, m, 80, 24)
		defer m.Quit()
		c.Shows("5 Log 99+")
		c.Hides("10021")
	})
}

// codes is a pane in which codes wait to be copied.
type codes struct{ crowded }

func (codes) Badge() int               { return 3 }
func (codes) Fresh() (pane.Code, bool) { return pane.Code{}, false }

// The window's title counts the codes that wait, and nothing else that needs a look.
func TestTheTitleCountsCodesAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kit := consoletest.Look{Theme: "mono"}.Kit(t.Context(), t)
		for title, panes := range map[string][]pane.Pane{
			"(3) Switchboard": {codes{crowded{"Live"}}, crowded{"Customers"}},
			"Switchboard":     {crowded{"Customers"}, crowded{"Listings"}},
		} {
			m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: panes})
			consoletest.New(t, m, 80, 24)
			if got := m.View().WindowTitle; got != title {
				t.Errorf("%q, want %q", got, title)
			}
			m.Quit()
		}
	})
}
