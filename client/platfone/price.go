package platfone

import (
	"context"
	"fmt"

	"switchboard/client/money"
)

// PairPrice is what one service costs in one country. Everything but the two ids may be
// missing from the provider's answer.
type PairPrice struct {
	ServiceID string
	CountryID string
	Min       money.Price
	Max       money.Price
	Suggested money.Price
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
	if money, err := readObject(o.value("price")); err == nil {
		p.Min, p.Max, p.Suggested = money.price("min"), money.price("max"), money.price("suggested")
	}
	if quality, err := readObject(o.value("quality")); err == nil {
		p.Quality, p.Rated = quality.real("avg")
	}
	return nil
}

// SoldOut reports whether the provider said that no number is left.
func (p PairPrice) SoldOut() bool { return p.Counted && p.Count == 0 }

// Price reads what a service costs in a country now.
func (c *Client) Price(ctx context.Context, service, country string) (PairPrice, error) {
	e := epPrice
	if err := checked(e, CheckServiceID(service), CheckCountryID(country)); err != nil {
		return PairPrice{}, err
	}
	var p PairPrice
	_, err := c.shared(ctx, e, pairPaths, []string{service, country}, nil, &p)
	p.ServiceID, p.CountryID = service, country
	return p, err
}

// PricesByCountry reads the prices of all services in one country, or in all of them when
// country is empty, which may be tens of megabytes.
func (c *Client) PricesByCountry(ctx context.Context, country string) ([]PairPrice, error) {
	e := epPricesByCountry
	if err := checked(e, optional(CheckCountryID, country)); err != nil {
		return nil, err
	}
	t := priceTable{outer: "country_id", inner: "services"}
	_, err := c.shared(ctx, e, byCountryPaths, nil, query("country_id", country), &t)
	return t.rows, err
}

// PricesByService reads the prices of one service in all countries, or of all services when
// service is empty.
func (c *Client) PricesByService(ctx context.Context, service string) ([]PairPrice, error) {
	e := epPricesByService
	if err := checked(e, optional(CheckServiceID, service)); err != nil {
		return nil, err
	}
	t := priceTable{outer: "service_id", inner: "countries"}
	_, err := c.shared(ctx, e, byServicePaths, nil, query("service_id", service), &t)
	return t.rows, err
}

// priceTable reads a list of groups, each with an id under outer and its pairs under inner.
// A pair or a group without ids is left out.
type priceTable struct {
	outer, inner string
	rows         []PairPrice
}

func (t *priceTable) UnmarshalJSON(b []byte) error {
	groups, err := cutArray(b)
	if err != nil {
		return fmt.Errorf("reading prices: %w", err)
	}
	t.rows = nil
	for _, group := range groups {
		o, err := readObject(group)
		if err != nil || o.text(t.outer) == "" {
			continue
		}
		var pairs list[PairPrice, *PairPrice]
		if pairs.UnmarshalJSON(o.value(t.inner)) != nil {
			continue
		}
		for _, p := range pairs.items {
			if t.outer == "country_id" {
				p.CountryID = o.text(t.outer)
			} else {
				p.ServiceID = o.text(t.outer)
			}
			if p.CountryID != "" && p.ServiceID != "" {
				t.rows = append(t.rows, p)
			}
		}
	}
	return nil
}
