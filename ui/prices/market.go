package prices

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/filter"
)

// market is whose prices are listed: of a service in every country, or of a
// country for every service. One of the two is set; the zero is none.
type market struct{ service, country string }

// The kinds of a market, as the store knows what was chosen last.
const (
	aService = "service"
	aCountry = "country"
)

func marketOf(id string) market {
	kind, of, _ := strings.Cut(id, "/")
	if kind == aService {
		return market{service: of}
	}
	return market{country: of}
}

// row is one price of a market, named by the other side of its pair.
type row struct {
	store.Price
	name   string
	words  []string // other names it is found by
	record platfone.Record
	off    string // why nothing is ordered there, "" when that can be
}

func (r row) key() string { return r.ServiceID + "/" + r.CountryID }

// fits reports whether the row has every word of a filter in one of its names.
func (r row) fits(typed string) bool {
	for _, want := range strings.Fields(filter.Fold(typed)) {
		if !slices.ContainsFunc(append([]string{r.name, r.ServiceID, r.CountryID}, r.words...), func(s string) bool { return strings.Contains(filter.Fold(s), want) }) {
			return false
		}
	}
	return true
}

// read brings the saved prices of a market with the own record of each, the cheapest first; what has no price is last.
func (p *Prices) read(ctx context.Context, m market, c catalogue, since time.Time) ([]row, error) {
	prices, records := p.book.PricesIn, p.book.PairRecordsIn
	of := m.country
	if m.service != "" {
		prices, records, of = p.book.Prices, p.book.PairRecords, m.service
	}
	list, err := prices(ctx, of)
	if err != nil {
		return nil, err
	}
	own, err := records(ctx, of, since)
	had := map[string]platfone.Record{}
	for _, r := range own {
		had[r.ServiceID+"/"+r.CountryID] = r.Record
	}
	rows := make([]row, len(list))
	for i, price := range list {
		r := c.row(m, price)
		r.record = had[r.key()]
		rows[i] = r
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		switch {
		case a.Suggested.Known != b.Suggested.Known:
			if a.Suggested.Known {
				return -1
			}
			return 1
		case a.Suggested.Cents != b.Suggested.Cents:
			return cmp.Compare(a.Suggested.Cents, b.Suggested.Cents)
		}
		return strings.Compare(a.name, b.name)
	})
	return rows, err
}

// stale reports whether a choice should ask for the prices of a market. How old the saved ones are does not say it: they may be
// a few of them, read with other markets.
func (p *Prices) stale(m market) bool {
	heard, ok := p.heard[m]
	return !ok || p.kit.Now().Sub(heard) >= fresh
}

// ask asks the provider for the prices of a market.
func (p *Prices) ask(ctx context.Context, m market) error {
	switch {
	case m.service != "":
		return p.desk.RefreshPrices(ctx, m.service)
	case m.country != "":
		return p.desk.RefreshPricesIn(ctx, m.country)
	}
	return p.desk.RefreshCatalogue(ctx)
}
