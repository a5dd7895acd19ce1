package trust

import (
	"context"
	"errors"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

// phonesBeat is the job that finds out which numbers are the account's: those
// of other clients appear by themselves.
func (t *Trust) phonesBeat(ctx context.Context) (time.Duration, error) {
	if !t.HasKey() {
		return time.Minute, t.Health.Absent(ctx)
	}
	if err := t.phones(ctx); err != nil {
		return live.Resume(err), err
	}
	return t.restEvery(), nil
}

// firstPhones is the job as it begins: a program that has just ended may have read the list, and commands that follow
// one another do not read it each.
func (t *Trust) firstPhones() func(context.Context) (time.Duration, error) {
	begun := false
	return func(ctx context.Context) (time.Duration, error) {
		p, err := t.db.Progress(ctx, store.ListOfListings)
		rest := justRead - time.Since(p.At)
		if begun || err != nil || rest <= 0 || rest > justRead || !t.HasKey() {
			begun = true
			return t.phonesBeat(ctx)
		}
		begun = true
		return rest, nil
	}
}

// oneRead is how long a read of the list serves whoever wants it beside the one who made it.
const oneRead = 2 * time.Second

// phones reads which numbers are the account's. It is read once for all who want it at a time, and anew for another key:
// that may be of another account.
func (t *Trust) phones(ctx context.Context) error {
	select {
	case t.reading <- struct{}{}:
		defer func() { <-t.reading }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if time.Since(t.listed) < oneRead && t.listedBy.Equal(t.keys.Had()) {
		return nil
	}
	by := t.keys.Had()
	err := t.readPhones(ctx)
	if err == nil && (by.Empty() || by.Equal(t.keys.Had())) { // as in Account
		t.listed, t.listedBy = time.Now(), t.keys.Had()
	}
	return err
}

func (t *Trust) readPhones(ctx context.Context) error {
	heard := time.Now()
	list, err := t.api.Phones(ctx)
	if errors.Is(err, numbersonline.ErrNotListed) { // the cache is the list then
		if where := t.here(ctx, ""); !is(where, rest.NotAPI) {
			return t.Health.Good(ctx)
		} else {
			err = where
		}
	}
	if err != nil {
		return t.Heard(ctx, err)
	}
	err = t.db.PutBoundNumbers(ctx, heard, list)
	if err == nil {
		err = t.db.NoteRead(ctx, store.ListOfListings)
	}
	if err == nil {
		err = t.db.PutProgress(ctx, store.ListOfListings, store.Progress{At: heard})
	}
	if err == nil {
		err = t.watch.fill(ctx)
	}
	if err == nil {
		err = t.dropped(ctx)
	}
	if err != nil {
		return err
	}
	t.sched.Sooner(watchKey, watchGap)
	return t.Health.Good(ctx)
}

// mostAtOnce is how many listings a person's question may read at once.
const mostAtOnce = 20

// RefreshList asks which numbers are the account's, and reads those that are
// due: the rest of a long list is read at the pace of the watch.
func (t *Trust) RefreshList(ctx context.Context) error {
	if err := t.Ask(ctx); err != nil {
		return err
	}
	if err := t.phones(ctx); err != nil {
		return err
	}
	for range mostAtOnce {
		n, reports, wait := t.watch.pick(time.Now())
		if n == "" || wait > 0 {
			return nil
		}
		read := t.watch.readListing
		if reports {
			read = t.watch.readReports
		}
		if err := read(ctx, n); err != nil {
			return err
		}
	}
	return nil
}
