package rest

import (
	"context"
	"net/http"
	"time"
)

// Skew is how far a provider's clock was ahead of ours when an answer told it. The zero Skew is not known.
type Skew struct {
	Ahead  time.Duration
	Within time.Duration // how far it may be off: half of the Date's second and half of the way
	At     time.Time
}

// Clocks shares what was measured among the processes of a profile. It is asked each time something
// is judged by the provider's time, and must not keep that waiting.
type Clocks interface {
	// Kept is what was kept last of a provider, by whichever process; the zero Skew where there is
	// nothing that can be relied on.
	Kept(provider string) Skew
	// Keep keeps what was just measured, if it says more than what is kept.
	Keep(ctx context.Context, provider string, s Skew) error
}

// apart is a client that shares with nobody.
type apart struct{}

func (apart) Kept(string) Skew                         { return Skew{} }
func (apart) Keep(context.Context, string, Skew) error { return nil }

// ClockSkew is the provider's clock minus ours, from the newest Date header that this client or
// another of the profile had; zero until there was one.
func (c *Client) ClockSkew() time.Duration {
	kept, own := c.cfg.Clocks.Kept(c.cfg.Provider), c.measured()
	if kept.At.After(own.At) {
		return kept.Ahead
	}
	return own.Ahead
}

// measured is what this client itself has found last.
func (c *Client) measured() Skew {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.skew
}

// learnClock takes the difference of the clocks from an answer that came fast
// enough to tell; a Date names the second that had begun.
func (c *Client) learnClock(h http.Header, start time.Time) {
	at, err := http.ParseTime(h.Get("Date"))
	took := time.Since(start)
	if err != nil || took > 5*time.Second {
		return
	}
	const half = 500 * time.Millisecond
	c.mu.Lock()
	defer c.mu.Unlock()
	c.skew = Skew{Ahead: at.Add(half).Sub(start.Add(took / 2)), Within: half + took/2, At: time.Now()}
}

// keepClock shares what was measured.
func (c *Client) keepClock(ctx context.Context) {
	if own := c.measured(); !own.At.IsZero() {
		_ = c.cfg.Clocks.Keep(context.WithoutCancel(ctx), c.cfg.Provider, own) // the next answer tells it again
	}
}
