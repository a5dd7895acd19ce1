package ui_test

import (
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
)

// passed is a pane whose rows are passed over.
type passed struct {
	kit    *pane.Kit
	at     int
	rested []int // how many rows were to be read when a key was let go
}

func (p *passed) ID() string    { return "passed" }
func (p *passed) Title() string { return "Passed" }
func (p *passed) Init() tea.Cmd { return nil }
func (p *passed) Update(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(pane.Rested); ok {
		p.rested = append(p.rested, r.Rows)
	}
	return nil
}

func (p *passed) Actions() []pane.Action {
	return p.kit.Bound(append(pane.Moves("passed", func(d int) tea.Cmd {
		p.at += d
		return nil
	}), pane.Action{ID: "passed.other", Keys: "x", Help: "other", Do: func() tea.Cmd { return nil }}))
}

func (p *passed) View(int, int) string {
	if p.kit.Passing {
		return "the list alone"
	}
	return "all of it"
}

// holding runs f with a console whose pane is passed.
func holding(t *testing.T, f func(p *passed, c *consoletest.Console)) {
	synctest.Test(t, func(t *testing.T) {
		kit := consoletest.Look{}.Kit(t.Context(), t)
		p := &passed{kit: kit}
		m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{p}})
		f(p, consoletest.New(t, m, 80, 24))
		m.Quit()
		synctest.Wait()
	})
}

func TestWhatIsSaidOfRowsWaitsWhileAKeyIsHeld(t *testing.T) {
	for _, gap := range []time.Duration{16 * time.Millisecond, 33 * time.Millisecond} {
		holding(t, func(p *passed, c *consoletest.Console) {
			for i := range 30 {
				c.Press("down")
				c.Shows(map[bool]string{true: "all of it", false: "the list alone"}[i == 0])
				c.Sleep(gap + time.Duration(i%3-1)*time.Millisecond) // no terminal sends them evenly
				if i > 2 && len(p.rested) > 0 {
					t.Fatalf("a key every %v seems to have been let go after %d", gap, i)
				}
			}
			if p.at != 30 {
				t.Errorf("thirty steps led to row %d", p.at)
			}
			c.Sleep(8 * time.Millisecond)
			c.Shows("all of it")
			c.Sleep(time.Second)
			if len(p.rested) != 2 || p.rested[0] != pane.RestedAt || p.rested[1] != pane.RestedNear {
				t.Errorf("once it was let go %v rows were to be read", p.rested)
			}
		})
	}
}

func TestStepsOneByOneAreDrawnWhole(t *testing.T) {
	holding(t, func(p *passed, c *consoletest.Console) {
		for range 5 {
			c.Press("down")
			c.Shows("all of it")
			c.Sleep(70 * time.Millisecond)
		}
		for range 5 {
			c.Press("down", "up") // two keys in turn are no key that is held down
			c.Shows("all of it")
			c.Sleep(16 * time.Millisecond)
		}
		for range 5 {
			c.Press("x")
			c.Shows("all of it")
			c.Sleep(16 * time.Millisecond)
		}
		c.Sleep(time.Second)
		if len(p.rested) > 0 {
			t.Errorf("nothing was passed over, and %v rows were to be read", p.rested)
		}
	})
}

// Another key ends it at once: what it opens is about the row that is selected.
func TestAnotherKeyEndsThePassing(t *testing.T) {
	holding(t, func(p *passed, c *consoletest.Console) {
		for range 5 {
			c.Press("down")
			c.Sleep(16 * time.Millisecond)
		}
		c.Press("down", "x")
		c.Shows("all of it")
		c.Sleep(time.Second)
		if len(p.rested) == 0 {
			t.Error("what was not read of the rows that passed is never read")
		}
	})
}
