package platfone

import (
	"time"

	"switchboard/client/money"
)

// The success rule: within a day, at least
// 7 % of the numbers ordered must receive a message, or ordering is blocked for a day. It
// is applied from the 10th number on. The document does not say whether it counts the
// account or each service and country, so records are kept of both.
const (
	SuccessWindow  = 24 * time.Hour
	SuccessFrom    = 10 // orders before which the rule is not applied
	SuccessPercent = 7
	warnPercent    = 15
	askPercent     = 10
)

// Record counts what was ordered and what received a message within SuccessWindow. Canceled
// and expired numbers count as ordered; asking for another message does not count again.
type Record struct {
	Ordered  int
	Received int
}

// below reports whether the rate is under percent, without fractions.
func (r Record) below(percent int) bool {
	return r.Ordered >= SuccessFrom && r.Received*100 < percent*r.Ordered
}

// Blocked reports whether the provider's rule blocks ordering.
func (r Record) Blocked() bool { return r.below(SuccessPercent) }

// Rate is the percentage rounded down, so that 6.99 is not shown as 7; false while there
// are too few orders for it to mean anything.
func (r Record) Rate() (percent int, ok bool) {
	if r.Ordered < SuccessFrom {
		return 0, false
	}
	return money.Share(r.Received, r.Ordered), true
}

// After is the record once n more numbers were ordered and none of them received anything.
func (r Record) After(n int) Record { return Record{Ordered: r.Ordered + n, Received: r.Received} }

// Headroom is how many more numbers can fail in a row before the rule blocks.
func (r Record) Headroom() int {
	safe := max(r.Received*100/SuccessPercent, SuccessFrom-1)
	return max(0, safe-r.Ordered)
}

// Caution says how carefully the next number is to be ordered.
type Caution int

// The degrees of caution.
const (
	Safe    Caution = iota
	Warn            // the rate is under 15 %
	Ask             // the rate is under 10 %, or one more failure blocks
	Stopped         // the rule blocks already
)

// Caution weighs one more order that may fail.
func (r Record) Caution() Caution {
	switch {
	case r.Blocked():
		return Stopped
	case r.below(askPercent), r.After(1).Blocked():
		return Ask
	case r.below(warnPercent):
		return Warn
	}
	return Safe
}
