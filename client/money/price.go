package money

import "strconv"

// Price is an amount that may not be known. An unknown price is not zero.
type Price struct {
	Cents Cents
	Known bool
}

// Known makes a price of an amount that was stated.
func Known(c Cents) Price { return Price{Cents: c, Known: true} }

// String writes the amount for people, "–" when it is unknown.
func (p Price) String() string {
	if !p.Known {
		return "–"
	}
	return p.Cents.String()
}

// Plus adds what is known of the two.
func (p Price) Plus(q Price) Price {
	if !p.Known {
		return q
	}
	return Known(p.Cents + q.Cents)
}

// MarshalJSON writes integer cents, or null when the amount is unknown.
func (p Price) MarshalJSON() ([]byte, error) {
	if !p.Known {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(p.Cents), 10), nil
}

// UnmarshalJSON reads integer cents. Anything else, null included, leaves the price unknown:
// an odd amount must not cost the rest of the row.
func (p *Price) UnmarshalJSON(b []byte) error {
	*p = Price{}
	if n, err := strconv.ParseInt(string(b), 10, 64); err == nil {
		*p = Known(Cents(n))
	}
	return nil
}
