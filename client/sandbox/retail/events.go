package retail

import (
	"math"
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
	ID   string
	Type string
	Data any
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
		s.events = append(s.events, Event{s.hexID("event", s.Told), kind, data})
	}
}

// tellOf tells of a customer's activation; of the account's own the retail API
// tells nothing.
func (s *Service) tellOf(kind string, a *activation) {
	if a.Customer != "" {
		s.tell(kind, s.view(a))
	}
}

// lowBalance is the data of both events of that name: the balance, whose it
// is, and the activation that brought it there, if it was one.
type lowBalance struct {
	*activationView
	Customer string `json:"customer_id,omitempty"`
	Balance  int64  `json:"balance"`
}

func (s *Service) lowView(who string, balance int64, by *activation) lowBalance {
	low := lowBalance{Customer: who, Balance: balance}
	if by != nil {
		view := s.view(by)
		low.activationView = &view
	}
	return low
}

// pay adds to a customer's total, or takes from it.
func (s *Service) pay(c *customer, amount, at int64, by *activation) {
	before := c.Total
	c.Total += amount
	c.Updated = at
	if before >= customerLow && c.Total < customerLow {
		s.tell(customerLowBalance, s.lowView(c.ID, c.Total, by))
	}
}

// fund makes balance the account's own.
func (s *Service) fund(balance int64, by *activation) {
	before := s.Account
	s.Account = balance
	if before >= accountLow && balance < accountLow {
		s.tell(accountLowBalance, s.lowView("", balance, by))
	}
}
