package ui_test

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui"
	"switchboard/ui/pane"
)

// A question that another sheet covers, or that stood in a console that was suspended, is not read meanwhile, however long
// that takes: it counts once it was there again for long enough.
func TestWhatIsCoveredIsNotRead(t *testing.T) {
	covered := []tea.Msg{pane.Push{Sheet: &form{}}, nil}
	uncovered := []tea.Msg{pane.Pop{}, tea.ResumeMsg{}}
	for i := range covered {
		for _, before := range []time.Duration{0, time.Second} {
			givers(t, func(m *ui.Model, g *giver) {
				run(m, "g")
				time.Sleep(before)
				send(m, covered[i])
				time.Sleep(2 * time.Second)
				during(m, time.Millisecond, uncovered[i], tea.KeyPressMsg{Code: 'R', Text: "R"})
				if g.sent != 0 {
					t.Errorf("%T, seen for %s before: it was answered %d times", uncovered[i], before, g.sent)
				}
				says(t, m, "Too early")
				time.Sleep(pane.Reading)
				run(m, "")
				if run(m, "R"); g.sent != 1 {
					t.Errorf("%T, read again: it was answered %d times", uncovered[i], g.sent)
				}
			})
		}
	}
}

// What is typed into a sheet that is there again is taken at once: it confirms nothing.
func TestWhatIsUncoveredIsTypedInto(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		g.slow = 100 * time.Millisecond
		ask(m)
		run(m, "R")
		m.View()
		time.Sleep(time.Second) // what came of it was read
		below := &form{}
		send(m, pane.Push{Sheet: below}, pane.Push{Sheet: &form{}})
		m.View()
		time.Sleep(time.Second)
		during(m, time.Millisecond, pane.Pop{})
		m.View()
		if send(m, tea.KeyPressMsg{Code: 'x', Text: "x"}); g.sent != 1 || below.typed.String() != "x" {
			t.Errorf("%d sent, and %q was typed", g.sent, below.typed.String())
		}
	})
}
