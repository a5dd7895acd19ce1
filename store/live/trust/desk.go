// Package trust is the engine's desk of NumbersOnline's account API: proving
// numbers, their listings, the payment, badge, risk and what people report.
package trust

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"switchboard/client/money"
	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

// The keys of the desk's standing jobs.
const (
	phonesKey = "trust/phones"
	watchKey  = "trust/watch"
)

// KeyStore keeps the one key of the trust account outside the store.
type KeyStore interface {
	// Has is whether there is a key, or a place that was set for one. Like Had it asks nobody.
	Has() bool
	// Had is the key in force as far as it was needed yet, empty without one.
	Had() rest.Secret
	// Keep stores a key for good, makes it the one in force and says where it lies.
	Keep(ctx context.Context, key rest.Secret) (where string, err error)
}

// Trust is the desk of NumbersOnline's account API: proving numbers, their
// listings, badge, risk and reports. It is there without a key as well; then
// it can only sign up.
type Trust struct {
	live.Access
	e     *live.Engine
	api   *numbersonline.Client
	keys  KeyStore
	db    *store.DB
	sched *live.Scheduler
	spent live.Memo[money.Cents]
	watch *watch

	mu    sync.Mutex
	begun map[phone.E164]time.Time // when the quick reads of a payment last began
	owner *numbersonline.Account   // the account as it was last read
	asked time.Time                // when that was

	ownerBy rest.Secret // the key it was read with

	reading  chan struct{} // held while the list of numbers is read
	listed   time.Time     // when it was last; of its holder
	listedBy rest.Secret   // with which key; of its holder, too
}

// New makes the desk and registers it with the engine. The account API is
// there before it has a key, to sign up with; keys keeps that key.
func New(e *live.Engine, api *numbersonline.Client, keys KeyStore) *Trust {
	t := &Trust{e: e, api: api, keys: keys, db: e.DB(), sched: e.Jobs(), begun: map[phone.E164]time.Time{}, reading: make(chan struct{}, 1)}
	t.Access = live.NewAccess(e, numbersonline.Provider, func() bool { return api != nil && t.HasKey() }, api.Pardon, "TRUST has no key: connect one in the settings, or make an account.")
	t.watch = newWatch(t)
	e.Register(t)
	e.On(checkoutKeys, func(n string) { t.follow(phone.E164(n), checkoutWait(0)) })
	return t
}

func (t *Trust) First() []string { return []string{phonesKey} }

func (t *Trust) Open(ctx context.Context) error {
	if t.api == nil {
		return t.Health.Absent(ctx)
	}
	if err := t.watch.fill(ctx); err != nil {
		return err
	}
	open, err := t.db.Checkouts(ctx)
	if err != nil {
		return err
	}
	for _, c := range open {
		t.follow(c.E164, 0)
	}
	t.sched.Put(phonesKey, live.Balances, 0, t.firstPhones())
	t.sched.Put(watchKey, live.Balances, watchGap, t.watch.beat)
	return nil
}

func (t *Trust) Wake() {
	t.Pardon()
	t.sched.Kick(phonesKey)
	t.sched.Kick(watchKey)
}

// Hear implements live.Hearing.
func (t *Trust) Hear(ctx context.Context) error { return t.phones(ctx) }

// HasKey reports whether there is an account to work for.
func (t *Trust) HasKey() bool { return t.keys != nil && t.keys.Has() }

// KeyPrefix is the beginning of the key, which the provider itself calls safe to show.
func (t *Trust) KeyPrefix() string {
	const shown = len("nol_8f3c2a1b")
	if t.keys == nil {
		return ""
	}
	if key := t.keys.Had().Reveal(); len(key) > 2*shown {
		return key[:shown]
	}
	return ""
}

// PageURL is where the public page of a business listing is, "" without a handle.
func (t *Trust) PageURL(handle string) string {
	if t.api == nil {
		return ""
	}
	return t.api.PageURL(handle)
}

// pauses says why the provider wants a scope left alone, nil when it does not.
func (t *Trust) pauses(ctx context.Context, scope string) error {
	return t.e.Paused(ctx, numbersonline.Provider, scope)
}

// read asks about one listing and stores the answer.
func (t *Trust) read(ctx context.Context, n phone.E164) (numbersonline.Listing, error) {
	heard := time.Now()
	l, err := t.api.Listing(ctx, n)
	if err != nil {
		err = t.missed(ctx, heard, n, err)
		return l, t.Heard(ctx, err)
	}
	if err := t.put(ctx, heard, l); err != nil {
		return l, err
	}
	return l, t.Health.Good(ctx)
}

// readComplaints asks what people said about a number and stores the answer.
func (t *Trust) readComplaints(ctx context.Context, n phone.E164) error {
	heard := time.Now()
	r, err := t.api.Reports(ctx, n, numbersonline.MaxReports)
	if err != nil {
		return t.Heard(ctx, err)
	}
	if err := store.Saved(t.db.PutComplaints(ctx, heard, n, r)); err != nil {
		return err
	}
	return t.Health.Good(ctx)
}

// Refresh reads one number's listing and what people said about it.
func (t *Trust) Refresh(ctx context.Context, n phone.E164) error {
	if err := t.Ask(ctx); err != nil {
		return err
	}
	if _, err := t.read(ctx, n); err != nil {
		return err
	}
	t.watch.heard(n)
	return t.readComplaints(ctx, n)
}

// RefreshListing reads one number's listing, which is what an act upon it is judged by.
func (t *Trust) RefreshListing(ctx context.Context, n phone.E164) error {
	if err := t.Ask(ctx); err != nil {
		return err
	}
	_, err := t.read(ctx, n)
	return err
}

// Edits is when the public page of a number was changed from here since a moment, oldest first.
func (t *Trust) Edits(ctx context.Context, n phone.E164, since time.Time) ([]time.Time, error) {
	return t.db.Done(ctx, opStage, listingKey(n), since)
}

// NextCheck is when a number is asked about next; zero when it is not known.
func (t *Trust) NextCheck(n phone.E164) time.Time {
	if t.MayAsk() != nil {
		return time.Time{}
	}
	if at := t.sched.Due(checkoutKey(n)); !at.IsZero() {
		return at
	}
	return t.watch.due(n)
}

// put stores a listing, and notes in the log what a person would want to know of it.
func (t *Trust) put(ctx context.Context, heard time.Time, l numbersonline.Listing) error {
	before, err := t.db.Listing(ctx, l.E164)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err := t.db.PutListing(ctx, heard, l); err != nil {
		return store.Saved(err)
	}
	known := !before.Seen.IsZero()
	if known && before.State != numbersonline.Verified && l.State == numbersonline.Verified {
		_ = t.db.Audit(ctx, "trust.verified", l.E164.String(), "online, badge "+l.Grade)
	}
	from, to := before.Band(), l.Band()
	if known && l.State == numbersonline.Verified && from != to && from != numbersonline.BandUnknown && to != numbersonline.BandUnknown {
		_ = t.db.Audit(ctx, "trust.risk", l.E164.String(), fmt.Sprintf("%s, was %s", to, from))
	}
	return nil
}
