package platfone

import (
	"strings"
	"time"
)

// State is the one word a row shows for an activation.
type State int

// The states of a row.
const (
	Odd State = iota // a combination nobody documented: show the raw words
	Waiting
	CodeReady
	Again
	Closing
	Done
	Expired
	Canceled
	Refunded
)

// String is the word in capitals; "ODD" for a combination without one.
func (s State) String() string {
	switch s {
	case Waiting:
		return "WAITING"
	case CodeReady:
		return "CODE"
	case Again:
		return "NEXT SMS"
	case Closing:
		return "EXPIRING"
	case Done:
		return "DONE"
	case Expired:
		return "EXPIRED"
	case Canceled:
		return "CANCELED"
	case Refunded:
		return "REFUNDED"
	}
	return "ODD"
}

// Free reports whether nothing was charged and nothing will be.
func (s State) Free() bool { return s == Expired || s == Canceled }

// State sums up the four statuses. now is the provider's time: past expire_at an activation
// is closing even while it still says active. A code
// wins over an sms_status that denies it.
func (a Activation) State(now time.Time) State {
	code := a.HasCode()
	switch {
	case a.Billing == BillingRefunded:
		return Refunded
	case a.Status == StatusActive:
		return a.running(now, code)
	case a.Status == StatusCanceled && !code && a.Billing == BillingReleased:
		return Canceled
	case a.Status == StatusExpired && !code && a.Billing == BillingReleased:
		return Expired
	case a.Status.Ended() && a.Status != StatusCanceled && code && a.Billing == BillingBilled:
		return Done
	}
	return Odd
}

// running is State for an activation that says it is active.
func (a Activation) running(now time.Time, code bool) State {
	held := a.Billing == BillingReserved
	charged := a.Billing == BillingBilled
	switch {
	case !a.ExpireAt.IsZero() && !now.Before(a.ExpireAt):
		return Closing
	case a.SMS == RetryRequested && charged:
		return Again
	case a.SMS.Known() && a.SMS != RetryRequested && code && (held || charged):
		return CodeReady
	case a.SMS == SMSRequested && held:
		return Waiting
	}
	return Odd
}

// RawWords are the provider's own words for the three statuses, for the rows that are Odd.
func (a Activation) RawWords() string {
	words := make([]string, 0, 3)
	for _, w := range []string{string(a.SMS), string(a.Status), string(a.Billing)} {
		if w == "" {
			w = "–"
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}
