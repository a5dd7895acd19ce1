package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

// weighCredit judges a change of a balance. While one of the same customer and
// amount has no known outcome, another needs a reference that was chosen; one that
// is on its way is waited for, whoever sent it.
func (s *SMS) weighCredit(ctx context.Context, a act.Credit, v *act.Verdict) error {
	t, letter := a.Transaction, "A"
	if t.Amount < 0 {
		letter = "D"
	}
	v.Take(act.Capital(letter))
	done, err := s.db.Carried(ctx, transactionKey(t.ID))
	if err != nil {
		return err
	}
	before := bookedBefore(done, a)
	will := act.Fact{Name: "will be booked", Value: signed(t.Amount) + " for " + a.Customer, Kind: act.Money, Adds: &money.Price{Cents: t.Amount, Known: true}}
	if before {
		will = act.Fact{Name: "will be booked", Value: "nothing: the ledger has this reference already"}
	}
	v.After = append(v.After, will, act.Fact{Name: "reference", Value: t.ID})
	if t.Gateway != "" {
		v.After = append(v.After, act.Fact{Name: "gateway", Value: t.Gateway})
	}
	if live.Invalid(v, platfone.Together(platfone.CheckCustomerID(a.Customer), t.Check())) {
		return nil
	}
	if most := s.e.Spend().MaxHere; most.Known && t.Amount > most.Cents {
		v.Refuse(act.SpendAct.Of(t.Amount, most, "--max-spend"))
	}
	adds := t.Amount
	if before {
		adds = 0
	}
	if err := s.weighBalance(ctx, a.Customer, adds, v); err != nil {
		return err
	}
	return s.sameCredit(ctx, a, done, v)
}

// bookedBefore reports whether this very change is among what was booked with its reference: sent once more, it changes nothing.
func bookedBefore(done []store.Intent, a act.Credit) bool {
	return slices.ContainsFunc(done, func(in store.Intent) bool {
		var note adjustNote
		return json.Unmarshal(in.Body, &note) == nil && note == (adjustNote{a.Customer, a.Transaction})
	})
}

// weighBalance shows what the customer has and will have.
func (s *SMS) weighBalance(ctx context.Context, customer string, adds money.Cents, v *act.Verdict) error {
	c, err := s.db.Customer(ctx, customer)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	now := c.Total()
	after := money.Price{}
	if now.Known {
		after = money.Known(now.Cents + adds)
	}
	v.Before = append(v.Before, act.Fact{Name: "balance now", Value: now.String(), Kind: act.Money, Loose: true, Seen: c.TotalSeen(), Mind: s.before(ctx, c)})
	v.After = append(v.After, act.Fact{Name: "balance after", Value: after.String(), Kind: act.Money, Loose: true})
	if after.Known && after.Cents < 0 && adds < 0 {
		v.Warn(act.BelowZero.Of(act.Hidden(customer)), act.None())
	}
	return nil
}

// sameCredit refuses what may be the second booking of one payment; done is what was booked with its reference.
func (s *SMS) sameCredit(ctx context.Context, a act.Credit, done []store.Intent, v *act.Verdict) error {
	open, err := s.e.OpenOf(ctx, opAdjust)
	if err != nil {
		return err
	}
	for _, in := range open {
		var note adjustNote
		if json.Unmarshal(in.Body, &note) != nil {
			continue
		}
		same := !a.Named && note.Transaction.ID != a.Transaction.ID && note.Customer == a.Customer && note.Transaction.Amount == a.Transaction.Amount
		switch {
		case in.State != store.StateUnknown && same && live.Fresh(ctx):
			return s.db.UnderWay(in) // what comes of it is waited for
		case in.State != store.StateUnknown:
		case note.Transaction.ID == a.Transaction.ID && note != (adjustNote{a.Customer, a.Transaction}):
			v.Refuse(referenceUsed(note.Transaction.ID, in))
		case same:
			return live.Weighed(v, fmt.Errorf("its reference is %s; another booking of the same amount needs a reference that you type (the field Reference, or --ref): %w",
				note.Transaction.ID, &store.OpenIntentError{Intent: in}))
		}
	}
	for _, in := range done {
		var note adjustNote
		if json.Unmarshal(in.Body, &note) == nil && note != (adjustNote{a.Customer, a.Transaction}) {
			v.Refuse(act.WrongState.Of("The reference "+a.Transaction.ID, "used", "it stands for "+in.Subject+", which is booked. Nothing was sent"))
			return nil
		}
	}
	return s.foundCredit(ctx, a, v)
}

// recently is how long a booking that was found by looking stands against the
// same once more: who saw no answer repeats it within minutes.
const recently = 5 * time.Minute

// foundCredit refuses what repeats a booking that came to light only by
// looking: whoever sent it was told that its outcome is not known.
func (s *SMS) foundCredit(ctx context.Context, a act.Credit, v *act.Verdict) error {
	if a.Named {
		return nil
	}
	list, err := s.db.IntentsSince(ctx, time.Now().Add(-time.Hour))
	if err != nil {
		return err
	}
	for _, in := range list {
		var note adjustNote
		if in.Op != opAdjust || !in.Found() || time.Since(in.SettledAt) > recently || json.Unmarshal(in.Body, &note) != nil {
			continue
		}
		if note.Customer == a.Customer && note.Transaction.Amount == a.Transaction.Amount && note.Transaction.ID != a.Transaction.ID {
			r := act.BookedAlready.Of("The " + signed(a.Transaction.Amount) + " for " + a.Customer + " sent at " + in.SentAt.Local().Format("15:04:05") + " was booked after all, as " +
				note.Transaction.ID + ". To book the same once more now, type a reference of your own (the field Reference, or --ref); after five minutes none is needed")
			r.Hide = append(r.Hide, a.Customer, signed(a.Transaction.Amount)) // from people who look on
			v.Refuse(r)
			return nil
		}
	}
	return nil
}

// referenceUsed is that a reference stands for another booking that is open.
func referenceUsed(id string, in store.Intent) act.Reason {
	return act.WrongState.Of("The reference "+id, "used", "it stands for "+in.Subject+", whose outcome is not known yet. Nothing was sent")
}
