package ordering

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

const (
	// highlight is how long a pair must stand under the cursor before its price is asked for.
	highlight = 400 * time.Millisecond
	// fresh is how old a price may be before ordering asks again.
	fresh = time.Minute
	// recordOf is how far back the person's own record reaches.
	recordOf = 7 * 24 * time.Hour
	// manyCustomers is how many customers the picker offers; others are found by Customers.
	manyCustomers = 5000
	// mostPopular is how many of the provider's popular services stand in front of the others, behind the person's own.
	mostPopular = 9
	// lookBack is among how many of the newest numbers the last orders are looked for.
	lookBack = 50
)

// facts are what the sheet knows from the store.
type facts struct {
	draft     kept
	customers []store.Customer
	services  []platfone.Service
	countries []platfone.Country
	presets   []store.Preset
	last      []store.Activation // the last orders, each customer, service and country once
	recent    map[string]int     // "service/telegram", newest highest
	popular   map[string]int     // by service
	charges   map[string]platfone.Charge
	account   platfone.Record
	stands    []store.Standing // what keeps orders from being made, the worst first
	watched   map[string]money.Cents
}

// settled says that the cursor has stood still for a while.
type settled struct {
	to *sheet
	n  int
}

func (s *sheet) loadFacts() tea.Cmd {
	c, now := s.c, s.c.kit.Now()
	return s.readBook.Load(c.kit.Ctx, func(ctx context.Context) (facts, error) {
		f := facts{draft: c.readDraft(ctx), recent: map[string]int{}, popular: map[string]int{}}
		var err error
		for _, read := range []func() error{
			func() error {
				f.customers, err = c.book.Customers(ctx, store.CustomerFilter{}, "", manyCustomers)
				return err
			},
			func() error { f.services, err = c.book.Services(ctx); return err },
			func() error { f.countries, err = c.book.Countries(ctx); return err },
			func() error {
				f.account, err = c.book.SuccessWindow(ctx, now.Add(-platfone.SuccessWindow), "", "")
				return err
			},
			func() error { f.stands, err = c.book.Standing(ctx, now); return err },
			func() error { f.watched, err = c.desk.PriceWatches(ctx); return err },
			func() error { f.charges, err = c.desk.Charges(ctx); return err },
			func() error { f.presets, err = c.book.Presets(ctx); return err },
			func() error { return c.firsts(ctx, &f) },
		} {
			if err := read(); err != nil {
				return f, err
			}
		}
		return f, nil
	})
}

// firsts reads what the lists show before everything else.
func (c *Counter) firsts(ctx context.Context, f *facts) error {
	popular, err := c.book.PopularServices(ctx)
	if err != nil {
		return err
	}
	for i, v := range popular[:min(len(popular), mostPopular)] {
		f.popular[v.ID] = mostPopular - i
	}
	for _, kind := range threeWords {
		recents, err := c.book.Recents(ctx, kind, 3)
		if err != nil {
			return err
		}
		for i, id := range recents {
			f.recent[kind+"/"+id] = len(recents) - i
		}
	}
	newest, err := c.book.History(ctx, store.ActivationFilter{}, 0, lookBack)
	f.draft = f.draft.since(newest)
	seen := map[string]bool{}
	for _, a := range newest {
		if of := a.CustomerID + "/" + a.ServiceID + "/" + a.CountryID; !seen[of] && len(f.last) < lastOrders {
			seen[of] = true
			f.last = append(f.last, a)
		}
	}
	return err
}

// fill puts what was read into the lists; the first time also the draft.
func (s *sheet) fill(f facts) tea.Cmd {
	first := !s.known || s.awaits()
	s.facts, s.known = f, true
	s.offer()
	if !first {
		if !s.pays.own {
			s.usual()
		}
		return nil
	}
	d := f.draft.Draft
	switch {
	case s.after != 0:
		d = s.given
	case s.given != (Draft{}):
		d = Draft{Customer: s.given.Customer, Service: s.given.Service, Country: s.given.Country, Quality: d.Quality}
	case d.begun():
		s.from = f.draft
	}
	s.restore(d)
	s.asGiven = s.draft()
	s.focus(s.begin())
	return tea.Batch(s.loadMarket(), s.refreshPrices(), s.reprice())
}

