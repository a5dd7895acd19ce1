package retail

import (
	"errors"
	"fmt"

	"switchboard/client/sandbox/answer"
)

// world is all that is kept: money in US cents, times in unix seconds.
type world struct {
	Seed         uint64           `json:"seed"`
	Began        int64            `json:"began"`
	Serial       int              `json:"serial"`  // numbers handed out so far
	Ordered      int              `json:"ordered"` // orders made by clients, seeded ones not counted
	Account      int64            `json:"account"` // the merchant's own balance
	Customers    []*customer      `json:"customers"`
	Activations  []*activation    `json:"activations"` // oldest first
	Transactions []transaction    `json:"transactions"`
	Tokens       map[string]token `json:"tokens"`
	Windows      answer.Windows   `json:"windows"`
	Block        block            `json:"block"`
	Told         int              `json:"told"` // events handed to hooks so far
}

// customer is one of the merchant's customers. Total includes what is
// reserved for waiting numbers.
type customer struct {
	ID      string `json:"id"`
	Total   int64  `json:"total"`
	Status  string `json:"status"`
	Created int64  `json:"created"`
	Updated int64  `json:"updated"`
}

// activation is one number on loan. Customer is "" when the account ordered
// for itself. Reserve is held on the customer, Charge is what the first SMS
// costs the customer, Price what it costs the account.
type activation struct {
	ID         string     `json:"id"`
	Serial     int        `json:"serial"`
	Customer   string     `json:"customer,omitempty"`
	Phone      string     `json:"phone"`
	Formatted  string     `json:"formatted"`
	Country    string     `json:"country"`
	Service    string     `json:"service"`
	SMS        string     `json:"sms"`
	Status     string     `json:"status"`
	Billing    string     `json:"billing"`
	Report     string     `json:"report,omitempty"`
	Code       *string    `json:"code"`
	Text       *string    `json:"text"`
	Price      int64      `json:"price"`
	Reserve    int64      `json:"reserve"`
	Charge     int64      `json:"charge"`
	Created    int64      `json:"created"`
	Updated    int64      `json:"updated"`
	Expire     int64      `json:"expire"`
	Cancelable *int64     `json:"cancelable"` // nil: never
	Retriable  bool       `json:"retriable"`
	Retries    int        `json:"retries"`
	Due        []delivery `json:"due,omitempty"`
	Filed      *report    `json:"filed,omitempty"`
}

// delivery is an SMS on its way; At is in unix milliseconds.
type delivery struct {
	At   int64   `json:"at"`
	Text string  `json:"text"`
	Code *string `json:"code"`
}

// report is a complaint about an activation; it is decided at Decide.
type report struct {
	Reason   int    `json:"reason"`
	Message  string `json:"message"`
	Snapshot string `json:"snapshot"`
	Evidence int    `json:"evidence"` // bytes received
	Created  int64  `json:"created"`
	Updated  int64  `json:"updated"`
	Decide   int64  `json:"decide"`
	Approve  bool   `json:"approve"`
}

// transaction is one movement of a customer's money.
type transaction struct {
	Customer string `json:"customer_id"`
	ID       string `json:"transaction_id"`
	Gateway  string `json:"gateway"`
	Amount   int64  `json:"amount"`
	Created  int64  `json:"created_at"`
}

// token continues an order that failed because the price had moved.
type token struct {
	Customer string `json:"customer"`
	Service  string `json:"service"`
	Country  string `json:"country"`
	Created  int64  `json:"created"`
}

// block is the 24-hour block of the success rate. Orders before Since no
// longer count: the operator unblocked the account then.
type block struct {
	Until     int64   `json:"until"`
	Since     int64   `json:"since"`
	Unblocked []int64 `json:"unblocked,omitempty"`
}

// check refuses a kept world that the handlers could stumble over.
func (w *world) check(c *catalog) error {
	known := map[string]bool{"": true}
	for _, one := range w.Customers {
		if one == nil || one.ID == "" {
			return errors.New("a customer is empty")
		}
		known[one.ID] = true
	}
	for _, a := range w.Activations {
		switch {
		case a == nil || a.ID == "":
			return errors.New("an activation is empty")
		case !known[a.Customer]:
			return fmt.Errorf("activation %s belongs to nobody", a.ID)
		case c.country(a.Country) == nil || c.service(a.Service) == nil:
			return fmt.Errorf("activation %s is for a pair that is not in the catalogue", a.ID)
		case a.Report != "" && a.Filed == nil:
			return fmt.Errorf("activation %s has a report status and no report", a.ID)
		}
	}
	if w.Tokens == nil {
		w.Tokens = map[string]token{}
	}
	return nil
}

// index rebuilds what is looked up from what is kept.
func (s *Service) index() {
	s.ids, s.people = map[string]*activation{}, map[string]*customer{}
	s.live, s.reviewing = nil, nil
	for _, c := range s.Customers {
		s.people[c.ID] = c
	}
	for _, a := range s.Activations {
		s.ids[a.ID] = a
		if a.Status == active {
			s.live = append(s.live, a)
		}
		if a.Report == inReview {
			s.reviewing = append(s.reviewing, a)
		}
	}
}

// reserved is what waiting numbers hold of a customer's total; of the
// account's own when account is set.
func (s *Service) reserved(customer string, account bool) int64 {
	var sum int64
	for _, a := range s.live {
		switch {
		case a.Billing != reserved:
		case account:
			sum += a.Price
		case a.Customer == customer:
			sum += a.Reserve
		}
	}
	return sum
}
