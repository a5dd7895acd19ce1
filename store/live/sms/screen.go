package sms

import (
	"time"
)

// Refusal says in a sentence why nothing can be sent to the SMS provider just
// now; "" when it can. It asks nobody and is cheap enough for every frame.
func (s *SMS) Refusal() string {
	if s.e.Undecided() {
		return "" // the console has just opened; the act itself will say
	}
	if err := s.MaySend(); err != nil {
		return err.Error()
	}
	return ""
}

// NextRead is when a number is asked about next; zero when it is not known.
func (s *SMS) NextRead(id string) time.Time {
	if s.MayAsk() != nil {
		return time.Time{}
	}
	at, soon := s.sched.Due(pollKey), s.sched.Due(readKey(id))
	if !soon.IsZero() && (at.IsZero() || soon.Before(at)) {
		at = soon
	}
	return at
}
