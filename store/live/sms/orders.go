package sms

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
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
	Ended    string `json:",omitempty"` // the number that ended without a code, for which this is ordered
}

// placeOrder rents a number for a customer. A refusal by the provider comes back as
// it is (*platfone.PriceMoved and the like), one of ours as *Refusal,
// *platfone.FieldError or *store.OpenIntentError, and a lost answer as
// *store.Unsettled: then the order is looked for by reading and never sent again.
// Continue after a moved price with o.Raised(moved); a rise that the person's
// own Spend accepts is gone along with, and told; not for an order that is made
// again by itself, whose price is what was agreed to.
func (s *SMS) placeOrder(ctx context.Context, a act.Order) (platfone.Activation, error) {
	customer, o, agreed := a.Customer, a.Order, a.Order.MaxPrice
	for round := 0; ; round++ {
		got, err := s.order(ctx, orderNote{customer, o, s.api.ClockSkew(), a.Ended})
		next, goesOn := o, false
		if round < riseRounds && a.Ended == "" {
			next, goesOn = s.risen(ctx, customer, o, agreed, err)
		}
		if !goesOn {
			return got, err
		}
		o = next
	}
}

// order is one attempt.
func (s *SMS) order(ctx context.Context, note orderNote) (platfone.Activation, error) {
	customer, o := note.Customer, note.Order
	subject := o.ServiceID + "/" + o.CountryID + " for " + customer
	var got platfone.Activation
	var lost error
	err := s.e.Perform(ctx, live.Attempt{
		Op:      opOrder,
		Key:     orderKey(customer, o),
		Subject: subject,
		What:    "The order of " + subject,
		Body:    note,
		Allow: func(ctx context.Context) error {
			n, err := s.active(ctx)
			return cmp.Or(err, s.e.MaySpend(ctx, money.Known(o.MaxPrice)), s.full(n))
		},
		Send: func(ctx context.Context) (string, error) {
			a, err := s.api.Order(ctx, customer, o)
			got = a
			return a.ID, err
		},
		Keep: func(ctx context.Context) {
			if got.CustomerID == "" {
				got.CustomerID = customer
			}
			lost = s.follow(ctx, got)
		},
	})
	if err != nil {
		return platfone.Activation{}, err
	}
	if lost != nil {
		return got, fmt.Errorf("the number was ordered, but could not be saved: %w", lost)
	}
	return got, nil
}

// follow stores a number that has just been ordered and begins to poll it.
func (s *SMS) follow(ctx context.Context, a platfone.Activation) error {
	s.polls.soon()
	return s.put(ctx, time.Now(), nil, a)
}

// runsFor is longer than any number runs.
const runsFor = 30 * time.Minute

// active counts the numbers that run, and those that are coming. One whose time is over does not count.
func (s *SMS) active(ctx context.Context) (n int, err error) {
	list, err := s.db.WaitingActivations(ctx)
	if err != nil {
		return 0, fmt.Errorf("counting the active numbers: %w", err)
	}
	now := s.Now()
	known := make(map[string]bool, len(list))
	for _, a := range list {
		known[a.ID] = true
		if a.State(now) != platfone.Closing {
			n++
		}
	}
	coming, err := s.coming(ctx, known)
	return n + coming, err
}

// full refuses one more number beside n that run, as the provider would.
func (s *SMS) full(n int) error {
	most := s.cfg.MaxActive
	if n < most {
		return nil
	}
	r := act.PlaceFull.Of(n, most)
	r.Err = &platfone.TooManyActive{Err: &rest.Error{Provider: platfone.Provider, Kind: rest.Limited, Local: true}}
	return r.Refusal()
}

// coming counts the orders of all processes that are not among the active numbers yet: on their
// way, without an answer, or answered and about to be stored.
func (s *SMS) coming(ctx context.Context, known map[string]bool) (n int, err error) {
	list, err := s.e.Attempts(ctx, time.Now().Add(-runsFor))
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
