package retail

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// Book is an invented history of any size, newest first, as the provider lists
// one. It is made row by row and held nowhere. The same seed, end and numbers
// give the same rows.
type Book struct {
	s                *Service
	end              time.Time // midnight (UTC) after the last day
	orders, people   int
	days             int
	popular, anybody []*service
}

const (
	longestBook = 3 * 365
	sparsestDay = 30 // orders, before a shorter history is made of them
)

// NewBook makes the history that ends with the day before end.
func NewBook(seed uint64, end time.Time, orders, people int) *Book {
	b := &Book{s: New(seed, Bare()), end: end.UTC().Truncate(24 * time.Hour), orders: orders, people: people}
	b.days = min(longestBook, max(1, orders/sparsestDay))
	b.popular = b.s.popularServices()
	b.anybody = slices.DeleteFunc(slices.Clone(b.s.catalog.services), func(one *service) bool { return one.Prohibited })
	return b
}

// Days is how many days the book has.
func (b *Book) Days() int { return b.days }

// Before is how many orders are newer than a day, counted back from the end.
func (b *Book) Before(day int) int {
	return int(math.Round(float64(b.orders) * b.weight(day) / b.weight(b.days)))
}

// weight is how much business the last days made: a business that grows by half
// a year, with quiet week's ends.
func (b *Book) weight(days int) float64 {
	w := 0.0
	for day := range days {
		one := math.Exp2(-float64(day) / 365)
		if d := b.end.AddDate(0, 0, -day-1).Weekday(); d == time.Saturday || d == time.Sunday {
			one *= 0.55
		}
		w += one
	}
	return w
}

// Day is a day's activations as the provider's objects, newest first; day 0 is
// the last one.
func (b *Book) Day(day int) ([]json.RawMessage, error) {
	dice := rand.New(rand.NewPCG(b.s.Seed, uint64(b.end.Unix())+uint64(day)))
	first, next := b.Before(day), b.Before(day+1)
	midnight := b.end.AddDate(0, 0, -day-1).Add(-time.Hour) // the newest has ended by the end
	rows := make([]*activation, 0, next-first)
	for serial := first; serial < next; serial++ {
		rows = append(rows, b.order(dice, day, serial, midnight.Add(moment(dice))))
	}
	slices.SortStableFunc(rows, func(x, y *activation) int { return int(y.Created - x.Created) })
	out := make([]json.RawMessage, len(rows))
	for i, a := range rows {
		var object bytes.Buffer
		e := json.NewEncoder(&object)
		e.SetEscapeHTML(false) // as the world's answers are
		if err := e.Encode(b.s.view(a)); err != nil {
			return nil, fmt.Errorf("writing an invented activation: %w", err)
		}
		out[i] = bytes.TrimSuffix(object.Bytes(), []byte("\n"))
	}
	return out, nil
}

// order makes one order and what became of it. Six routes have two thirds of
// all; each of them has a bad week now and then.
func (b *Book) order(dice *rand.Rand, day, serial int, at time.Time) *activation {
	l := lane{percent: 60 + dice.IntN(30), half: 20 + dice.Int64N(60)}
	bad := false
	if usual := lanes(); dice.IntN(3) > 0 {
		i := min(dice.IntN(len(usual)), dice.IntN(len(usual)))
		l, bad = usual[i], (day/7)%(9+i) == 2
	} else {
		l.service, l.country = b.elsewhere(dice)
	}
	a := b.s.ordered(laneSerial+serial, b.name(b.busy(dice)), l.service, l.country, at)
	b.s.overLane(dice, l, a, bad)
	return a
}

// elsewhere is a route that is no lane.
func (b *Book) elsewhere(dice *rand.Rand) (service, country string) {
	services, countries := b.anybody, b.s.catalog.countries
	if dice.IntN(4) > 0 {
		services = b.popular
	}
	if dice.IntN(3) > 0 {
		countries = countries[:9]
	}
	return services[dice.IntN(len(services))].ID, countries[dice.IntN(len(countries))].ID
}

// busy is whose order it is: a few order most.
func (b *Book) busy(dice *rand.Rand) int {
	x := dice.Float64()
	return int(float64(b.people) * x * x * x)
}

var (
	namesBefore = []string{"amber", "blue", "bright", "copper", "distant", "eastern", "fallow", "golden", "hollow", "iron", "little", "misty", "north", "old", "quiet", "red", "silver", "tall", "upper", "wild"}
	namesAfter  = []string{"anchor", "barn", "brook", "castle", "dale", "ferry", "forge", "garden", "harbor", "hill", "lantern", "market", "mill", "orchard", "pier", "quarry", "ridge", "stone", "tower", "yard"}
)

// name is a customer's id.
func (b *Book) name(i int) string {
	n := roll(b.s.Seed, "customer", i)
	word := namesBefore[n%uint64(len(namesBefore))] + namesAfter[n/100%uint64(len(namesAfter))]
	return fmt.Sprintf("%s%d", word, i)
}

// Customers are n customers from the i-th on, as the provider's objects. They
// are older than their orders.
func (b *Book) Customers(i, n int) ([]json.RawMessage, error) {
	var out []json.RawMessage
	for ; n > 0 && i < b.people; i, n = i+1, n-1 {
		x := roll(b.s.Seed, "account", i)
		c := customer{ID: b.name(i), Status: customerActive, Total: int64(x % 20000), Created: b.end.AddDate(0, 0, -b.days-1).Unix() - int64(x%(90*24*3600))}
		c.Updated = c.Created
		switch x / 20000 % 50 {
		case 0:
			c.Status = customerDisabled
		case 1, 2:
			c.Status = customerPaused
		}
		object, err := json.Marshal(c.view())
		if err != nil {
			return nil, fmt.Errorf("writing an invented customer: %w", err)
		}
		out = append(out, object)
	}
	return out, nil
}
