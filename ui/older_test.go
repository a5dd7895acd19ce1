package ui_test

import (
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// dated is a pane that shows when something was.
type dated struct {
	kit   *pane.Kit
	at    time.Time
	drawn int
}

func (p *dated) ID() string             { return "dated" }
func (p *dated) Title() string          { return "Dated" }
func (p *dated) Init() tea.Cmd          { return nil }
func (p *dated) Update(tea.Msg) tea.Cmd { return nil }
func (p *dated) Actions() []pane.Action { return nil }
func (p *dated) View(int, int) string {
	p.drawn++
	return p.kit.When(p.at, text.FormStamp).String()
}

// Where times are ages the console wakes when one of them reads differently, and sleeps until then; a moment that
// comes meanwhile is no exception. Otherwise nothing wakes it.
func TestAgesAreDrawnWhenTheyReadDifferently(t *testing.T) {
	for w, most := range map[text.Times]int{text.Ago: 10, text.UTC: 0, text.Local: 0} {
		synctest.Test(t, func(t *testing.T) {
			kit := consoletest.Look{}.Kit(t.Context(), t)
			kit.Times = w
			p := &dated{kit: kit, at: time.Now().Add(-5*time.Minute - 30*time.Second)}
			m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{p}})
			c := consoletest.New(t, m, 80, 24)
			before := p.drawn
			c.Sleep(10 * time.Minute)
			if n := p.drawn - before; n != most {
				t.Errorf("%s: drawn %d times in ten idle minutes, wanted %d", w, n, most)
			}
			if w == text.Ago {
				c.Shows("15m ago")
				p.at = time.Now() // what comes is drawn, and then it is a second old, and two
				c.Send(tea.FocusMsg{})
				c.Sleep(3 * time.Second)
				c.Shows("3s ago")
				kit.Times = text.Local
				c.Send(tea.FocusMsg{})
				before = p.drawn
				c.Sleep(time.Minute)
				if p.drawn > before+1 {
					t.Errorf("times are no ages any more, and it was drawn %d times in a minute", p.drawn-before)
				}
			}
			m.Quit()
			synctest.Wait()
		})
	}
}
