package live

import (
	"context"
	"time"
)

// firstRound are the reads that fill the lists a person sees first.
var firstRound = []string{pollKey, customersKey, catalogueKey, linesListKey, phonesKey}

// Filled waits until every list was asked for once, or ctx ends: a frame made
// before that would say that there is nothing.
func (e *Engine) Filled(ctx context.Context) {
	if e.Ready(ctx) != nil {
		return
	}
	for waiting := true; waiting; {
		waiting = false
		for _, key := range firstRound {
			waiting = waiting || !e.sched.ran(key)
		}
		if waiting && !pause(ctx, 20*time.Millisecond) {
			return
		}
	}
}

// Refusal says in a sentence why nothing can be sent to the SMS provider just
// now; "" when it can. It asks nobody and is cheap enough for every frame.
func (s *SMS) Refusal() string {
	if s.e.undecided() {
		return "" // the console has just opened; the act itself will say
	}
	if err := s.standing(); err != nil {
		return err.Error()
	}
	return ""
}

// undecided reports whether it is not known yet who leads, which takes a
// moment after the start. What never changes is known at once.
func (e *Engine) undecided() bool {
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

// NextRead is when a number is asked about next; zero when it is not known.
func (s *SMS) NextRead(id string) time.Time {
	if s.mayAsk() != nil {
		return time.Time{}
	}
	at, soon := s.sched.Due(pollKey), s.sched.Due(readKey(id))
	if !soon.IsZero() && (at.IsZero() || soon.Before(at)) {
		at = soon
	}
	return at
}
