package rest

import (
	"context"
	"strings"
	"time"
)

// pardonAfter is how long a refused key rests at least, also when another process is answered:
// that may have another key.
const pardonAfter = time.Minute

// sameWish is how soon after a refusal a pardon is still of the wish that brought it: who asks
// about fifty rows at once sends a refused key once.
const sameWish = 5 * time.Second

// Pardon lets a refused key be tried once more, as a person asks: by one call, for which the
// others wait. Refused again, it rests again. A key that could not be had is looked for again.
func (c *Client) Pardon() {
	if c.cfg.Seek != nil {
		c.cfg.Seek()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.refused.Empty() && time.Since(c.since) >= sameWish {
		c.pardon = true
	}
}

// Given notes that the provider has just given a key itself. It is good until it is refused, also when it reads like one
// that was refused before it was given.
func (c *Client) Given(key Secret) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.refused.Equal(key) {
		c.refused = Secret{}
	}
}

// admit gives the key to send with, or says why the call may not leave: there is none, or it was
// refused and rests. over tells what became of the call, which may have tried a refused key.
func (c *Client) admit(ctx context.Context, call Call) (key Secret, over func(*Error), no *Error) {
	over = func(*Error) {}
	if c.cfg.Key == nil || call.NoKey {
		return key, over, nil
	}
	if key = c.cfg.Key(); key.Empty() {
		return key, over, c.Keyless(call.Op)
	}
	for {
		rests, others := c.rests(key, &over)
		switch {
		case !rests || call.Probe:
			return key, over, nil
		case others != nil:
			select {
			case <-others:
				continue
			case <-ctx.Done():
				return key, over, c.local(call, Canceled, "", ctx.Err())
			}
		case c.acceptedElsewhere(ctx):
			return key, over, nil
		}
		return key, over, c.resting(call)
	}
}

// resting is the refusal of a call whose key was refused before, in the provider's own words.
func (c *Client) resting(call Call) *Error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.local(call, Unauthorized, Rests(Screen(c.cfg.Provider)+" refused the key", c.said), nil)
}

// Rests is what is told of a key that was refused and is not sent again; said is what the provider
// said of it, untrusted, or "".
func Rests(refused, said string) string {
	if said = strings.TrimSuffix(said, "."); said == "" {
		return refused + "; nothing is sent until it is replaced or tried again"
	}
	return refused + ": " + said + ". Nothing is sent until it is replaced or tried again"
}

// rests is whether the key was refused and is not to be tried. The first call after a pardon
// tries it and ends that by over; others is closed then.
func (c *Client) rests(key Secret, over *func(*Error)) (rests bool, others <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.refused.Empty() || !c.refused.Equal(key):
		return false, nil
	case c.trial != nil:
		return true, c.trial
	case c.pardon:
		c.pardon, c.trial = false, make(chan struct{})
		*over = c.tried
		return false, nil
	}
	return true, nil
}

// tried ends the trial of a refused key: it is good, it rests again, or nobody has said.
func (c *Client) tried(failed *Error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	close(c.trial)
	c.trial = nil
	switch {
	case failed == nil:
		c.refused = Secret{}
	case failed.Kind != Unauthorized:
		c.pardon = true
	}
}

// acceptedElsewhere is that another process had an answer with the key since it was refused here.
func (c *Client) acceptedElsewhere(ctx context.Context) bool {
	c.mu.Lock()
	since := c.since
	c.mu.Unlock()
	return c.cfg.Accepted != nil && time.Since(since) >= pardonAfter && c.cfg.Accepted(ctx, since)
}
