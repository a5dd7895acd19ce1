package live

import (
	"context"
	"errors"
	"maps"
	"time"

	"switchboard/store"
	"switchboard/store/act"
)

func draftOf(a act.KeepListing) store.ListingDraft {
	return store.ListingDraft{Number: string(a.Number), Kind: string(a.Kind), Fields: a.Fields}
}

// weighListing judges the draft of a listing. It never takes the place of one
// that a person has begun, nor of a page that everybody can see.
func (s saved) weighListing(ctx context.Context, a act.KeepListing, v *act.Verdict) error {
	if Invalid(v, a.Check(time.Now())) {
		return nil
	}
	v.After = append(v.After, act.Fact{Name: "keeps the draft of", Value: a.Number.String(), Kind: act.Number})
	known, err := s.e.db.Listing(ctx, a.Number)
	switch {
	case err == nil && known.Public():
		v.Refuse(act.WrongState.Of(a.Number, "kept as a draft", "it is online, and listings stage changes its page"))
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return err
	}
	var now store.ListingDraft
	_, err = s.e.db.Draft(ctx, store.DraftListing, string(a.Number), &now)
	switch next := draftOf(a); {
	case errors.Is(err, store.ErrNotFound):
		return nil
	case err != nil:
		return err
	case now.Kind == next.Kind && maps.Equal(now.Fields, next.Fields):
		v.Refuse(act.AlreadySo.Of("this draft is kept already"))
	default:
		v.Refuse(act.WrongState.Of(a.Number, "given this draft", "another one was begun, and is finished or cleared in Listings"))
	}
	return nil
}
