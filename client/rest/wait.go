package rest

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	longestWait = 7 * 24 * time.Hour
	fullQuota   = 100
)

// gate refuses here what must not leave: without a key, with a key that was
// refused, inside a block, over the budget. It gives the key to send with.
func (c *Client) gate(ctx context.Context, call Call) (Secret, *Error) {
	var key Secret
	if c.cfg.Key != nil && !call.NoKey {
		key = c.cfg.Key()
		if key.Empty() {
			return key, c.local(call, Unauthorized, "nothing was sent: no key is set for "+Screen(c.cfg.Provider), nil)
		}
		c.mu.Lock()
		refused := !c.refused.Empty() && c.refused.Equal(key)
		c.mu.Unlock()
		if refused && !call.Probe {
			return key, c.local(call, Unauthorized, "", nil)
		}
	}
	if ctx.Err() != nil {
		return key, c.local(call, Canceled, "", ctx.Err())
	}
	now := time.Now()
	if !call.Probe {
		if e := c.blocked(ctx, call, now); e != nil {
			return key, e
		}
	}
	wait, err := c.cfg.Limits.Take(ctx, c.cfg.Provider, call.Budget, now)
	if err != nil {
		return key, c.ledger(ctx, call, err)
	}
	if wait > 0 && !call.Probe {
		e := c.local(call, Limited, "", nil)
		e.Scope, e.Until = call.Budget.Name, now.Add(wait)
		return key, e
	}
	return key, nil
}

// ledger refuses a call that cannot be counted: a limit the provider enforces
// with a day's block is not risked.
func (c *Client) ledger(ctx context.Context, call Call, err error) *Error {
	if ctx.Err() != nil {
		return c.local(call, Canceled, "", err)
	}
	return c.local(call, Limited, "nothing was sent: the record of limits cannot be used", err)
}

// blocked gives the refusal for the longest block that covers the call.
func (c *Client) blocked(ctx context.Context, call Call, now time.Time) *Error {
	list, err := c.cfg.Limits.Blocked(ctx, c.cfg.Provider, now)
	if err != nil {
		return c.ledger(ctx, call, err)
	}
	var longest Block
	for _, b := range list {
		covers := b.Scope == "account" || b.Scope == "" || b.Scope == call.Budget.Name
		if covers && b.Until.After(now) && b.Until.After(longest.Until) {
			longest = b
		}
	}
	if longest.Until.IsZero() {
		return nil
	}
	e := c.local(call, Limited, longest.Reason, nil)
	e.Scope, e.Until, e.Estimated = longest.Scope, longest.Until, longest.Estimated
	return e
}

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
			c.mu.Unlock()
		}
	case e.Kind == Limited && e.Scope != "":
		c.hold(req.Context(), call, e)
	case e.Kind == Server:
		e.Until = headerWait(e.Header, time.Now())
	}
}

// hold records the pause: the provider's own time, a second and a little more
// so that not every process comes back at once; a minute, doubled up to a
// quarter of an hour, when it named none (reliability.md rule 13).
func (c *Client) hold(ctx context.Context, call Call, e *Error) {
	now := time.Now()
	if e.Until.IsZero() || !e.Until.After(now) {
		c.mu.Lock()
		n := c.strikes[e.Scope]
		c.strikes[e.Scope] = n + 1
		c.mu.Unlock()
		e.Until, e.Estimated = now.Add(min(time.Minute<<min(n, 4), 15*time.Minute)), true
	}
	if e.Until.After(now.Add(longestWait)) {
		e.Until, e.Estimated = now.Add(longestWait), true
	}
	e.Until = e.Until.Add(time.Second + rand.N(5*time.Second))
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
// refusal of a key that works.
func (c *Client) calm(call Call) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.strikes, or(call.Budget.Name, "account"))
	c.quota = min(c.quota+1, fullQuota)
	if !call.NoKey {
		c.refused = Secret{}
	}
}

// again waits before another attempt at a read and says whether to make one.
func (c *Client) again(ctx context.Context, call Call, e *Error, attempt int) bool {
	if call.act() || call.Once || attempt >= 3 || e.Local {
		return false
	}
	cost := 5
	switch e.Kind {
	case Offline, Server:
	case Unanswered:
		cost = 10
	case Malformed:
		if attempt > 0 || e.Message != "it is not complete JSON" {
			return false
		}
	default:
		return false
	}
	wait := rand.N(min(500*time.Millisecond<<attempt, 20*time.Second))
	if !e.Until.IsZero() {
		wait = max(wait, time.Until(e.Until))
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= wait || !c.spend(cost) {
		return false
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// spend takes from the quota that keeps retries from feeding an outage: only
// answers fill it again.
func (c *Client) spend(cost int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.quota < cost {
		return false
	}
	c.quota -= cost
	return true
}

// headerWait reads the latest moment named by Retry-After (seconds or a date)
// and X-Ratelimit-Reset (unix seconds), on our clock; zero when none is ahead.
func headerWait(h http.Header, now time.Time) time.Time {
	there := dateOf(h, now)
	var latest time.Time
	for _, wait := range []time.Duration{retryAfter(h.Get("Retry-After"), there), resetAfter(h.Get("X-Ratelimit-Reset"), there)} {
		if wait > 0 && now.Add(wait).After(latest) {
			latest = now.Add(wait)
		}
	}
	return latest
}

func retryAfter(text string, there time.Time) time.Duration {
	text = strings.TrimSpace(text)
	if at, err := http.ParseTime(text); err == nil {
		return at.Sub(there)
	}
	return seconds(text)
}

// resetAfter reads unix seconds, unix milliseconds, or seconds from now.
func resetAfter(text string, there time.Time) time.Duration {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	switch {
	case err != nil || !(n > 0):
		return 0
	case n >= 1e12:
		return time.UnixMilli(int64(min(n, 1e15))).Sub(there)
	case n >= 1e9:
		return time.Unix(int64(n), 0).Sub(there)
	}
	return seconds(text)
}

func seconds(text string) time.Duration {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || !(n > 0) {
		return 0
	}
	return time.Duration(min(n, (2 * longestWait).Seconds()) * float64(time.Second))
}

func dateOf(h http.Header, otherwise time.Time) time.Time {
	if at, err := http.ParseTime(h.Get("Date")); err == nil {
		return at
	}
	return otherwise
}

// learnClock takes the difference of the clocks from an answer that came fast
// enough to tell; a Date names the second that had begun.
func (c *Client) learnClock(h http.Header, start time.Time) {
	at, err := http.ParseTime(h.Get("Date"))
	took := time.Since(start)
	if err != nil || took > 5*time.Second {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.skew = at.Add(500 * time.Millisecond).Sub(start.Add(took / 2))
}
