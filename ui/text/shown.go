package text

import (
	"sync"
	"time"
)

// idle is how long after a change nothing has been written when there was
// nothing to write: the screen shows it already. The renderer comes sooner.
const idle = 250 * time.Millisecond

// writes remembers the last writes to the terminal. It has a lock of its own, as
// a write may wait for a slow line and whoever asks must not.
type writes struct {
	mu      sync.Mutex
	last    [64]struct{ began, ended time.Time }
	n       int
	writing bool
}

func (s *writes) begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last[s.n%len(s.last)].began = time.Now()
	s.writing = true
}

func (s *writes) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last[s.n%len(s.last)].ended = time.Now()
	s.n++
	s.writing = false
}

// Shown tells when what was drawn at a moment had left for the terminal; false
// while it has not.
func (g *Gate) Shown(drawn time.Time) (at time.Time, ok bool) {
	s := &g.shown
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := max(0, s.n-len(s.last)); i < s.n; i++ {
		if w := s.last[i%len(s.last)]; !w.began.Before(drawn) {
			return w.ended, true
		}
	}
	return drawn, !s.writing && time.Since(drawn) >= idle
}
