package sms

import (
	"context"
	"sync"
	"time"
)

// look is the read of a customer that follows an act upon it. Whoever looks at the customer then shares it.
type look struct {
	done chan struct{} // closed once the first try has ended
	err  error
	at   time.Time
}

const (
	lookedFor = 2 * time.Second // after which the customer is read anew
	lookLasts = 5 * time.Second // for which a look that has not begun is waited for
)

// looks notes that a customer is about to be read after an act; told is called with what each try came to.
func (s *SMS) looks(id string) (told func(error)) {
	l := &look{done: make(chan struct{})}
	s.looking.Store(id, l)
	var once sync.Once
	return func(err error) {
		once.Do(func() {
			l.err, l.at = err, time.Now()
			close(l.done)
		})
	}
}

// looked reports, once, whether the look after the act before has just read a customer's row. One that is
// under way is waited for.
func (s *SMS) looked(ctx context.Context, id string) bool {
	v, ok := s.looking.LoadAndDelete(id)
	l, _ := v.(*look)
	if !ok || l == nil {
		return false
	}
	timer := time.NewTimer(lookLasts)
	defer timer.Stop()
	select {
	case <-l.done:
		return l.err == nil && time.Since(l.at) < lookedFor
	case <-timer.C:
	case <-ctx.Done():
	}
	return false
}
