package prices

import (
	"context"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// mostPopular is how many of the provider's popular services stand in front of the others, behind the person's own.
const mostPopular = 9

// catalogue is what a market can be chosen from.
type catalogue struct {
	services  map[string]platfone.Service
	countries map[string]platfone.Country
	options   []pane.Option
}

// readCatalogue reads what is saved of countries and services; those that were ordered last come first.
func (p *Prices) readCatalogue(ctx context.Context) (catalogue, error) {
	c := catalogue{services: map[string]platfone.Service{}, countries: map[string]platfone.Country{}}
	countries, err := p.book.Countries(ctx)
	if err != nil {
		return c, err
	}
	services, err := p.book.Services(ctx)
	if err != nil {
		return c, err
	}
	first, err := p.firsts(ctx)
	if err != nil {
		return c, err
	}
	for _, v := range countries {
		c.countries[v.ID] = v
		id := aCountry + "/" + v.ID
		c.options = append(c.options, pane.Option{ID: id, Name: v.Name, Words: append(countryWords(v), v.ID), Note: text.Own("country"), First: first[id]})
	}
	for _, v := range services {
		c.services[v.ID] = v
		if id := aService + "/" + v.ID; !v.Prohibited {
			c.options = append(c.options, pane.Option{ID: id, Name: v.Name, Words: append([]string{v.ID}, v.Alt...), Note: text.Own("service"), First: first[id]})
		}
	}
	return c, nil
}

// firsts are what the list shows before everything else, the highest first.
func (p *Prices) firsts(ctx context.Context) (map[string]int, error) {
	first := map[string]int{}
	popular, err := p.book.PopularServices(ctx)
	if err != nil {
		return nil, err
	}
	for i, v := range popular[:min(len(popular), mostPopular)] {
		first[aService+"/"+v.ID] = mostPopular - i
	}
	for _, kind := range []string{aCountry, aService} {
		list, err := p.book.Recents(ctx, kind, recents)
		if err != nil {
			return nil, err
		}
		for i, id := range list {
			first[kind+"/"+id] = mostPopular + len(list) - i
		}
	}
	return first, nil
}

func countryWords(v platfone.Country) []string {
	return append(append([]string(nil), v.Alt...), v.Codes...)
}

// row names a price by the side that the market leaves open.
func (c catalogue) row(m market, p store.Price) row {
	r := row{Price: p, name: p.CountryID}
	service, known := c.services[p.ServiceID]
	if m.service != "" {
		if v, ok := c.countries[p.CountryID]; ok {
			r.name, r.words = v.Name, countryWords(v)
		}
	} else if r.name = p.ServiceID; known {
		r.name, r.words = service.Name, service.Alt
	}
	switch {
	case service.Prohibited:
		r.off = "the provider does not offer this service"
	case p.SoldOut():
		r.off = act.SoldOut.Of(r.key()).Say
	}
	return r
}
