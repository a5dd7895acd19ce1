package sms

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

const (
	opOrder    = "sms.order"
	opRetry    = "sms.retry"
	opCancel   = "sms.cancel"
	opFinalize = "sms.finalize"
)

// orderNote is what the journal keeps of an order: what was asked, and our
// clock's distance to the provider's when it was.
type orderNote struct {
	Customer string
	Order    platfone.NewOrder
	Skew     time.Duration
}

// Order rents a number for a customer. A refusal by the provider comes back as
// it is (*platfone.PriceMoved and the like), one of ours as *Refusal,
// *platfone.FieldError or *store.OpenIntentError, and a lost answer as
// *store.Unsettled: then the order is looked for by reading and never sent again.
// Continue after a moved price with o.Raised(moved); a rise that the person's
// own Spend accepts is gone along with, and told.
func (s *SMS) Order(ctx context.Context, customer string, o platfone.NewOrder) (platfone.Activation, error) {
	agreed := o.MaxPrice
	for round := 0; ; round++ {
		got, err := s.order(ctx, customer, o)
		next, goesOn := o, false
		if round < riseRounds {
			next, goesOn = s.risen(ctx, customer, o, agreed, err)
		}
		if !goesOn {
			return got, err
		}
		o = next
	}
}

// order is one attempt.
func (s *SMS) order(ctx context.Context, customer string, o platfone.NewOrder) (platfone.Activation, error) {
	if err := s.mayOrder(ctx, customer, o); err != nil {
		return platfone.Activation{}, err
	}
	subject := o.ServiceID + "/" + o.CountryID + " for " + customer
	var got platfone.Activation
	err := s.e.Perform(ctx, live.Attempt{
		Op:      opOrder,
		Key:     "sms/order/" + customer + "/" + o.ServiceID + "/" + o.CountryID,
		Subject: subject,
		What:    "The order of " + subject,
		Body:    orderNote{customer, o, s.api.ClockSkew()},
		Allow: func(ctx context.Context) error {
			return cmp.Or(s.MaySpend(ctx, o.MaxPrice), s.mayHoldOneMore(ctx))
		},
		Send: func(ctx context.Context) (string, error) {
			a, err := s.api.Order(ctx, customer, o)
			got = a
			return a.ID, err
		},
	})
	if err != nil {
		return platfone.Activation{}, err
	}
	if got.CustomerID == "" {
		got.CustomerID = customer
	}
	if err := s.follow(context.WithoutCancel(ctx), got); err != nil {
		return got, fmt.Errorf("the number was ordered, but could not be saved: %w", err)
	}
	return got, nil
}

// follow stores a number that has just been ordered and begins to poll it.
func (s *SMS) follow(ctx context.Context, a platfone.Activation) error {
	s.polls.soon()
	return s.put(ctx, time.Now(), nil, a)
}

// mayOrder holds an order against everything that is known here, so that what
// cannot succeed is not sent.
func (s *SMS) mayOrder(ctx context.Context, customer string, o platfone.NewOrder) error {
	if err := platfone.CheckCustomerID(customer); err != nil {
		return err
	}
	if err := o.Check(); err != nil {
		return err
	}
	if err := s.maySend(ctx, platfone.BudgetCreate); err != nil {
		return err
	}
	c, err := s.db.Customer(ctx, customer)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("reading the customer: %w", err)
	}
	if why := c.Status.MayOrder(); err == nil && why != "" {
		return &live.Refusal{Why: live.ReasonRule, Say: "Not ordered: " + why + "."}
	}
	return s.mayHoldOneMore(ctx)
}

// runsFor is longer than any number runs.
const runsFor = 30 * time.Minute

// mayHoldOneMore refuses the order that the limit of active numbers would
// refuse. A number whose time is over does not count.
func (s *SMS) mayHoldOneMore(ctx context.Context) error {
	active, err := s.db.WaitingActivations(ctx)
	if err != nil {
		return fmt.Errorf("counting the active numbers: %w", err)
	}
	n, now := 0, s.api.Now()
	known := make(map[string]bool, len(active))
	for _, a := range active {
		known[a.ID] = true
		if a.State(now) != platfone.Closing {
			n++
		}
	}
	coming, err := s.coming(ctx, known)
	if err != nil {
		return err
	}
	n += coming
	if most := s.cfg.MaxActive; n >= most {
		return &live.Refusal{
			Why: live.ReasonFull, Say: fmt.Sprintf("%d of %d numbers are active: cancel or finalize one first.", n, most),
			Err: &platfone.TooManyActive{Err: &rest.Error{Provider: platfone.Provider, Kind: rest.Limited, Local: true}},
		}
	}
	return nil
}

// coming counts the orders of all processes that are not among the active numbers yet: on their
// way, without an answer, or answered and about to be stored.
func (s *SMS) coming(ctx context.Context, known map[string]bool) (n int, err error) {
	list, err := s.journalSince(ctx, time.Now().Add(-runsFor))
	if err != nil {
		return 0, err
	}
	for _, in := range list {
		switch {
		case in.Op != opOrder || in.State == store.StateConfirmed && known[in.Ref]:
		case in.State.Open():
			n++
		case in.State == store.StateConfirmed:
			a, err := s.db.Activation(ctx, in.Ref)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return 0, err
			}
			if err != nil || !a.Status.Ended() {
				n++
			}
		}
	}
	return n, nil
}
