package ordering

import (
	"context"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
)

// loadMarket reads what the chosen service costs everywhere, and how it did here.
func (s *sheet) loadMarket() tea.Cmd {
	service, ok := s.service.Choice()
	if !ok {
		return nil
	}
	book, since := s.c.book, s.c.kit.Now().Add(-recordOf)
	return s.readMkt.Load(s.c.kit.Ctx, func(ctx context.Context) (market, error) {
		m := market{service: service.ID, prices: map[string]store.Price{}, records: map[string]store.PairRecord{}}
		prices, err := book.Prices(ctx, service.ID)
		if err != nil {
			return m, err
		}
		for _, p := range prices {
			m.prices[p.CountryID] = p
		}
		records, err := book.PairRecords(ctx, service.ID, since)
		for _, r := range records {
			m.records[r.CountryID] = r
		}
		return m, err
	})
}

func (s *sheet) chosenPair() (service, country string, ok bool) {
	sv, ok1 := s.service.Choice()
	co, ok2 := s.country.Choice()
	return sv.ID, co.ID, ok1 && ok2
}

// pairAt is the pair whose price matters now: the one under the cursor while
// countries are looked at, else the chosen one.
func (s *sheet) pairAt() (service, country string, ok bool) {
	if s.at == onCountry {
		sv, ok1 := s.service.Choice()
		co, ok2 := s.country.Current()
		return sv.ID, co.ID, ok1 && ok2
	}
	return s.chosenPair()
}

// settling arms the question for the price of what the cursor stands on.
func (s *sheet) settling() tea.Cmd {
	if s.at != onCountry {
		return nil
	}
	s.settle++
	n, ctx := s.settle, s.c.kit.Ctx
	return func() tea.Msg {
		t := time.NewTimer(highlight)
		defer t.Stop()
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
			return settled{s, n}
		}
	}
}

// reprice asks what the pair costs now, unless the price is fresh or asked for already.
func (s *sheet) reprice() tea.Cmd {
	service, country, ok := s.pairAt()
	if !ok || s.c.desk.Refusal() != "" {
		return nil
	}
	p := s.market.prices[country]
	if s.market.service == service && s.c.kit.Now().Sub(p.Seen) < fresh || s.priced == service+"/"+country {
		return nil
	}
	s.priced = service + "/" + country
	desk, ctx := s.c.desk, s.c.kit.Ctx
	return func() tea.Msg {
		// What goes wrong here is on the strip: the price simply stays as old as it is.
		_ = desk.RefreshPrice(ctx, service, country)
		return nil
	}
}

func (s *sheet) refreshPrices() tea.Cmd {
	service, ok := s.service.Choice()
	if !ok || s.c.desk.Refusal() != "" {
		return nil
	}
	desk, ctx := s.c.desk, s.c.kit.Ctx
	return func() tea.Msg {
		_ = desk.RefreshPrices(ctx, service.ID)
		return nil
	}
}

func (s *sheet) refreshBalance() tea.Cmd {
	customer, ok := s.customer.Choice()
	if !ok || s.c.desk.Refusal() != "" {
		return nil
	}
	desk, ctx := s.c.desk, s.c.kit.Ctx
	return func() tea.Msg {
		_ = desk.RefreshBalance(ctx, customer.ID)
		return nil
	}
}

// price is what is known of the chosen pair.
func (s *sheet) chosenPrice() (store.Price, bool) {
	service, country, ok := s.chosenPair()
	if !ok || s.market.service != service {
		return store.Price{}, false
	}
	p, ok := s.market.prices[country]
	return p, ok && p.Suggested.Known
}

// before stands for the pair of a ceiling that was written before one was chosen.
const before = "*"

// pair names what is chosen, empty until both are.
func (s *sheet) chosen() string {
	if service, country, ok := s.chosenPair(); ok {
		return service + "/" + country
	}
	return ""
}

// ownCeiling notes that the person wrote the ceiling: it holds for this pair,
// and what another one costs is another matter.
func (s *sheet) ownCeiling() {
	if s.ceilingOf = s.chosen(); s.ceilingOf == "" {
		s.ceilingOf = before
	}
}

// suggest sets the ceiling to the suggested price and 15 % more, unless the
// person wrote one for what is chosen.
func (s *sheet) suggest() {
	pair := s.chosen()
	if s.ceilingOf == before && pair != "" {
		s.ceilingOf = pair
	}
	if pair == "" || s.ceilingOf == pair {
		return
	}
	p, ok := s.chosenPrice()
	if !ok {
		s.ceiling.SetValue("")
		return
	}
	ceiling, _ := p.Suggested.Cents.Markup(15)
	ceiling = min(ceiling, platfone.MaxCeiling)
	if most := s.c.set.MaxPerOrder; most.Known {
		ceiling = min(ceiling, most.Cents)
	}
	s.ceiling.SetValue(ceiling.Plain())
}

// rating writes the provider's quality figure; its scale is not documented, so it is shown as it is.
func rating(q float64) string { return strconv.FormatFloat(q, 'g', 2, 64) }

// chosenCustomer is the customer as the store knows it.
func (s *sheet) chosenCustomer() (store.Customer, bool) {
	o, ok := s.customer.Choice()
	if !ok {
		return store.Customer{}, false
	}
	for _, c := range s.facts.customers {
		if c.ID == o.ID {
			return c, true
		}
	}
	return store.Customer{}, false
}

var _ pane.Sheet = (*sheet)(nil)
