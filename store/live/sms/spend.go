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

// MaySpend says why something that costs up to most cannot be bought within the
// person's own limits, nil when it can.
func (s *SMS) MaySpend(ctx context.Context, most money.Cents) error {
	if limit := s.e.Spend().MaxPerOrder; limit.Known && most > limit.Cents {
		return &live.Refusal{Why: live.ReasonSpend, Say: fmt.Sprintf(
			"Up to %s is more than one order may cost, %s: spend.max_per_order in the settings. Nothing was sent.", most, limit)}
	}
	limit := s.e.Spend().MaxPerDay
	if !limit.Known {
		return nil
	}
	spent, err := s.spentToday(ctx)
	if err == nil && spent+most > limit.Cents {
		err = &live.Refusal{Why: live.ReasonSpend, Until: midnight(time.Now()).AddDate(0, 0, 1), Say: fmt.Sprintf(
			"Up to %s was spent today, and up to %s more is over %s, the most for a day: spend.max_per_day in the settings. Nothing was sent.", spent, most, limit)}
	}
	return err
}

// LeftToday is what of the day's limit is not spent yet; unknown without a limit.
func (s *SMS) LeftToday(ctx context.Context) (money.Price, error) {
	limit := s.e.Spend().MaxPerDay
	if !limit.Known {
		return limit, nil
	}
	spent, err := s.spentToday(ctx)
	return money.Known(max(limit.Cents-spent, 0)), err
}

func midnight(now time.Time) time.Time {
	y, m, d := now.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, now.Location())
}

// dayPage is how many rows are read at once to add up a day.
const dayPage = 500

// spentToday is the most that comes of what was ordered since midnight, here or
// elsewhere. An order without an answer counts with its ceiling, one that was
// given back or refunded not at all.
func (s *SMS) spentToday(ctx context.Context) (money.Cents, error) {
	since := midnight(time.Now())
	sum, ceilings, err := s.ceilings(ctx, since)
	if err != nil {
		return 0, err
	}
	var before store.Key
	for {
		page, err := s.db.History(ctx, store.ActivationFilter{From: since}, before, dayPage)
		if err != nil {
			return 0, err
		}
		for _, a := range page {
			ceiling := ceilings[a.ID]
			delete(ceilings, a.ID)
			sum += mostOf(a.Activation, ceiling)
			before = a.Key
		}
		if len(page) < dayPage {
			break
		}
	}
	for _, ceiling := range ceilings { // ordered, and not read yet
		sum += ceiling
	}
	return sum, nil
}

// mostOf is the most a number comes to that was ordered with a ceiling.
func mostOf(a platfone.Activation, ceiling money.Cents) money.Cents {
	switch {
	case a.Billing == platfone.BillingReleased || a.Billing == platfone.BillingRefunded:
		return 0
	case a.Price.Known:
		return a.Price.Cents
	}
	return ceiling
}

// ceilings are the ceilings of the numbers ordered here since a moment, by
// activation, and the sum of those whose order has no outcome yet.
func (s *SMS) ceilings(ctx context.Context, since time.Time) (open money.Cents, byID map[string]money.Cents, err error) {
	list, err := s.journalSince(ctx, since)
	if err != nil {
		return 0, nil, err
	}
	byID = map[string]money.Cents{}
	for _, in := range list {
		if in.Op != opOrder {
			continue
		}
		var note orderNote
		if err := json.Unmarshal(in.Body, &note); err != nil {
			continue // what it was cannot be told; a damaged entry stops every order anyway
		}
		switch {
		case in.State.Open():
			open += note.Order.MaxPrice
		case in.State == store.StateConfirmed:
			byID[in.Ref] = note.Order.MaxPrice
		}
	}
	return open, byID, nil
}

// journalSince are the attempts begun since a moment, newest first.
func (s *SMS) journalSince(ctx context.Context, since time.Time) ([]store.Intent, error) {
	for n := dayPage; ; n *= 4 {
		list, err := s.db.Intents(ctx, n)
		if err != nil {
			return nil, err
		}
		for i, in := range list {
			if in.Created.Before(since) {
				return list[:i], nil
			}
		}
		if len(list) < n {
			return list, nil
		}
	}
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
	if !s.e.Spend().Rise.Allows(agreed, next.MaxPrice) || next.Check() != nil || s.MaySpend(ctx, next.MaxPrice) != nil {
		return o, false
	}
	words := fmt.Sprintf("%s/%s rose from %s to %s while ordering: accepted, as auto_accept_rise allows (+%s in all)",
		o.ServiceID, o.CountryID, o.MaxPrice, next.MaxPrice, next.MaxPrice-agreed)
	// What is not written down is not done unseen.
	return next, s.e.Notice(ctx, live.NoticeOrder, customer, words) == nil
}
