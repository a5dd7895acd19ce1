package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
)

// Basis is what an answer from what is saved rests on. While that was not read, that a list is empty,
// or that something is not in it, says nothing about the provider.
type Basis struct {
	Provider string
	What     string // in the plural, as a sentence begins: "The customers"
	Way      string // what reads them; "" is sync
	Extent   func(ctx context.Context, db *store.DB) (store.Extent, error)
}

// ListOf is the basis of a list that is read as one, such as store.ListOfCustomers.
func ListOf(provider, list, what string) Basis {
	return Basis{Provider: provider, What: what, Extent: func(ctx context.Context, db *store.DB) (store.Extent, error) { return db.ExtentOf(ctx, list) }}
}

// ReadAt is the basis of what is read alone, and was read at a time; zero is that it never was.
func ReadAt(provider, what string, at time.Time) Basis {
	return Basis{Provider: provider, What: what, Way: "the same without --offline", Extent: func(context.Context, *store.DB) (store.Extent, error) {
		if at.IsZero() {
			return store.NeverRead, nil
		}
		return store.WholeRead, nil
	}}
}

// RestsOn notes what the answer of the command rests on from here on.
func (a *App) RestsOn(b Basis) { a.basis = &b }

// unread is did, or that nothing can be said because what would be told was never read: not asked
// now, an empty answer would claim that there is none.
func (a *App) unread(ctx context.Context, s *Session, asked bool, did error) error {
	if asked || a.basis == nil || a.unasked != nil || !a.nothingThere(did) && !noCode(did) {
		return did
	}
	extent, err := a.basis.Extent(ctx, s.DB)
	if err != nil || extent == store.WholeRead {
		return errors.Join(did, err)
	}
	if extent == store.NeverRead && s.unlinked(a.basis.Provider) {
		return &Exit{
			Code: act.NoKey.Exit(), Reason: string(act.NoKey),
			Err: fmt.Errorf("%s has no key in this profile, and nothing of it was ever read: the settings connect one", rest.Screen(a.basis.Provider)),
		}
	}
	return &Exit{Code: Unknown, Reason: Incomplete, Err: errors.New(a.basis.say(extent))}
}

// say tells what was not read, and what reads it.
func (b *Basis) say(extent store.Extent) string {
	words, way := "%s were never read: %s reads them.", "switchboard sync"
	if extent == store.PartlyRead {
		words, way = "Nothing that is saved fits. %s of that time were not all read: %s reads the rest.", "switchboard sync --full"
	}
	return fmt.Sprintf(words, b.What, cmp.Or(b.Way, way))
}

// nothingThere reports whether the answer is that there is none, or that it is not there.
func (a *App) nothingThere(err error) bool {
	var chosen *Exit
	missing := errors.Is(err, store.ErrNotFound) || errors.As(err, &chosen) && chosen.Code == NotFound
	return missing || err == nil && a.Out.many && a.Out.wrote == 0
}

// noCode reports whether the answer is that no code came.
func noCode(err error) bool {
	var chosen *Exit
	return errors.As(err, &chosen) && chosen.Code == NoCode && chosen.Reason == ""
}

// unlinked reports whether the profile has neither a key of a provider nor a place for one.
func (s *Session) unlinked(provider string) bool {
	for _, d := range s.Desks {
		if d.Provider == provider {
			return d.Unlinked != nil && d.Unlinked()
		}
	}
	return true
}
