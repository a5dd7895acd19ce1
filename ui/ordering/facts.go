package ordering

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

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
)

// settled says that the cursor has stood still for a while.
type settled struct {
	to *sheet
	n  int
}

func (s *sheet) loadFacts() tea.Cmd {
	c, now := s.c, s.c.kit.Now()
	return s.readBook.Load(c.kit.Ctx, func(ctx context.Context) (facts, error) {
		f := facts{draft: c.readDraft(ctx), favourite: map[string]bool{}, recent: map[string]int{}, popular: map[string]int{}}
		var err error
		if f.customers, err = c.book.Customers(ctx, store.CustomerFilter{}, "", manyCustomers); err != nil {
			return f, err
		}
		if f.services, err = c.book.Services(ctx); err != nil {
			return f, err
		}
		popular, err := c.book.PopularServices(ctx)
		if err != nil {
			return f, err
		}
		for i, v := range popular[:min(len(popular), mostPopular)] {
			f.popular[v.ID] = mostPopular - i
		}
		if f.countries, err = c.book.Countries(ctx); err != nil {
			return f, err
		}
		if f.account, err = c.book.SuccessWindow(ctx, now.Add(-platfone.SuccessWindow), "", ""); err != nil {
			return f, err
		}
		if f.stands, err = c.book.Standing(ctx, now); err != nil {
			return f, err
		}
		if f.watched, err = c.desk.PriceWatches(ctx); err != nil {
			return f, err
		}
		return f, firsts(ctx, c.book, &f)
	})
}

// firsts reads what the pickers show before everything else.
func firsts(ctx context.Context, book Book, f *facts) error {
	for _, kind := range []string{"customer", "service", "country"} {
		favourites, err := book.Favourites(ctx, kind)
		if err != nil {
			return err
		}
		for _, id := range favourites {
			f.favourite[kind+"/"+id] = true
		}
		recents, err := book.Recents(ctx, kind, 3)
		if err != nil {
			return err
		}
		for i, id := range recents {
			f.recent[kind+"/"+id] = len(recents) - i
		}
	}
	return nil
}

// fill puts what was read into the pickers; the first time also the draft.
func (s *sheet) fill(f facts) tea.Cmd {
	first := s.facts.customers == nil && s.facts.services == nil
	s.facts = f
	s.offerCustomers()
	s.offerServices()
	s.offerCountries()
	if !first {
		return nil
	}
	d := f.draft
	if s.given != (Draft{}) {
		d.Customer, d.Service, d.Country, d.Ceiling = s.given.Customer, s.given.Service, s.given.Country, ""
	}
	s.quality, s.mode = d.Quality, platfone.PriceMode(d.Mode)
	s.price.SetValue(d.Price)
	s.customer.Select(d.Customer)
	s.service.Select(d.Service)
	s.country.Select(d.Country)
	if s.ceiling.SetValue(d.Ceiling); d.Ceiling != "" {
		s.ownCeiling()
	}
	s.focus(s.begin())
	return tea.Batch(s.loadMarket(), s.refreshPrices(), s.reprice())
}

// begin is the field to begin with: the first, so that no key pressed too
// often orders; only an order that was given whole begins at its end.
func (s *sheet) begin() step {
	if s.given == (Draft{}) {
		return onCustomer
	}
	for i, p := range []*pane.Picker{s.customer, s.service, s.country} {
		if _, ok := p.Choice(); !ok {
			return step(i)
		}
	}
	return onPrice
}

func (s *sheet) first(kind, id string) int {
	n := s.facts.recent[kind+"/"+id]
	if n > 0 {
		n += 100
	}
	if s.facts.favourite[kind+"/"+id] {
		n += 10
	}
	return n
}

func (s *sheet) offerCustomers() {
	var out []pane.Option
	for _, c := range s.facts.customers {
		o := pane.Option{ID: c.ID, Name: s.c.kit.Name(c.ID).String(), Words: []string{c.ID}, Off: c.Status.MayOrder(), First: s.first("customer", c.ID)}
		if !s.c.kit.Private {
			o.Note = free(c)
		}
		out = append(out, o)
	}
	s.customer.Set(out)
}

// free is what a customer has to spend; without the held part it is an estimate.
func free(c store.Customer) text.Safe {
	f, exact := c.Free()
	if !exact {
		return text.Own("≈ ").Append(text.Clean(f.String()))
	}
	return text.Clean(f.String()).Append(text.Own(" free"))
}

func (s *sheet) offerServices() {
	var out []pane.Option
	for _, v := range s.facts.services {
		if v.Prohibited {
			continue
		}
		note := text.Own("")
		switch {
		case s.facts.favourite["service/"+v.ID]:
			note = text.Own("* favourite")
		case v.HasWarning:
			note = text.Own("the provider warns about this one")
		case v.ID == platfone.OtherService:
			note = text.Own("never for a service that is listed: accounts are suspended for it")
		case s.facts.popular[v.ID] > 0:
			note = text.Own("popular")
		}
		out = append(out, pane.Option{ID: v.ID, Name: v.Name, Words: v.Alt, Note: note, First: s.first("service", v.ID) + s.facts.popular[v.ID]})
	}
	s.service.Set(out)
}

func (s *sheet) offerCountries() {
	var out []pane.Option
	for _, v := range s.facts.countries {
		o := pane.Option{ID: v.ID, Name: v.Name, Words: append(append([]string(nil), v.Alt...), v.Codes...), First: s.first("country", v.ID)}
		if p, ok := s.market.prices[v.ID]; ok {
			o.Note = s.offer(p)
			if p.SoldOut() {
				o.Off = "none left"
			}
		}
		if v.Virtual() && !strings.Contains(strings.ToLower(v.Name), "virtual") {
			o.Name += " (virtual)"
		}
		out = append(out, o)
	}
	s.country.Set(out)
}

// offer is what a country has for the service: price, stock, the provider's
// rating, and the person's own record with its count.
func (s *sheet) offer(p store.Price) text.Safe {
	parts := []text.Safe{text.Clean(p.Suggested.String()).PadLeft(6)}
	if p.Counted {
		parts = append(parts, text.Own("stock ").Append(text.Int(p.Count)).Pad(11))
	}
	if p.Rated {
		parts = append(parts, text.Own("rated ").Append(text.Clean(rating(p.Quality))).Pad(10))
	}
	if r, ok := s.market.records[p.CountryID]; ok && r.Ordered > 0 {
		share := text.Own("you -")
		if percent, enough := r.Rate(); enough {
			share = text.Sentence("you {}%", text.Int(int64(percent)))
		}
		parts = append(parts, share.Append(text.Own(" of "), text.Int(int64(r.Ordered))))
	}
	return text.Join("  ", parts...)
}
