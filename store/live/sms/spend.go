package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/live"
)

// Spent implements live.Desk: what was ordered, here or elsewhere. A number that
// was given back or refunded counts for nothing.
func (s *SMS) Spent(ctx context.Context, since time.Time) (money.Cents, error) {
	bought, err := s.bought.Get(since.String(), s.db.Age(store.Activations), live.Fresh(ctx), func() (store.Bought, error) {
		return s.db.BoughtSince(ctx, since)
	})
	if err != nil {
		return 0, err
	}
	tried, err := s.tried.Get(since.String(), s.db.Age(store.Journal|store.Activations), live.Fresh(ctx), func() (money.Cents, error) {
		return s.triedSince(ctx, since, bought)
	})
	return bought.Sum + tried, err
}

// triedSince is what the orders of this profile add to the prices that are
// known: those under way, not read yet, or without a price.
func (s *SMS) triedSince(ctx context.Context, since time.Time, bought store.Bought) (sum money.Cents, err error) {
	list, err := s.e.Attempts(ctx, since)
	if err != nil {
		return 0, err
	}
	most := map[string]money.Cents{} // by activation
	var ids []string
	for _, in := range list {
		var note orderNote
		if in.Op != opOrder || json.Unmarshal(in.Body, &note) != nil {
			continue // a damaged entry stops every order anyway
		}
		switch {
		case in.State.Open():
			sum += note.Order.MaxPrice
		case in.State == store.StateConfirmed:
			most[in.Ref] = note.Order.MaxPrice
			ids = append(ids, in.Ref)
		}
	}
	unread, err := s.db.Unread(ctx, ids)
	for _, id := range append(unread, bought.Unpriced...) {
		sum += most[id]
	}
	return sum, err
}

// riseRounds is how often in one order a price may move and be accepted.
const riseRounds = 5

// risen is the order that goes on after its price moved, as far as the person
// allows that without being asked. Agreed is the ceiling that they saw.
func (s *SMS) risen(ctx context.Context, customer string, o platfone.NewOrder, agreed money.Cents, err error) (platfone.NewOrder, bool) {
	var moved *platfone.PriceMoved
	if !errors.As(err, &moved) || moved.OrderID == "" || moved.Suggested <= o.MaxPrice {
		return o, false
	}
	next := o.Raised(moved)
	if !s.e.Spend().Rise.Allows(agreed, next.MaxPrice) || next.Check() != nil || s.e.MaySpend(ctx, money.Known(next.MaxPrice)) != nil {
		return o, false
	}
	words := fmt.Sprintf("%s/%s: no numbers left under %s, ordered for at most %s, as auto_accept_rise allows (+%s in all)",
		o.ServiceID, o.CountryID, o.MaxPrice, next.MaxPrice, next.MaxPrice-agreed)
	// What is not written down is not done unseen.
	return next, s.e.Notice(ctx, live.NoticeOrder, customer, words) == nil
}
