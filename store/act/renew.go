package act

import (
	"fmt"

	"switchboard/client/money"
)

// MostRepeats is how often at the most an order is made again by itself.
const MostRepeats = 20

// Repeat is how often an order is made again when its number ends without a
// code, and the most that all those orders may cost together, in cents. The
// zero value is never.
type Repeat struct {
	Times int
	Most  money.Cents
}

// CheckTimes says how often an order may be made again.
func CheckTimes(n int) error {
	if n < 1 || n > MostRepeats {
		return fmt.Errorf("a whole number, from 1 to %d", MostRepeats)
	}
	return nil
}

// Check says what cannot be, of an order that may cost up to each.
func (r Repeat) Check(each money.Cents) error {
	if err := CheckTimes(r.Times); err != nil {
		return fmt.Errorf("how often again: %w", err)
	}
	if r.Most < each {
		return fmt.Errorf("at most in all: %s is less than the %s that one order may cost", r.Most, each)
	}
	return nil
}

// Whole is the same with what so many orders come to, where no amount was said.
func (r Repeat) Whole(each money.Cents) Repeat {
	if r.Most == 0 {
		r.Most = each * money.Cents(r.Times)
	}
	return r
}

// String says how often, and for how much.
func (r Repeat) String() string {
	if r.Times == 1 {
		return fmt.Sprintf("once, for at most %s", r.Most)
	}
	return fmt.Sprintf("up to %d times, at most %s in all", r.Times, r.Most)
}

// Renewal is how far an order that is made again by itself has come.
type Renewal struct {
	Repeat
	Made  int
	Spent money.Cents // the most that those made may cost
}

// Over is why an order that may cost up to each is not made once more; "" is
// that it is.
func (r Renewal) Over(each money.Cents) string {
	switch {
	case r.Made >= r.Times:
		return fmt.Sprintf("no more than %d %s agreed to", r.Times, map[bool]string{true: "was", false: "were"}[r.Times == 1])
	case r.Spent+each > r.Most:
		return fmt.Sprintf("%s more would be over the %s that was agreed to in all", each, r.Most)
	}
	return ""
}

// Renew has a number's order made again each time it ends without a code, while
// this program runs. No outcome.
type Renew struct {
	ID     string
	Repeat Repeat
}

// Provider implements Act.
func (Renew) Provider() string { return sms }

// Op implements Act.
func (Renew) Op() string { return "sms.renew" }
