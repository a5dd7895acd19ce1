// Package clock owns the time of the sandbox's world: the computer's own, and ahead of it by what
// somebody asked for.
package clock

import (
	"errors"
	"sync/atomic"
	"time"
)

// Farthest is how far ahead of the computer a world may be.
const Farthest = 366 * 24 * time.Hour

// Clock tells the world's time. A nil Clock is the computer's. It is safe for concurrent use.
type Clock struct{ ahead atomic.Int64 } // nanoseconds

// At is a clock that begins ahead of the computer's, or behind it.
func At(ahead time.Duration) *Clock {
	c := &Clock{}
	c.ahead.Store(int64(ahead))
	return c
}

// Now is the world's time.
func (c *Clock) Now() time.Time { return time.Now().Add(c.Ahead()) }

// Ahead is how far the world is ahead of the computer.
func (c *Clock) Ahead() time.Duration {
	if c == nil {
		return 0
	}
	return time.Duration(c.ahead.Load())
}

// Forward puts the world's time forward. There is no way back: a world that has forgotten what
// happened in it would contradict its own answers.
func (c *Clock) Forward(by time.Duration) error {
	if by < 0 || by > Farthest || c.Ahead()+by > Farthest {
		return errors.New("forward must be seconds from 0, and no more than a year in all")
	}
	c.ahead.Add(int64(by))
	return nil
}

// Back undoes a step forward that nobody was told of.
func (c *Clock) Back(to time.Duration) { c.ahead.Store(int64(to)) }
