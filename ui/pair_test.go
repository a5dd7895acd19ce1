package ui_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
)

// paired is a pane with acts of two keys; one cannot be done, and one opens a form.
type paired struct {
	consoletest.Blank
	done []string
	form *form
}

func (p *paired) Actions() []pane.Action {
	act := func(id, help, k string) pane.Action {
		return pane.Action{ID: "paired." + id, Key: key.NewBinding(key.WithKeys(k), key.WithHelp(k, help)), Do: func() tea.Cmd { p.done = append(p.done, id); return nil }}
	}
	off := act("close", "close", "g x")
	off.Off = func() string { return "cancelable in 0:42" }
	form := act("new", "new", "g n")
	form.Written, form.Do = true, func() tea.Cmd { return pane.Send(pane.Push{Sheet: p.form}) }
	return []pane.Action{act("top", "first row", "g g"), off, form, act("end", "end", "x")}
}

// pairs is the console over such a pane.
func pairs(t *testing.T, w, h int) (*paired, *consoletest.Console) {
	t.Helper()
	p := &paired{Blank: consoletest.Blank{Name: "paired", Head: "Paired"}, form: &form{}}
	m := ui.New(ui.Options{Kit: consoletest.Look{}.Kit(t.Context(), t), Watch: consoletest.Never{}, Panes: []pane.Pane{p, consoletest.Blank{Name: "other", Head: "Other"}}})
	t.Cleanup(m.Quit)
	return p, consoletest.New(t, m, w, h)
}

// The first of two keys waits and tells what may follow it, at any size; what cannot be done says why.
func TestTheFirstOfTwoKeysTellsWhatMayFollow(t *testing.T) {
	for _, size := range [][2]int{{40, 8}, {80, 24}, {120, 40}, {170, 45}} {
		synctest.Test(t, func(t *testing.T) {
			p, c := pairs(t, size[0], size[1])
			c.Press("g")
			c.Shows("g and then", "g first row", "n new", "x close (cancelable in 0:42)", "Esc leave")
			c.Press("esc")
			c.Hides("and then")
			c.Press("g", "g")
			c.Hides("and then")
			if got := strings.Join(p.done, " "); got != "top" {
				t.Errorf("%v: %q was done", size, got)
			}
		})
	}
}

// After a first key no other means what it means alone: one that may not follow is told and does nothing, and so is
// one that cannot be done now, or that comes when something else is in front.
func TestASecondKeyIsNeverTakenForAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, c := pairs(t, 80, 24)
		c.Press("g", "q")
		c.Shows("g q does nothing here. g is followed by g, x or n.")
		c.Press("g", "2")
		c.Shows("Paired", "g 2 does nothing here.")
		c.Press("g", "x")
		c.Shows("Cancelable in 0:42")
		c.Press("g")
		c.Send(pane.Goto{Pane: "other"})
		c.Press("g")
		c.Shows("g g was not taken: something else has come to the front.")
		c.Press("1", "g")
		c.Paste("x")
		c.Hides("and then")
		c.Press("g")
		c.Send(tea.BlurMsg{})
		c.Hides("and then")
		if len(p.done) > 0 {
			t.Errorf("%q were done", p.done)
		}
		c.Press("x")
		if got := strings.Join(p.done, " "); got != "end" {
			t.Errorf("x alone did %q", got)
		}
	})
}

// Two keys typed fast do what they do slowly, and what is typed behind them is the sheet's that they open.
func TestTwoKeysTypedFast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, c := pairs(t, 80, 24)
		c.Type("ggxgngx")
		if got := strings.Join(p.done, " "); got != "top end" || p.form.typed.String() != "gx" {
			t.Errorf("%q were done, and %q was typed into the form", got, p.form.typed.String())
		}
	})
}
