package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/live"
)

const (
	opCustomer = "sms.customer"
	opStatus   = "sms.status"
)

// customerNote is what the journal keeps of an act upon a customer: its new
// status, empty for a new customer, and our clock's distance to the provider's.
type customerNote struct {
	Customer string
	Status   platfone.CustomerStatus
	Skew     time.Duration
}

// createCustomer makes a customer. It begins with nothing, and the opening
// balance, unless it is the zero transaction, is booked after it: a balance
// sent along would be booked under an id that nobody is told. made says that the customer is there, so that an error is about the
// opening balance alone. Errors are as for Order.
func (s *SMS) createCustomer(ctx context.Context, id string, opening platfone.NewTransaction) (made bool, err error) {
	err = s.e.Perform(ctx, live.Attempt{
		Op: opCustomer, Key: customerKey(id), Subject: id, What: "The new customer " + id,
		Body: customerNote{Customer: id, Skew: s.api.ClockSkew()},
		Send: func(ctx context.Context) (string, error) { return id, s.api.CreateCustomer(ctx, id, 0) },
	})
	if err != nil {
		return false, err
	}
	if opening != (platfone.NewTransaction{}) {
		_, err = s.adjustBalance(ctx, id, opening)
	}
	s.customerSoon(id) // once, and after its money has moved
	return true, err
}

// setStatus changes what a customer may do. Errors are as for placeOrder.
func (s *SMS) setStatus(ctx context.Context, id string, status platfone.CustomerStatus) error {
	subject := id + " to " + string(status)
	err := s.e.Perform(ctx, live.Attempt{
		Op: opStatus, Key: customerKey(id), Subject: subject, What: "The change of " + subject,
		Body: customerNote{id, status, s.api.ClockSkew()},
		Send: func(ctx context.Context) (string, error) { return id, s.api.SetCustomerStatus(ctx, id, status) },
		// The read that follows can fail: what was done holds all the same, and is not sent again.
		Keep: func(ctx context.Context) { _ = s.db.PutStatus(ctx, id, status) },
	})
	var open *store.Unsettled
	if !errors.As(err, &open) {
		s.customerSoon(id) // refused, the customer may be another than is known here
	}
	return err
}

// customerSoon reads a customer as soon as there is a place, and its balance
// after it: what is held is told there alone.
func (s *SMS) customerSoon(id string) {
	if s.e.Leave(customerKeys+id, 0) {
		return
	}
	told := s.looks(id)
	s.sched.Put(customerKeys+id, live.Act, 0, func(ctx context.Context) (time.Duration, error) {
		c, err := s.customer(ctx, id)
		told(err)
		if c != nil && c.Status.MayAct() == "" || platfone.Unmanaged(err) {
			s.balanceSoon(id)
		}
		return live.OnceMore(err), err
	})
}

// customer reads and stores one row of the customers' list; nil when there is none.
func (s *SMS) customer(ctx context.Context, id string) (*platfone.Customer, error) {
	heard := time.Now()
	page, err := s.api.Customers(ctx, platfone.CustomerFilter{ID: id}, 1, platfone.MaxManagePage)
	if err != nil {
		return nil, err
	}
	for _, c := range page.Items {
		if c.ID == id {
			return &c, s.db.PutCustomers(ctx, heard, c)
		}
	}
	if page.Skipped > 0 {
		return nil, fmt.Errorf("%d rows of the list cannot be read", page.Skipped)
	}
	return nil, nil
}

// lookForCustomer reads the customer an act was about.
func (s *SMS) lookForCustomer(ctx context.Context, in store.Intent) (live.Finding, error) {
	var note customerNote
	if err := json.Unmarshal(in.Body, &note); err != nil {
		return live.Finding{Reason: "the journal does not say which customer it was"}, nil
	}
	c, err := s.customer(ctx, note.Customer)
	switch {
	case err != nil:
		return live.Finding{}, err
	case in.Op == opStatus && c == nil:
		return live.Finding{State: live.Absent, Sure: true, Reason: "the provider does not know the customer any more"}, nil
	case c == nil:
		return live.Finding{State: live.Absent, Reason: "there is no such customer"}, nil
	case in.Op == opStatus && c.Status != note.Status:
		return live.Finding{State: live.Absent, Reason: "the customer is " + string(c.Status)}, nil
	case in.Op == opCustomer && !c.CreatedAt.IsZero() && c.CreatedAt.Before(in.SentAt.Add(note.Skew-2*time.Second).Truncate(time.Second)):
		return live.Finding{State: live.Absent, Sure: true, Reason: "another customer has had this id before"}, nil
	}
	return live.Finding{State: live.Happened, Ref: c.ID, Reason: "found"}, nil
}
