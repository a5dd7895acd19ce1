package retail

import (
	"math"
	"slices"
	"time"
)

// The balances, in cents, below which the provider speaks of a low one. The
// document has them set in its dashboard.
const (
	customerLow = 200
	accountLow  = 5000
)

// The types of event the retail document names for customers, and the
// account's own.
const (
	activationUpdated  = "customer.activation.updated"
	reportUpdated      = "activation_report.updated"
	customerUpdated    = "customer.updated"
	customerLowBalance = "customer.low_balance"
	accountLowBalance  = "account.low_balance"
)

// Event is something that happened and that the provider tells a hook of. ID
// names it for good; Data is the object that its type is about.
type Event struct {
	ID      string `json:"id"`
	Version string `json:"api_version"`
	Type    string `json:"type"`
	Data    any    `json:"data"`
}

// Listen begins to collect events, or ends it; those collected so far are
// dropped.
func (s *Service) Listen(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listening, s.events = on, nil
}

// Events hands over what was collected until now, oldest first.
func (s *Service) Events() []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.advance(s.clock.Now())
	list := s.events
	s.events = nil
	return list
}

// Next is when something will happen by itself that a hook may be told of; ok is false when
// nothing is on its way.
func (s *Service) Next() (at time.Time, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	earliest := int64(math.MaxInt64) // unix milliseconds
	for _, a := range s.live {
		if len(a.Due) > 0 && a.Due[0].At <= a.Expire*1000 {
			earliest = min(earliest, a.Due[0].At)
		}
	}
	for _, a := range s.reviewing {
		earliest = min(earliest, a.Filed.Decide*1000)
	}
	return time.UnixMilli(earliest), earliest < math.MaxInt64
}

func (s *Service) tell(kind string, data any) {
	if s.listening {
		s.Told++
		s.events = append(s.events, Event{s.hexID("event", s.Told), "1.0", kind, data})
	}
}

// eventView is the activation as an event has it, in the document's order.
type eventView struct {
	ID         string  `json:"activation_id"`
	Phone      string  `json:"phone"`
	Country    string  `json:"country_id"`
	Service    string  `json:"service_id"`
	SMS        string  `json:"sms_status"`
	Status     string  `json:"activation_status"`
	Billing    string  `json:"billing_status"`
	Report     *string `json:"report_status"`
	Code       *string `json:"sms_code"`
	Text       *string `json:"sms_text"`
	Price      int64   `json:"price"`
	Expire     int64   `json:"expire_at"`
	Updated    int64   `json:"updated_at"`
	Created    int64   `json:"created_at"`
	Retriable  bool    `json:"is_retriable"`
	Cancelable *int64  `json:"cancelable_after"`
}

// ofActivation is the data of an SMS that came.
type ofActivation struct {
	*eventView
	Customer      string `json:"customer_id"`
	CustomerPrice *int64 `json:"customer_price"`
	Formatted     string `json:"formatted"`
}

// ofReport is the data of a report whose status changed.
type ofReport struct {
	*eventView
	Customer string `json:"customer_id"`
}

// ofBalance is the data of both events of a low balance; the account's own has no customer.
type ofBalance struct {
	*eventView
	Customer string `json:"customer_id,omitempty"`
	Balance  int64  `json:"balance"`
}

// ofCustomer is the data of a customer whose status changed. The times are the customer's.
type ofCustomer struct {
	*eventView
	Customer string `json:"customer_id"`
	Balance  int64  `json:"balance"`
	Status   string `json:"status"`
}

func (s *Service) asEvent(a *activation) *eventView {
	if a == nil {
		return nil
	}
	v := s.view(a)
	return &eventView{v.ID, v.Phone, v.Country, v.Service, v.SMS, v.Status, v.Billing, v.Report, v.Code, v.Text, v.Price,
		v.Expire, v.Updated, v.Created, v.Retriable, v.Cancelable}
}

// newest is the activation that an event about money or a customer comes with: the one that caused
// it, or else the customer's newest, of anybody's for the account; nil when there is none.
func (s *Service) newest(customer string, cause *activation) *activation {
	if cause != nil {
		return cause
	}
	for _, a := range slices.Backward(s.Activations) {
		if customer == "" || a.Customer == customer {
			return a
		}
	}
	return nil
}

// tellOf tells of a customer's activation; of the account's own the retail API
// tells nothing.
func (s *Service) tellOf(kind string, a *activation) {
	if a.Customer == "" {
		return
	}
	if kind == reportUpdated {
		s.tell(kind, ofReport{s.asEvent(a), a.Customer})
		return
	}
	v := s.view(a)
	s.tell(kind, ofActivation{s.asEvent(a), a.Customer, v.CustomerPrice, v.Formatted})
}

// tellOfCustomer tells that a customer's status is another.
func (s *Service) tellOfCustomer(c *customer) {
	about := s.asEvent(s.newest(c.ID, nil))
	if about == nil {
		s.tell(customerUpdated, customerView{c.ID, c.Total, c.Status, c.Created, c.Updated})
		return
	}
	about.Updated, about.Created = c.Updated, c.Created
	s.tell(customerUpdated, ofCustomer{about, c.ID, c.Total, c.Status})
}

// pay adds to a customer's total, or takes from it.
func (s *Service) pay(c *customer, amount, at int64, by *activation) {
	before := c.Total
	c.Total += amount
	c.Updated = at
	if before >= customerLow && c.Total < customerLow {
		s.tell(customerLowBalance, ofBalance{s.asEvent(s.newest(c.ID, by)), c.ID, c.Total})
	}
}

// fund makes balance the account's own.
func (s *Service) fund(balance int64, by *activation) {
	before := s.Account
	s.Account = balance
	if before >= accountLow && balance < accountLow {
		s.tell(accountLowBalance, ofBalance{s.asEvent(s.newest("", by)), "", balance})
	}
}
