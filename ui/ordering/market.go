package ordering

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
)

// loadMarket reads what the chosen service costs everywhere, and how it did here.
func (s *sheet) loadMarket() tea.Cmd {
	service := s.chosen(onService)
	if service == "" {
		return nil
	}
	book, since := s.c.book, s.c.kit.Now().Add(-recordOf)
	return s.readMkt.Load(s.c.kit.Ctx, func(ctx context.Context) (market, error) {
		m := market{service: service, prices: map[string]store.Price{}, records: map[string]store.PairRecord{}}
		prices, err := book.Prices(ctx, service)
		if err != nil {
			return m, err
		}
		for _, p := range prices {
			m.prices[p.CountryID] = p
		}
		records, err := book.PairRecords(ctx, service, since)
		for _, r := range records {
			m.records[r.CountryID] = r
		}
		return m, err
	})
}

func (s *sheet) chosenPair() (service, country string, ok bool) {
	service, country = s.chosen(onService), s.chosen(onCountry)
	return service, country, service != "" && country != ""
}

// pairAt is the pair whose price matters now: the one under the cursor while
// countries are looked at, else the chosen one.
func (s *sheet) pairAt() (service, country string, ok bool) {
	if s.at == onCountry {
		service = s.chosen(onService)
		o, found := s.pickers[onCountry].Current()
		return service, o.ID, service != "" && found
	}
	return s.chosenPair()
}

// pricing reports whether the price of the chosen pair is still to come.
func (s *sheet) pricing() bool {
	return s.readMkt.Busy() || s.asking > 0
}

// settling arms the question for the price of what the cursor stands on.
func (s *sheet) settling() tea.Cmd {
	if s.at != onCountry {
		return nil
	}
	s.settle++
	return pane.After(s.c.kit.Ctx, highlight, settled{s, s.settle})
}

// reprice asks what the pair costs now, unless the price is fresh or asked for already.
func (s *sheet) reprice() tea.Cmd {
	service, country, ok := s.pairAt()
	p := s.market.prices[country]
	if !ok || s.market.service == service && s.c.kit.Now().Sub(p.Seen) < fresh || s.priced == service+"/"+country {
		return nil
	}
	s.priced = service + "/" + country
	return s.ask(func(ctx context.Context, d Desk) error { return d.RefreshPrice(ctx, service, country) })
}

func (s *sheet) refreshPrices() tea.Cmd {
	service := s.chosen(onService)
	if service == "" {
		return nil
	}
	return s.ask(func(ctx context.Context, d Desk) error { return d.RefreshPrices(ctx, service) })
}

func (s *sheet) refreshBalance() tea.Cmd {
	customer, desk, ctx := s.chosen(onCustomer), s.c.desk, s.c.kit.Ctx
	if customer == "" {
		return nil
	}
	return func() tea.Msg {
		_ = desk.RefreshBalance(ctx, customer)
		return nil
	}
}

// asked says that a question for a price has come back.
type asked struct{ to *sheet }

// ask asks the provider for prices. What goes wrong there is on the strip: a
// price simply stays as old as it is.
func (s *sheet) ask(read func(context.Context, Desk) error) tea.Cmd {
	desk, ctx := s.c.desk, s.c.kit.Ctx
	s.asking++
	return func() tea.Msg {
		_ = read(ctx, desk)
		return asked{s}
	}
}

// chosenPrice is what is known of the chosen pair.
func (s *sheet) chosenPrice() (store.Price, bool) {
	service, country, ok := s.chosenPair()
	if !ok || s.market.service != service {
		return store.Price{}, false
	}
	p, ok := s.market.prices[country]
	return p, ok && p.Suggested.Known
}

// before stands for the pair of a price that was written before one was chosen.
const before = "*"

// pair names what is chosen, empty until both are.
func (s *sheet) pair() string {
	if service, country, ok := s.chosenPair(); ok {
		return service + "/" + country
	}
	return ""
}

// holdMax notes that the person wrote the most they pay: it holds for this
// pair, and what another one costs is another matter.
func (s *sheet) holdMax() {
	if s.maxOf = s.pair(); s.maxOf == "" {
		s.maxOf = before
	}
}

// ownMax reports whether the person wrote the most they pay for what is chosen.
func (s *sheet) ownMax() bool { return s.maxOf != "" && (s.maxOf == before || s.maxOf == s.pair()) }

// suggest sets the most to be paid to the usual one,
// unless the person wrote one for what is chosen.
func (s *sheet) suggest() {
	pair := s.pair()
	if s.maxOf == before && pair != "" {
		s.maxOf = pair
	}
	if pair == "" || s.maxOf == pair {
		return
	}
	p, ok := s.chosenPrice()
	if !ok {
		s.max.SetValue("")
		return
	}
	if now := platfone.UsualMax(p.Suggested.Cents, s.c.set.MaxPerOrder).Plain(); now != s.max.Value() {
		s.max.SetValue(now)
	}
}

// payer is the chosen customer as the store knows them.
func (s *sheet) payer() (store.Customer, bool) {
	id := s.chosen(onCustomer)
	for _, c := range s.facts.customers {
		if c.ID == id {
			return c, true
		}
	}
	return store.Customer{}, false
}

var _ pane.Sheet = (*sheet)(nil)
