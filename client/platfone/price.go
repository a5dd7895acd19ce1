package platfone

import "fmt"

// PairPrice is what one service costs in one country. Everything but the two ids may be
// missing from the provider's answer.
type PairPrice struct {
	ServiceID string
	CountryID string
	Min       Price
	Max       Price
	Suggested Price
	Quality   float64 // average, on the provider's own undocumented scale
	Rated     bool    // Quality was stated
	Count     int64   // numbers for sale
	Counted   bool    // Count was stated; 0 then means none are left
}

// UnmarshalJSON reads the price, quality and count of a pair, and the ids when they are there.
func (p *PairPrice) UnmarshalJSON(b []byte) error {
	o, err := readObject(b)
	if err != nil {
		return fmt.Errorf("reading a price: %w", err)
	}
	*p = PairPrice{ServiceID: o.text("service_id"), CountryID: o.text("country_id")}
	p.Count, p.Counted = o.count("count")
	if money, err := readObject(o.fields["price"]); err == nil {
		p.Min, p.Max, p.Suggested = money.price("min"), money.price("max"), money.price("suggested")
	}
	if quality, err := readObject(o.fields["quality"]); err == nil {
		p.Quality, p.Rated = quality.real("avg")
	}
	return nil
}

// SoldOut reports whether the provider said that no number is left.
func (p PairPrice) SoldOut() bool { return p.Counted && p.Count == 0 }
