package trust

import (
	"context"
	"errors"
	"time"

	"switchboard/client/phone"
	"switchboard/client/rest"
)

// missed finds out what it means that a listing was not known, at the moment
// seen: the number is not on the account any more, which is noted, or the
// provider is not at this address at all, which is the error then.
func (t *Trust) missed(ctx context.Context, seen time.Time, n phone.E164, err error) error {
	if !is(err, rest.NotFound) {
		return err
	}
	if l, e := t.db.Listing(ctx, n); e == nil && !l.Gone.IsZero() {
		return err
	}
	switch where := t.here(ctx, n); {
	case where == nil:
		return errors.Join(err, t.db.MarkGone(ctx, seen, n))
	case is(where, rest.NotAPI):
		return where
	}
	return err
}

// here makes sure that the provider is where it is asked: it knows the account
// or, where a server has no route for that, some other listing. nil is yes.
func (t *Trust) here(ctx context.Context, but phone.E164) error {
	_, err := t.api.Account(ctx)
	switch {
	case is(err, rest.Forbidden):
		return nil
	case !is(err, rest.NotAPI):
		return err
	}
	all, e := t.db.Listings(ctx)
	if e != nil {
		return e
	}
	for _, l := range all {
		if l.E164 != but && !l.Seen.IsZero() && l.Gone.IsZero() {
			if _, e := t.api.Listing(ctx, l.E164); e == nil {
				return nil
			}
			break
		}
	}
	return err
}

// Here makes sure that the provider is where it is asked; nil is yes.
func (t *Trust) Here(ctx context.Context) error { return t.here(ctx, "") }

// dropped makes the numbers that the account does not list any more due: their
// own listing tells what became of them.
func (t *Trust) dropped(ctx context.Context) error {
	all, err := t.db.Listings(ctx)
	if err != nil {
		return err
	}
	for _, l := range all {
		if l.Bound.E164 == "" && l.Gone.IsZero() {
			t.watch.soon(l.E164)
		}
	}
	return nil
}

func is(err error, kind rest.Kind) bool {
	var e *rest.Error
	return errors.As(err, &e) && e.Kind == kind
}
