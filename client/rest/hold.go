package rest

import (
	"context"
	"math/rand/v2"
	"net/http"
	"time"
)

// scope fills in what the headers of a 429 say.
func (c *Client) scope(call Call, e *Error) {
	e.Scope = or(call.Budget.Name, "account")
	e.Until = headerWait(e.Header, time.Now())
}

// learn keeps what an error teaches about later calls.
func (c *Client) learn(req *http.Request, call Call, e *Error) {
	switch {
	case e.Kind == Unauthorized:
		if key, ok := req.Context().Value(keyOf{}).(Secret); ok && !key.Empty() {
			c.mu.Lock()
			c.refused = key
			c.since, c.said = time.Now(), e.Message
			c.mu.Unlock()
		}
	case e.Kind == Limited && e.Scope != "":
		c.hold(req.Context(), call, e)
	case e.Kind == Server:
		e.Until = headerWait(e.Header, time.Now())
	}
}

// pause is how long to hold after n refusals in a row that named no time: the
// bucket's refill, doubled up to a minute; a minute, doubled up to a quarter of
// an hour, where calls are counted by the minute.
func (b Budget) pause(n int) time.Duration {
	if b.Refill > 0 {
		return min(b.Refill<<min(n, 6), b.longest())
	}
	return min(time.Minute<<min(n, 4), 15*time.Minute)
}

// longest is how long a provider's own wait is believed. A bucket that fills
// in seconds is asked again within a minute whatever was said: an emergency
// address may be waiting behind it.
func (b Budget) longest() time.Duration {
	if b.Refill > 0 {
		return time.Minute - mostSpread
	}
	return longestWait
}

// mostSpread is the most that is added to a pause, so that not every process
// comes back at once.
const mostSpread = 6 * time.Second

// hold records the pause: the provider's own time, or an estimate when it
// named none, and a little more.
func (c *Client) hold(ctx context.Context, call Call, e *Error) {
	now := time.Now()
	if e.Until.IsZero() || !e.Until.After(now) {
		c.mu.Lock()
		n := c.strikes[e.Scope]
		c.strikes[e.Scope] = n + 1
		c.mu.Unlock()
		e.Until, e.Estimated = now.Add(call.Budget.pause(n)), true
	}
	if longest := call.Budget.longest(); e.Until.After(now.Add(longest)) {
		e.Until, e.Estimated = now.Add(longest), true
	}
	e.Until = e.Until.Add(time.Second + rand.N(mostSpread-time.Second))
	ctx = context.WithoutCancel(ctx) // the pause is true whether or not the caller still waits
	b := Block{Provider: c.cfg.Provider, Scope: e.Scope, Until: e.Until, Reason: or(e.Message, e.Name), Estimated: e.Estimated, Seen: now}
	err := c.cfg.Limits.Block(ctx, b)
	if err == nil && e.Scope == call.Budget.Name {
		err = c.cfg.Limits.Note(ctx, c.cfg.Provider, call.Budget, e.Until)
	}
	if err != nil {
		e.Err = err
	}
}

// calm forgets the strikes of a scope that answers again, and lifts the
// refusal of a key that a person found to work.
func (c *Client) calm(call Call) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.strikes, or(call.Budget.Name, "account"))
	c.quota = min(c.quota+1, fullQuota)
	if call.Probe && !call.NoKey {
		c.refused = Secret{}
	}
}
