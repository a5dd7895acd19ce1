package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
)

// swift is how soon after a step the next one says that nobody reads the rows between: a key that is held down repeats
// twenty-five times a second and more, and does not come evenly over a line.
const swift = 60 * time.Millisecond

// closely is how near its end a wait is taken to be over: what is drawn then is never too little.
const closely = 5 * time.Millisecond

// pace is how fast a key repeats that is held down.
type pace struct {
	gap  time.Duration // the longest between the last few; 0 while it does not repeat that fast
	fast bool
	due  bool // it is asked when it will have been let go
}

// press notes a key, and how long after the one before it came.
func (p *pace) press(again bool, after time.Duration) {
	if p.fast = again && after < swift; !p.fast {
		p.gap = 0
		return
	}
	p.gap = max(after, p.gap*7/8) // no terminal sends them evenly
}

// rest is how long after the last one the next would have come.
func (p *pace) rest() time.Duration { return p.gap + p.gap/8 }

// rests asks whether the key that moves about is still held down.
type rests struct{ m *Model }

// Quiet implements demand.Quiet: while the key is held there is nothing to be seen of it.
func (r rests) Quiet() bool { return r.m.passing() > closely }

// calm tells that nothing was pressed for a while after the key that was held down.
type calm struct{ last time.Time }

// Quiet implements demand.Quiet: what is read ahead is not to be seen.
func (calm) Quiet() bool { return true }

// passing is how long it will be until rows that pass are known to have stopped.
func (m *Model) passing() time.Duration {
	if !m.kit.Passing {
		return 0
	}
	return m.pace.rest() - m.kit.Now().Sub(m.pressedAt)
}

// pass notes before an action whether it moves on over rows that nobody stops at, and asks once when that is over.
func (m *Model) pass(a pane.Action) tea.Cmd {
	m.kit.Passing = a.By != nil && m.pace.fast
	if !m.kit.Passing || m.pace.due {
		return nil
	}
	m.pace.due = true
	return pane.After(m.kit.Ctx, m.pace.rest(), rests{m})
}

// rested has everybody read what was not read while rows passed.
func (m *Model) rested() tea.Cmd {
	if left := m.passing(); left > 0 {
		return pane.After(m.kit.Ctx, left, rests{m})
	}
	m.kit.Passing, m.pace.due = false, false
	return tea.Batch(m.broadcast(pane.Rested{Rows: pane.RestedAt}), pane.After(m.kit.Ctx, repeat, calm{m.pressedAt}))
}

// calmed has them read for the rows beside it as well, unless another key came.
func (m *Model) calmed(c calm) tea.Cmd {
	if !m.pressedAt.Equal(c.last) {
		return nil
	}
	return m.broadcast(pane.Rested{Rows: pane.RestedNear})
}
