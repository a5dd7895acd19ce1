package live

import (
	"context"
	"time"
)

// Filled waits until every list was asked for once, or ctx ends: a frame made
// before that would say that there is nothing.
func (e *Engine) Filled(ctx context.Context) {
	if e.Ready(ctx) != nil {
		return
	}
	for waiting := true; waiting; {
		waiting = false
		for _, d := range e.desks {
			for _, key := range d.First() {
				waiting = waiting || !e.sched.ran(key)
			}
		}
		if waiting && !pause(ctx, 20*time.Millisecond) {
			return
		}
	}
}

// Undecided reports whether it is not known yet who leads, which takes a
// moment after the start. What never changes is known at once.
func (e *Engine) Undecided() bool {
	if e.cfg.Offline || e.cfg.Broken != "" || e.cfg.ReadOnly || e.db.ReadOnly() {
		return false
	}
	select {
	case <-e.settled:
		return false
	default:
		return true
	}
}
