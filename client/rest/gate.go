package rest

import (
	"context"
	"time"
)

// keyless is why there is no key.
func (c *Client) keyless() string {
	if c.cfg.Keyless != nil {
		if why := c.cfg.Keyless(); why != "" {
			return why
		}
	}
	return "no key is set for " + Screen(c.cfg.Provider)
}

// pardonAfter is how long a refused key rests at least, also when another process is answered:
// that may have another key.
const pardonAfter = time.Minute

// gate refuses here what must not leave: without a key, with a key that was
// refused, inside a block, over the budget. It gives the key to send with.
func (c *Client) gate(ctx context.Context, call Call) (Secret, *Error) {
	var key Secret
	if c.cfg.Key != nil && !call.NoKey {
		key = c.cfg.Key()
		if key.Empty() {
			return key, c.local(call, Unauthorized, "nothing was sent: "+c.keyless(), nil)
		}
		c.mu.Lock()
		refused, since := !c.refused.Empty() && c.refused.Equal(key), c.since
		c.mu.Unlock()
		if refused && c.cfg.Accepted != nil && time.Since(since) >= pardonAfter && c.cfg.Accepted(ctx, since) {
			refused = false
		}
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
		e.Scope, e.Until, e.Keeps = call.Budget.Name, now.Add(wait), call.Budget.Allowed()
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
