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

// CameBy is when a code of the number a came or, where nobody was looking, by when it had: no later than the number's last
// change, and no earlier than its order. It only says which of two codes is the newer one; what is told is Came.
func (a Activation) CameBy(c Code) time.Time {
	if at := a.Came(c); !at.IsZero() {
		return at
	}
	if c.Round == a.Round && !a.UpdatedAt.IsZero() && a.UpdatedAt.Before(c.Seen) && !a.UpdatedAt.Before(c.Ordered) {
		return a.UpdatedAt
	}
	if c.Late && !c.Ordered.IsZero() {
		return c.Ordered
	}
	return c.Seen
}

// OrOwn are the codes that the journal has of the number, or the one of its own row where a journal that was lost had them.
func (a Activation) OrOwn(codes []Code) []Code {
	if len(codes) > 0 || !a.HasCode() || a.Code == Purged {
		return codes
	}
	return []Code{{ActivationID: a.ID, CustomerID: a.CustomerID, ServiceID: a.ServiceID, CountryID: a.CountryID, Phone: a.Phone,
		Round: a.Round, Code: a.Code, Text: a.Text, Ordered: a.CreatedAt, Seen: a.Seen}}
}

// Newer reports whether a code of the number a is newer than best, of the number of, as a person means it who asks for the
// newest. One whose time is known comes before those that were there before anybody looked: these are from before an
// end or another SMS. Of two that came at once the later number's counts; the zero best is none.
func Newer(c Code, a Activation, best Code, of Activation) bool {
	if none := best.ActivationID == ""; none || c.ActivationID == best.ActivationID {
		return none || c.Round > best.Round
	}
	if known, was := !a.Came(c).IsZero(), !of.Came(best).IsZero(); known != was {
		return known
	}
	if at, than := a.CameBy(c), of.CameBy(best); !at.Equal(than) {
		return at.After(than)
	}
	return a.CreatedAt.After(of.CreatedAt)
}
