package retail

import "math"

// offer is one pair as it is sold at a moment: prices in cents, quality from
// 0 to 1, numbers in stock.
type offer struct {
	country             *country
	min, max, suggested int64
	quality             float64
	count               int64
	retriable           bool
	kind                hardness
	moves               bool
}

// driftPeriod is how long a suggested price stays, in seconds.
const driftPeriod = 600

// offer computes a pair's terms, age seconds after the world began. Prices
// drift by a few percent around the pair's own level.
func (c *catalog) offer(s *service, in *country, age int64) offer {
	pair := s.place*1000 + in.place
	level := 12 + int64(roll(c.seed, "service level", s.place)%60) + int64(roll(c.seed, "country level", in.place)%90)
	level += int64(roll(c.seed, "pair level", pair) % 20)
	drift := int64(roll(c.seed, "drift", pair*100003+int(age/driftPeriod))%9) - 4
	suggested := max(level+level*drift/100, 5)
	o := offer{
		country: in, kind: kindOf(s.ID, in.ID), retriable: s.retriable, suggested: suggested,
		min: max(level*65/100, 3), max: level*170/100 + 1,
		quality: float64(15+roll(c.seed, "quality", pair)%80) / 100,
		count:   int64(roll(c.seed, "stock", pair) % 2400),
	}
	if o.count < 60 && o.kind == "" { // a few ordinary pairs are sold out as well
		o.count = 0
	}
	switch o.kind {
	case gone:
		o.count = 0
	case seldom:
		o.quality, o.count = 0.08, 2301
	case moves:
		o.moves, o.count = true, o.count+20
	default:
		if s.popular {
			o.count += 100
		}
	}
	return o
}

// at is the price of the number that a quality factor selects: 0 the
// cheapest, 100 the suggested price.
func (o offer) at(quality float64) int64 {
	return o.min + int64(math.Round(float64(o.suggested-o.min)*quality/100))
}

// least is the lowest price at which a number is sold now. The list of a pair whose price has moved
// still has the price before.
func (o offer) least() int64 {
	if o.moves {
		return o.suggested*136/100 + 1
	}
	return o.min
}

// sold reports whether a pair is in the price lists at all.
func (c *catalog) sold(s *service, in *country) bool {
	return s.popular || kindOf(s.ID, in.ID) != "" || roll(c.seed, "sold", s.place*1000+in.place)%10 < 6
}

// price is the document's shape of an offer; its parts may be left out.
type price struct {
	Price   *amounts `json:"price,omitempty"`
	Quality *quality `json:"quality,omitempty"`
	Count   int64    `json:"count"`
}

type amounts struct {
	Min       int64 `json:"min"`
	Max       int64 `json:"max"`
	Suggested int64 `json:"suggested"`
}

type quality struct {
	Average float64 `json:"avg"`
}

func (o offer) price() price {
	if o.kind == priced {
		return price{Count: o.count}
	}
	return price{&amounts{o.min, o.max, o.suggested}, &quality{o.quality}, o.count}
}

func (s *Service) pairPrice(c *call) (any, error) {
	if err := (text{min: 2, max: 9, pattern: countryPattern}).check("country_id", c.path("country")); err != nil {
		return nil, err
	}
	if err := (text{min: 1, max: 30}).check("service_id", c.path("service")); err != nil {
		return nil, err
	}
	service, country := s.catalog.service(c.path("service")), s.catalog.country(c.path("country"))
	if service == nil || country == nil || !s.catalog.sold(service, country) {
		return nil, missing("There is no price for this service and country")
	}
	return s.catalog.offer(service, country, c.now.Unix()-s.Began).price(), nil
}

type pricedService struct {
	Service string `json:"service_id"`
	price
}

type pricedCountry struct {
	Country string `json:"country_id"`
	price
}

func (s *Service) pricesByCountry(c *call) (any, error) {
	q := &query{values: c.r.URL.Query()}
	only := q.text("country_id", text{min: 2, max: 9, pattern: countryPattern})
	if q.err != nil {
		return nil, q.err
	}
	type group struct {
		Country  string          `json:"country_id"`
		Services []pricedService `json:"services"`
	}
	groups := []group{}
	for _, country := range s.catalog.countries {
		if only != "" && country.ID != only {
			continue
		}
		g := group{Country: country.ID}
		for _, service := range s.catalog.services {
			if s.catalog.sold(service, country) {
				g.Services = append(g.Services, pricedService{service.ID, s.catalog.offer(service, country, c.now.Unix()-s.Began).price()})
			}
		}
		groups = append(groups, g)
	}
	return groups, nil
}

func (s *Service) pricesByService(c *call) (any, error) {
	q := &query{values: c.r.URL.Query()}
	only := q.text("service_id", text{min: 1, max: 30})
	if q.err != nil {
		return nil, q.err
	}
	type group struct {
		Service   string          `json:"service_id"`
		Countries []pricedCountry `json:"countries"`
	}
	groups := []group{}
	for _, service := range s.catalog.services {
		if only != "" && service.ID != only {
			continue
		}
		g := group{Service: service.ID}
		for _, country := range s.catalog.countries {
			if s.catalog.sold(service, country) {
				g.Countries = append(g.Countries, pricedCountry{country.ID, s.catalog.offer(service, country, c.now.Unix()-s.Began).price()})
			}
		}
		groups = append(groups, g)
	}
	return groups, nil
}
