package retail

import (
	"fmt"
	"net/http"
	"time"
)

// The limits of the retail document.
const (
	maxActive   = 20             // active numbers per API key
	rateFrom    = 10             // orders before the success rate counts
	ratePercent = 7              // least success rate
	rateWindow  = 24 * time.Hour // of the success rate, and length of its block
	unblocks    = 3              // by the operator per rateWindow
)

// perMinute holds the calls per minute of each class of route. A class that
// is not here has no limit.
var perMinute = map[string]int{
	"balance": 300, "order": 300, "retry": 50, "cancel": 50, "finalize": 50, "history": 6, "transactions": 6,
	"get": 300, "countries": 15, "services": 15, "popular": 15, "prices/countries": 6, "prices/services": 6, "price": 60,
}

// spend takes one call of a class from the running minute.
func (s *Service) spend(class string, now time.Time) error {
	if s.noLimits {
		return nil
	}
	_, reset, ok := s.Windows.Take(class, perMinute[class], now)
	if ok {
		return nil
	}
	return &failure{status: http.StatusTooManyRequests, name: "TooManyRequestsException",
		message: fmt.Sprintf("Too many requests: %d in one minute are allowed", perMinute[class]), reset: reset}
}

// mayOrder holds an order against the two limits of numbers: 20 at a time,
// and 7 % of a day's orders received once there are ten.
func (s *Service) mayOrder(now time.Time) error {
	if s.Block.Until > now.Unix() {
		return s.blocked()
	}
	if s.noLimits {
		return nil
	}
	if len(s.live) >= maxActive {
		return fault(http.StatusTooManyRequests, "TooManyActivationsException",
			fmt.Sprintf("The maximum of %d active activations is reached; cancel or finalize one first", maxActive))
	}
	ordered, received := s.record(now)
	if ordered >= rateFrom && received*100 < ratePercent*ordered {
		s.Block.Until = now.Add(rateWindow).Unix()
		return s.blocked()
	}
	return nil
}

// record counts the orders of the window and those that received an SMS.
// Cancelled, expired and waiting ones count as ordered, retries do not.
func (s *Service) record(now time.Time) (ordered, received int) {
	since := max(now.Add(-rateWindow).Unix(), s.Block.Since)
	for i := len(s.Activations) - 1; i >= 0 && s.Activations[i].Created > since; i-- {
		ordered++
		if s.Activations[i].SMS != smsRequested {
			received++
		}
	}
	return ordered, received
}

func (s *Service) blocked() error {
	return &failure{status: http.StatusTooManyRequests, name: "LowSuccessRateException",
		message: fmt.Sprintf("The success rate is below %d %%. The account is blocked until %s",
			ratePercent, time.Unix(s.Block.Until, 0).UTC().Format(time.RFC3339)),
		extra: map[string]any{"unblockAt": s.Block.Until}}
}

// unblock lifts the block as the operator's dashboard does, three times in a
// day. Orders made until now no longer count.
func (s *Service) unblock(now time.Time) error {
	recent := s.Block.Unblocked[:0]
	for _, at := range s.Block.Unblocked {
		if at > now.Add(-rateWindow).Unix() {
			recent = append(recent, at)
		}
	}
	if len(recent) >= unblocks {
		return fmt.Errorf("the account was unblocked %d times in the last 24 hours; no more is allowed", unblocks)
	}
	s.Block = block{Since: now.Unix(), Unblocked: append(recent, now.Unix())}
	return nil
}
