package rest

import (
	"context"
	"time"
)

// Keyless is the refusal of what needs a key that is not there: nobody refused it, and nothing
// was sent.
func (c *Client) Keyless(op string) *Error {
	why := ""
	if c.cfg.Keyless != nil {
		why = c.cfg.Keyless()
	}
	return c.local(Call{Op: op}, NoKey, why, nil)
}

// gate refuses here what must not leave: inside a block, over the budget.
func (c *Client) gate(ctx context.Context, call Call) *Error {
	if ctx.Err() != nil {
		return c.local(call, Canceled, "", ctx.Err())
	}
	now := time.Now()
	if !call.Probe {
		if e := c.blocked(ctx, call, now); e != nil {
			return e
		}
	}
	wait, err := c.cfg.Limits.Take(ctx, c.cfg.Provider, call.Budget, now)
	if err != nil {
		return c.ledger(ctx, call, err)
	}
	if wait > 0 && !call.Probe {
		e := c.local(call, Limited, "", nil)
		e.Scope, e.Until, e.Keeps = call.Budget.Name, now.Add(wait), call.Budget.Allowed()
		return e
	}
	return nil
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
