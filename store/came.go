package store

import (
	"time"

	"switchboard/client/platfone"
)

// watchGap is how much later than a change a number that is watched is heard of
// at most: polls are ten seconds apart, and two clocks differ a little.
const watchGap = 30 * time.Second

// Came is when a code came to its number, a, as that is known now: by the
// provider's word where its last change of the number was this code, and when it
// was heard of here only where the number was watched. Zero is that nobody was looking.
func (a Activation) Came(c Code) time.Time {
	newest := c.Round == a.Round && (a.SMS == platfone.SMSReceived || a.SMS == platfone.RetryReceived)
	switch {
	case c.Round == 0 && !a.CodeAt.IsZero():
		return a.CodeAt
	case newest && lastChangedByCode(a.Activation) && !a.UpdatedAt.IsZero() && !a.UpdatedAt.Before(c.Ordered):
		if a.UpdatedAt.Before(c.Seen) {
			return a.UpdatedAt
		}
		return c.Seen
	case c.Late, !a.UpdatedAt.IsZero() && a.UpdatedAt.Before(c.Seen.Add(-watchGap)): // it was there before it was heard of
		return time.Time{}
	}
	return c.Seen
}
