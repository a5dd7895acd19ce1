package retail

import (
	"net/http"
	"time"
)

const (
	lifetime       = 20 * time.Minute
	cancelAfter    = 2 * time.Minute
	tokenLife      = 5 * time.Minute
	statusLag      = 90 * time.Second
	laggingCountry = "in" // its activations stay "active" for statusLag past expire_at
	neverCancel    = "nl" // its activations have cancelable_after null
)

// request is the body of an order.
type request struct {
	service, country string
	maxPrice         int64 // 0: the suggested price
	token            string
	quality          float64
	charge           charge
}

func readRequest(r *http.Request, forCustomer bool) (request, error) {
	f := readFields(r)
	q := request{
		service:  f.text("service_id", text{required: true, min: 1, max: 30}),
		country:  f.text("country_id", text{required: true, min: 2, max: 9, pattern: countryPattern}),
		maxPrice: f.integer("max_price", false, 1, 10000),
		token:    f.text("order_id", text{max: 200}),
		quality:  f.number("quality_factor", 0, 100, 50),
	}
	if forCustomer {
		q.charge = f.charge()
	}
	return q, f.err
}

// order lends a number for one service. Nothing about it is idempotent: order_id only continues an
// attempt that a moved price had ended.
func (s *Service) order(c *call) (any, error) {
	who, err := s.operating(c, true)
	if err != nil {
		return nil, err
	}
	req, err := readRequest(c.r, who != nil)
	if err != nil {
		return nil, err
	}
	if err := s.mayOrder(c.now); err != nil {
		return nil, err
	}
	offer, err := s.offered(req, c.now)
	if err != nil {
		return nil, err
	}
	if err := s.resume(req, who.id(), c.now); err != nil {
		return nil, err
	}
	if req.maxPrice == 0 {
		req.maxPrice = offer.suggested
	}
	if err := s.affordable(who, req.charge.reserve(req.maxPrice), min(req.maxPrice, offer.min)); err != nil {
		return nil, err
	}
	if offer.count == 0 {
		return nil, fault(http.StatusNotFound, "NoNumbersAvailableException", "No numbers are available for this service and country")
	}
	if err := s.moved(req, offer, who.id(), c.now); err != nil {
		return nil, err
	}
	delete(s.Tokens, req.token)
	return s.view(s.lend(req, offer, who, c.now)), nil
}

// offered is the pair an order asks for, as it is sold now.
func (s *Service) offered(req request, now time.Time) (offer, error) {
	service, country := s.catalog.service(req.service), s.catalog.country(req.country)
	switch {
	case service == nil:
		return offer{}, missing("Service not found")
	case country == nil:
		return offer{}, missing("Country not found")
	case service.Prohibited:
		return offer{}, invalid("service_id %s is prohibited", req.service)
	case !s.catalog.sold(service, country):
		return offer{}, fault(http.StatusNotFound, "NoNumbersAvailableException", "No numbers are available for this service and country")
	}
	return s.catalog.offer(service, country, now.Unix()-s.Began), nil
}

// resume finds the attempt that order_id continues. A token that is old, used
// or of another order is answered as the provider does: "Order not found".
func (s *Service) resume(req request, customer string, now time.Time) error {
	if req.token == "" {
		return nil
	}
	t, ok := s.Tokens[req.token]
	fresh := now.Sub(time.Unix(t.Created, 0)) <= tokenLife
	if !ok || !fresh || t.Customer != customer || t.Service != req.service || t.Country != req.country {
		delete(s.Tokens, req.token)
		return missing("Order not found")
	}
	return nil
}

// affordable holds the order against what the customer and the account have
// free. The answer does not say whose money is short: the provider's does not.
func (s *Service) affordable(who *customer, reserve, price int64) error {
	short := who != nil && who.Total-s.reserved(who.ID, false) < reserve
	if short || s.Account-s.reserved("", true) < price {
		return fault(http.StatusPaymentRequired, "PaymentRequiredException", "The balance is not enough for this activation")
	}
	return nil
}

// moved ends the attempt when no number is for sale at max_price or less. The
// answer carries the token under both names that are in use, and so the price,
// which is one that a number is sold at.
func (s *Service) moved(req request, o offer, customer string, now time.Time) error {
	if req.maxPrice >= o.least() {
		return nil
	}
	suggested := o.least()
	for id, t := range s.Tokens {
		if now.Sub(time.Unix(t.Created, 0)) > tokenLife {
			delete(s.Tokens, id)
		}
	}
	s.Serial++
	id := s.hexID("token", s.Serial)
	s.Tokens[id] = token{Customer: customer, Service: req.service, Country: req.country, Created: now.Unix()}
	return &failure{status: http.StatusConflict, name: "MaxPriceExceededException",
		message: "No number is available at max_price or less",
		extra:   map[string]any{"suggestedPrice": suggested, "suggested_price": suggested, "orderId": id, "order_id": id}}
}

// lend makes the activation of an order that passed everything.
func (s *Service) lend(req request, o offer, who *customer, now time.Time) *activation {
	s.Serial++
	s.Ordered++
	at := now.Unix()
	price := max(min(o.at(req.quality), req.maxPrice), o.least())
	a := &activation{
		ID: s.hexID("activation", s.Serial), Serial: s.Serial, Customer: who.id(),
		Country: req.country, Service: req.service, SMS: smsRequested, Status: active, Billing: reserved,
		Price: price, Reserve: req.charge.reserve(req.maxPrice), Charge: req.charge.final(req.maxPrice, price),
		Created: at, Updated: at, Expire: now.Add(lifetime).Unix(), Retriable: o.retriable,
	}
	a.Phone, a.Formatted = s.number(o.country, s.Serial)
	if req.country != neverCancel {
		from := now.Add(cancelAfter).Unix()
		a.Cancelable = &from
	}
	if delay, comes := s.firstSMS(a, o); comes {
		a.Due = []delivery{s.write(a, now.Add(delay))}
	}
	s.Activations = append(s.Activations, a)
	s.ids[a.ID] = a
	s.live = append(s.live, a)
	return a
}
