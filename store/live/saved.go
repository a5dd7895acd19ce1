package live

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"switchboard/store"
	"switchboard/store/act"
)

// saved judges and carries out the acts upon what is saved here. No provider
// has a part in them, so it does not matter whether one can be asked.
type saved struct{ e *Engine }

// May has nothing against it: nothing is sent.
func (saved) May(context.Context, act.Act) error { return nil }

// Judge says what stands against an act.
func (s saved) Judge(ctx context.Context, a act.Act, v *act.Verdict) error {
	switch {
	case s.e.db.ReadOnly():
		no := s.e.unwritable()
		v.Refuse(act.Reason{Code: no.Why, Say: no.Say, Mend: no.Mend})
	case s.e.cfg.ReadOnly:
		v.Refuse(act.Looking(s.e.cfg.LookedAt))
	}
	switch a := a.(type) {
	case act.Purge:
		return s.weighPurge(ctx, a, v)
	case act.KeepListing:
		return s.weighListing(ctx, a, v)
	}
	return fmt.Errorf("nothing here does %s", a.Op())
}

// weighPurge judges the deletion of codes.
func (s saved) weighPurge(ctx context.Context, p act.Purge, v *act.Verdict) error {
	if p == (act.Purge{}) {
		v.Refuse(act.Invalid.Of("Say whose codes are deleted: those before a day, of a customer or of a number."))
	}
	if err := s.unknown(ctx, p, v); err != nil {
		return err
	}
	for _, f := range []act.Fact{
		{Name: "deletes codes, texts and your notes of", Value: p.Customer, Kind: act.Name},
		{Name: "deletes codes, texts and your notes of", Value: p.Number.String(), Kind: act.Number},
	} {
		if f.Value != "" {
			v.After = append(v.After, f)
		}
	}
	if !p.Before.IsZero() {
		v.After = append(v.After, act.Fact{Name: "deletes what came to numbers ordered before", Value: p.Before.Local().Format(time.DateTime)})
	}
	v.Warn(act.CannotBeUndone.Of("Deleting codes and texts", "no copy is kept here"), act.Capital("D"))
	return nil
}

// unknown refuses whom nothing here is about: a name that was misspelt would delete nothing.
func (s saved) unknown(ctx context.Context, p act.Purge, v *act.Verdict) error {
	if p.Customer != "" {
		known, err := s.e.db.KnowsCustomer(ctx, p.Customer)
		if err != nil {
			return err
		}
		if !known {
			v.Refuse(act.NotFound.Of("No customer " + strconv.Quote(p.Customer) + " is saved here"))
		}
	}
	if p.Number != "" {
		known, err := s.e.db.KnowsRented(ctx, p.Number)
		if err != nil {
			return err
		}
		if !known {
			v.Refuse(act.NotFound.Of("No order of " + p.Number.String() + " is saved here"))
		}
	}
	return nil
}

// Carry does an act that was weighed.
func (s saved) Carry(ctx context.Context, a act.Act) (act.Outcome, error) {
	if err := s.e.Permit(ctx); err != nil {
		return nil, err
	}
	switch a := a.(type) {
	case act.Purge:
		return s.e.db.Purge(ctx, store.PurgeFilter{Before: a.Before, Customer: a.Customer, Number: a.Number})
	case act.KeepListing:
		return nil, s.e.db.PutDraft(ctx, time.Now(), store.DraftListing, string(a.Number), draftOf(a))
	}
	return nil, fmt.Errorf("nothing here does %s", a.Op())
}