// awaits reports that what was given is not in its list only because that has
// not come yet: it is taken when the list comes, before anything that was typed.
func (s *sheet) awaits() bool {
	for i, id := range []string{s.given.Customer, s.given.Service, s.given.Country} {
		if id != "" && s.pickers[i].Empty() {
			return true
		}
	}
	return false
}

// begin is the field to begin with: the first, so that no key pressed too
// often orders; only an order that was given whole begins at its end.
func (s *sheet) begin() step {
	if s.given == (Draft{}) {
		return onCustomer
	}
	for i := onCustomer; i <= onCountry; i++ {
		if s.chosen(i) == "" {
			return i
		}
	}
	return onOrder
}

func (s *sheet) first(kind, id string) int {
	if n := s.facts.recent[kind+"/"+id]; n > 0 {
		return n + 100
	}
	return 0
}

func (s *sheet) offer() {
	s.offerCustomers()
	s.offerServices()
	s.offerCountries()
}

func (s *sheet) offerCustomers() {
	out := s.wholes()
	for _, c := range s.facts.customers {
		o := pane.Option{ID: c.ID, Name: s.c.kit.Name(c.ID).String(), Words: []string{c.ID}, Off: c.Status.MayOrder(), First: s.first("customer", c.ID)}
		if !s.c.kit.Private {
			o.Note = s.c.kit.Free(c).Append(text.Own(" free"))
		}
		out = append(out, o)
	}
	if len(s.facts.customers) == 0 {
		out = nil // presets alone are no list: the customers are on their way
	}
	s.pickers[onCustomer].Set(out)
}

func (s *sheet) offerServices() {
	var out []pane.Option
	for _, v := range s.facts.services {
		if v.Prohibited {
			continue
		}
		note := text.Own("")
		switch {
		case v.HasWarning:
			note = text.Own("the provider warns about this one")
		case v.ID == platfone.OtherService:
			note = text.Own("never for a service that is listed: accounts are suspended for it")
		}
		out = append(out, pane.Option{ID: v.ID, Name: v.Name, Words: v.Alt, Note: note, First: s.first("service", v.ID) + s.facts.popular[v.ID]})
	}
	s.pickers[onService].Set(out)
}

func (s *sheet) offerCountries() {
	var out []pane.Option
	for _, v := range s.facts.countries {
		o := pane.Option{ID: v.ID, Name: v.Name, Words: append(append([]string(nil), v.Alt...), v.Codes...), First: s.first("country", v.ID)}
		if p, ok := s.market.prices[v.ID]; ok {
			o.Note = s.note(p)
			if p.SoldOut() {
				o.Off = "none left"
			}
		}
		if v.Virtual() && !strings.Contains(strings.ToLower(v.Name), "virtual") {
			o.Name += " (virtual)"
		}
		out = append(out, o)
	}
	s.pickers[onCountry].Set(out)
}

// note is what a country has for the service: price, stock, the provider's
// figure of quality, and the person's own record.
func (s *sheet) note(p store.Price) text.Safe {
	parts := []text.Safe{text.Clean(p.Suggested.String()).PadLeft(6)}
	if p.Counted {
		parts = append(parts, text.Int(p.Count).PadLeft(6).Append(text.Own(" left")))
	}
	if p.Rated {
		parts = append(parts, text.Sentence("quality {}", text.Fraction(p.Quality)))
	}
	if r, ok := s.market.records[p.CountryID]; ok && r.Ordered > 0 {
		parts = append(parts, text.Sentence("yours {}/{}", text.Int(int64(r.Received)), text.Int(int64(r.Ordered))))
	}
	return text.Join("  ", parts...)
}
