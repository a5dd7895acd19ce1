package retail

import (
	"net/http"
	"time"
)

// archivedAfter is how long one activation can be read by itself; after it
// the answer is 410.
const archivedAfter = 40 * 24 * time.Hour

// activationView is the Activation object, in the document's
// order. Customer fields are left out for the account's own.
type activationView struct {
	ID            string  `json:"activation_id"`
	Customer      string  `json:"customer_id,omitempty"`
	CustomerPrice *int64  `json:"customer_price,omitempty"`
	Price         int64   `json:"price"`
	Phone         string  `json:"phone"`
	Country       string  `json:"country_id"`
	Service       string  `json:"service_id"`
	SMS           string  `json:"sms_status"`
	Status        string  `json:"activation_status"`
	Billing       string  `json:"billing_status"`
	Report        *string `json:"report_status"`
	Code          *string `json:"sms_code"`
	Text          *string `json:"sms_text"`
	Expire        int64   `json:"expire_at"`
	Updated       int64   `json:"updated_at"`
	Created       int64   `json:"created_at"`
	Retriable     bool    `json:"is_retriable"`
	Cancelable    *int64  `json:"cancelable_after"`
	Formatted     string  `json:"formatted,omitempty"`
}

// listedView is the same object as the document's histories and reports print it: the price comes
// after the text.
type listedView struct {
	ID            string  `json:"activation_id"`
	Customer      string  `json:"customer_id,omitempty"`
	CustomerPrice *int64  `json:"customer_price,omitempty"`
	Phone         string  `json:"phone"`
	Country       string  `json:"country_id"`
	Service       string  `json:"service_id"`
	SMS           string  `json:"sms_status"`
	Status        string  `json:"activation_status"`
	Billing       string  `json:"billing_status"`
	Report        *string `json:"report_status"`
	Code          *string `json:"sms_code"`
	Text          *string `json:"sms_text"`
	Price         int64   `json:"price"`
	Expire        int64   `json:"expire_at"`
	Updated       int64   `json:"updated_at"`
	Created       int64   `json:"created_at"`
	Retriable     bool    `json:"is_retriable"`
	Cancelable    *int64  `json:"cancelable_after"`
	Formatted     string  `json:"formatted,omitempty"`
}

func asListed(v activationView) listedView {
	return listedView{v.ID, v.Customer, v.CustomerPrice, v.Phone, v.Country, v.Service, v.SMS, v.Status, v.Billing, v.Report, v.Code, v.Text,
		v.Price, v.Expire, v.Updated, v.Created, v.Retriable, v.Cancelable, v.Formatted}
}

func (s *Service) view(a *activation) activationView {
	v := activationView{
		ID: a.ID, Customer: a.Customer, Price: a.Price, Phone: a.Phone, Country: a.Country, Service: a.Service,
		SMS: a.SMS, Status: a.Status, Billing: a.Billing, Code: a.Code, Text: a.Text, Expire: a.Expire,
		Updated: a.Updated, Created: a.Created, Retriable: a.Retriable, Cancelable: a.Cancelable, Formatted: a.Formatted,
	}
	if a.Report != "" {
		status := a.Report
		v.Report = &status
	}
	if a.Customer != "" {
		pays := a.Reserve
		if a.Billing == billed || a.Billing == refunded {
			pays = a.Charge
		}
		v.CustomerPrice = &pays
	}
	return v
}

// activation finds the one a path names. Another customer's is not found; the
// account's own API finds every one.
func (s *Service) activation(c *call) (*activation, error) {
	who, err := s.operating(c, false)
	if err != nil {
		return nil, err
	}
	a := s.ids[c.path("id")]
	if a == nil || who != nil && a.Customer != who.ID {
		return nil, missing("Activation not found")
	}
	if c.now.Sub(time.Unix(a.Created, 0)) > archivedAfter {
		return nil, fault(http.StatusGone, "GoneException", "The activation is archived")
	}
	return a, nil
}

func (s *Service) get(c *call, a *activation) (any, error) {
	return s.view(a), nil
}

// activeList is the active activations of a customer, newest first: their
// ids, or with_data the objects.
func (s *Service) activeList(c *call, who *customer) (any, error) {
	q := &query{values: c.r.URL.Query()}
	whole := q.flag("with_data")
	if q.err != nil {
		return nil, q.err
	}
	ids, views := []string{}, []activationView{}
	for i := len(s.live) - 1; i >= 0; i-- {
		if a := s.live[i]; a.Customer == who.id() {
			ids, views = append(ids, a.ID), append(views, s.view(a))
		}
	}
	if whole {
		return views, nil
	}
	return ids, nil
}

// running is the activation that is asked about, if anything can still be done
// with it.
func (s *Service) running(c *call) (*activation, error) {
	a, err := s.activation(c)
	if err == nil && (a.Status != active || c.now.After(time.Unix(a.Expire, 0))) {
		return nil, badState("The activation is not active")
	}
	return a, err
}

// retry asks for another SMS on the same number, free of charge. The old code
// and text stay until it comes.
func (s *Service) retry(c *call, a *activation) (any, error) {
	switch {
	case a.SMS != smsReceived && a.SMS != retryReceived:
		return nil, badState("Another SMS can be requested once the last one has been received")
	case !a.Retriable:
		return nil, badState("The activation is not retriable")
	}
	a.SMS, a.Updated = retryRequested, c.now.Unix()
	a.Retries++
	a.Due = nil // what was on its way for the last request is not for this one
	if delay, comes := s.nextSMS(a); comes {
		a.Due = []delivery{s.write(a, c.now.Add(delay))}
	}
	return success()
}

// cancel gives the number back before any SMS and releases what was reserved.
func (s *Service) cancel(c *call, a *activation) (any, error) {
	switch {
	case a.SMS != smsRequested:
		return nil, badState("An SMS has been received; the activation cannot be canceled")
	case a.Cancelable == nil:
		return nil, badState("The activation does not support cancellation")
	case !c.now.After(time.Unix(*a.Cancelable, 0)):
		return nil, badState("The activation cannot be canceled yet")
	}
	a.Status, a.Billing, a.Updated = canceled, released, c.now.Unix()
	s.advance(c.now)
	return success()
}

// finalize confirms the activation, so that it frees one of the 20 places.
func (s *Service) finalize(c *call, a *activation) (any, error) {
	switch {
	case a.SMS == smsRequested || a.Billing != billed:
		return nil, badState("No SMS has been received; the activation cannot be finalized")
	}
	a.Status, a.Updated = finalized, c.now.Unix()
	s.advance(c.now)
	return success()
}
