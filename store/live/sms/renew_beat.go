package sms

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

const (
	renewEvery = time.Second
	// renewWithin is how late the end of a number may be heard: after that whoever waited for it has gone on.
	renewWithin = 2 * time.Minute
)

// renewBeat waits for the end of a number, and deals with it once.
func (s *SMS) renewBeat(id string, r *renewal) live.Job {
	return func(ctx context.Context) (time.Duration, error) {
		if s.renewal(id) != r {
			return live.Done, nil
		}
		a, err := s.db.Activation(ctx, id)
		if err != nil {
			return 0, err
		}
		switch over, why := s.ended(a); {
		case !over:
			return renewEvery, nil
		case a.HasCode():
			s.lift(id, r, platfone.Activation{}, errors.New("its code came"))
		case why != "":
			s.endRenewing(ctx, a, r, errors.New(why))
		default:
			s.orderAgain(ctx, a, r)
		}
		return live.Done, nil
	}
}

// ended reports whether a number is over, and why it is then not ordered again;
// "" is that it is.
func (s *SMS) ended(a store.Activation) (over bool, why string) {
	now := s.Now()
	switch state := a.State(now); {
	case a.HasCode():
		return true, ""
	case !a.Status.Ended():
		return false, ""
	case state == platfone.Canceled:
		return true, "it was canceled"
	case state != platfone.Expired:
		return true, "it did not expire: the provider says " + a.RawWords()
	case now.Sub(a.ExpireAt) > renewWithin:
		return true, "it expired at " + a.ExpireAt.Local().Format("15:04") + ", which was read too late"
	}
	return true, ""
}

// orderAgain makes the order again, as an act of its own that is weighed now.
// Whatever keeps it from being done ends the renewal: an order without a known
// outcome most of all.
func (s *SMS) orderAgain(ctx context.Context, ended store.Activation, r *renewal) {
	o := r.order
	o.Ended = ended.ID
	if why := r.at.Over(o.Order.MaxPrice); why != "" {
		s.endRenewing(ctx, ended, r, errors.New(why))
		return
	}
	_ = s.RefreshCustomer(ctx, o.Customer) // what was held for the number is free again; unread, it is weighed as it is known
	got, err := s.sendAgain(ctx, o, r)
	if err != nil {
		s.endRenewing(ctx, ended, r, err)
		return
	}
	s.lift(ended.ID, r, got, nil)
	at := r.at
	at.Made, at.Spent = at.Made+1, at.Spent+o.Order.MaxPrice
	s.stand(got.ID, &renewal{order: r.order, agreed: r.agreed, at: at})
	s.tellRenewal(ctx, o, fmt.Sprintf("%s/%s ordered again (%d of %d): %s, for at most %s, since %s expired without a code",
		o.Order.ServiceID, o.Order.CountryID, at.Made, at.Times, got.Phone, o.Order.MaxPrice, ended.Phone))
}

// sendAgain weighs the order and sends it if nothing is said of it that was not
// agreed to when the person had it made again, and nobody has stopped it.
func (s *SMS) sendAgain(ctx context.Context, o act.Order, r *renewal) (platfone.Activation, error) {
	v, err := s.e.Weigh(ctx, o)
	if err != nil {
		return platfone.Activation{}, err
	}
	for _, w := range v.Warned {
		if !slices.ContainsFunc(r.agreed, func(a act.Reason) bool { return a.Code == w.Code && a.Say == w.Say }) {
			return platfone.Activation{}, errors.New(w.Say)
		}
	}
	c, err := v.Agree(v.Consent)
	if err != nil {
		return platfone.Activation{}, err
	}
	if !s.leave(o.Ended, r) {
		return platfone.Activation{}, errStopped
	}
	return act.Do[platfone.Activation](ctx, s.e, o, c)
}

// endRenewing ends a renewal and says why.
func (s *SMS) endRenewing(ctx context.Context, a store.Activation, r *renewal, why error) {
	if !s.lift(a.ID, r, platfone.Activation{}, why) {
		return
	}
	words := why.Error()
	var open *store.Unsettled
	if errors.As(why, &open) {
		words = "what came of the next order is not known. " + open.Sentence()
	}
	o := r.order
	s.tellRenewal(ctx, o, fmt.Sprintf("%s/%s is not ordered again after %s (%d of %d made): %s", o.Order.ServiceID, o.Order.CountryID, a.Phone, r.at.Made, r.at.Times, words))
}

// tellRenewal writes down what a person is to be told. What cannot be written is seen on the row.
func (s *SMS) tellRenewal(ctx context.Context, o act.Order, words string) {
	_ = s.e.Notice(ctx, live.NoticeOrder, o.Customer, words)
}
