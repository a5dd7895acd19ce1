package sms

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/live"
)

// The beginnings of the keys of reads about one customer. Another process that acts leaves them
// to the one that leads.
const (
	balanceKeys  = "sms/balance/"
	customerKeys = "sms/customer/"
	ledgerKeys   = "sms/ledger/"
)

const (
	customersEvery = time.Minute     // between two walks through the list
	customersPace  = 2 * time.Second // between two pages of a walk
	balanceDelay   = 2 * time.Second // the provider's balance lags a little
	mostWalked     = 1000            // pages, whatever the provider says of their number
)

// RefreshCustomers reads the whole list of customers.
func (s *SMS) RefreshCustomers(ctx context.Context) error {
	if err := s.Ask(ctx); err != nil {
		return err
	}
	for n := 1; n <= mostWalked; n++ {
		last, err := s.customersPage(ctx, n)
		if last || err != nil {
			return err
		}
	}
	return &store.Incomplete{What: "the list of customers", Pages: mostWalked}
}

// RefreshCustomer reads one customer, whether it is on hold, and its balance, which the provider may not tell of one that is.
func (s *SMS) RefreshCustomer(ctx context.Context, id string) error {
	if err := s.Ask(ctx); err != nil {
		return err
	}
	return s.readCustomer(ctx, id)
}

// readCustomer reads one customer. While the management routes are paused its own routes tell the rest; that the row of the list
// was not read is told after them.
func (s *SMS) readCustomer(ctx context.Context, id string) error {
	listed := s.listed(ctx, id)
	if listed != nil && !platfone.Unmanaged(listed) {
		return listed
	}
	held, err := s.hold(ctx, id)
	if err == nil {
		err = s.balance(ctx, id)
	}
	if listed != nil {
		return listed
	}
	if held && errors.Is(err, platfone.ErrCustomerHeld) {
		return nil
	}
	return err
}

// listed reads a customer's row of the list.
func (s *SMS) listed(ctx context.Context, id string) error {
	if s.looked(ctx, id) {
		return nil
	}
	heard := time.Now()
	page, err := s.api.Customers(ctx, platfone.CustomerFilter{ID: id}, 1, platfone.MaxManagePage)
	if err != nil {
		return s.Heard(ctx, err)
	}
	return s.db.PutCustomers(ctx, heard, page.Items...)
}

// hold reads whether the provider keeps a customer from operating: no list tells it.
func (s *SMS) hold(ctx context.Context, customer string) (bool, error) {
	heard := time.Now()
	held, err := s.api.OnHold(ctx, customer)
	if err != nil {
		return false, err
	}
	return held, s.db.PutHold(ctx, heard, customer, held)
}

// Here makes sure that the provider is where it is asked; nil is yes.
func (s *SMS) Here(ctx context.Context) error {
	_, err := s.api.Customers(ctx, platfone.CustomerFilter{}, 1, 1)
	return err
}

// RefreshBalance reads what one customer has and what is held of it.
func (s *SMS) RefreshBalance(ctx context.Context, customer string) error {
	if err := s.MayAsk(); err != nil {
		return err
	}
	return s.balance(ctx, customer)
}

func (s *SMS) balance(ctx context.Context, customer string) error {
	heard := time.Now()
	b, err := s.api.Balance(ctx, customer)
	if err != nil {
		return err
	}
	return s.db.PutBalance(ctx, heard, customer, b)
}

// balanceSoon reads a customer's balance once its money has moved.
func (s *SMS) balanceSoon(customer string) {
	s.moved.Store(customer, time.Now())
	key := balanceKeys + customer
	if s.sched.Sooner(key, balanceDelay) || s.e.Leave(key, balanceDelay) {
		return
	}
	s.Soon(key, live.Balances, balanceDelay, func(ctx context.Context) error { return s.balance(ctx, customer) })
}

// before says of an amount that it was read before the customer's money last moved, as far as
// this process saw it or any process of the profile has booked something.
func (s *SMS) before(ctx context.Context, c store.Customer) string {
	at, _ := s.moved.Load(c.ID)
	if moved, ok := at.(time.Time); ok && moved.Truncate(time.Second).After(c.TotalSeen()) || s.bookedSince(ctx, c) {
		return ", before the latest booking"
	}
	return ""
}

// bookedWithin is how long ago a booking is looked for in the journal: an amount that is older is told with its age.
const bookedWithin = time.Hour

// bookedSince reports whether the journal has a booking of a customer that was done since its balance was read.
func (s *SMS) bookedSince(ctx context.Context, c store.Customer) bool {
	list, err := s.e.Attempts(ctx, time.Now().Add(-bookedWithin))
	return err == nil && slices.ContainsFunc(list, func(in store.Intent) bool {
		var note adjustNote
		return in.Op == opAdjust && in.State == store.StateConfirmed && in.SettledAt.After(c.TotalSeen()) &&
			json.Unmarshal(in.Body, &note) == nil && note.Customer == c.ID
	})
}

// customersPage reads one page of the list and says whether it was the last.
func (s *SMS) customersPage(ctx context.Context, n int) (last bool, err error) {
	heard := time.Now()
	page, err := s.api.Customers(ctx, platfone.CustomerFilter{}, n, platfone.MaxManagePage)
	if err != nil {
		return false, s.Heard(ctx, err)
	}
	if err := s.db.PutCustomers(ctx, heard, page.Items...); err != nil {
		return false, fmt.Errorf("saving page %d of the customers: %w", n, err)
	}
	if page.Last() {
		if err := s.db.NoteRead(ctx, store.ListOfCustomers); err != nil {
			return true, err
		}
	}
	return page.Last(), s.Health.Good(ctx)
}

// customersBeat is the job that walks through the list, a page at a time.
func (s *SMS) customersBeat() live.Job {
	n := 1
	return func(ctx context.Context) (time.Duration, error) {
		last, err := s.customersPage(ctx, n)
		if err != nil {
			return live.Resume(err), err
		}
		if last || n == mostWalked {
			n = 1
			return cmp.Or(s.e.Beats().Customers, customersEvery), nil
		}
		n++
		return customersPace, nil
	}
}
