package rest

import (
	"context"
	"math/rand/v2"
	"time"
)

// fullQuota is what retries may draw on: 5 for each, 10 after a timeout.
const fullQuota = 100

// again waits before another attempt at a read and says whether to make one.
func (c *Client) again(ctx context.Context, call Call, e *Error, attempt int) bool {
	if call.act() || call.Once || attempt >= 3 {
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
