package platfone

import "strconv"

// Cents is an amount of US cents.
type Cents int64

// String writes the amount in dollars: "$0.34", "-$3.50".
func (c Cents) String() string {
	sign, n := "", uint64(c)
	if c < 0 {
		sign, n = "-", -uint64(c)
	}
	cents := strconv.FormatUint(n%100, 10)
	if len(cents) == 1 {
		cents = "0" + cents
	}
	return sign + "$" + strconv.FormatUint(n/100, 10) + "." + cents
}

// Price is an amount that the provider may leave out. An unknown price is not zero.
type Price struct {
	Cents Cents
	Known bool
}

// Known makes a price that the provider has stated.
func Known(c Cents) Price { return Price{Cents: c, Known: true} }

// String writes the amount in dollars, or "–" when it is unknown.
func (p Price) String() string {
	if !p.Known {
		return "–"
	}
	return p.Cents.String()
}

// MarshalJSON writes integer cents, or null when the amount is unknown.
func (p Price) MarshalJSON() ([]byte, error) {
	if !p.Known {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(p.Cents), 10), nil
}

// UnmarshalJSON reads integer cents. Anything else, null included, leaves the price unknown:
// an odd amount must not cost the rest of the row (api.md 1.5).
func (p *Price) UnmarshalJSON(b []byte) error {
	*p = Price{}
	if n, err := strconv.ParseInt(string(b), 10, 64); err == nil {
		*p = Known(Cents(n))
	}
	return nil
}
