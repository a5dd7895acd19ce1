package store

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
)

// due is a copy of what is kept, at most once in saveEvery; nil while nothing is.
func (h *recalled) due(now time.Time, always bool) *recalled {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.numbers)+len(h.dropped)+len(h.listings)+len(h.customers)+len(h.statuses) == 0 || !always && now.Sub(h.tried) < saveEvery {
		return nil
	}
	h.tried = now
	return &recalled{numbers: maps.Clone(h.numbers), dropped: maps.Clone(h.dropped), listings: maps.Clone(h.listings),
		customers: maps.Clone(h.customers), statuses: maps.Clone(h.statuses)}
}

// saveHeard writes what is kept of numbers, listings and customers, if there is room now. Each forgets itself
// once it is on the disk.
func (db *DB) saveHeard(ctx context.Context, always bool) error {
	kept := db.recalled.due(time.Now(), always)
	if kept == nil {
		return nil
	}
	for _, n := range kept.numbers {
		var err error
		if !n.Seen.IsZero() {
			err = db.PutNumbers(ctx, n.Seen, n.Number)
		}
		if err == nil && n.Document != nil {
			err = db.PutDocument(ctx, n.Read, n.Document)
		}
		if err != nil {
			return err
		}
	}
	if gone := slices.Collect(maps.Keys(kept.dropped)); len(gone) > 0 {
		if err := db.DropNumbers(ctx, gone...); err != nil {
			return err
		}
	}
	for _, l := range kept.listings {
		if err := db.PutListing(ctx, l.Seen, l.Listing); err != nil {
			return err
		}
	}
	return db.saveHeardCustomers(ctx, kept)
}

func (db *DB) saveHeardCustomers(ctx context.Context, kept *recalled) error {
	for id, c := range kept.customers {
		var err error
		if !c.Seen.IsZero() {
			err = db.PutCustomers(ctx, c.Seen, c.Customer)
		}
		if err == nil && !c.BalanceSeen.IsZero() {
			err = db.PutBalance(ctx, c.BalanceSeen, id, c.Held)
		}
		if err == nil && !c.HoldSeen.IsZero() {
			err = db.PutHold(ctx, c.HoldSeen, id, c.OnHold)
		}
		if err != nil {
			return err
		}
	}
	for id, status := range kept.statuses { // given since the rows above were read, which have the one before
		if err := db.PutStatus(ctx, id, status); err != nil {
			return err
		}
	}
	return nil
}

// amendUnsaved is AmendListing while nothing can be saved.
func (db *DB) amendUnsaved(ctx context.Context, n phone.E164, change func(*numbersonline.Listing)) error {
	l, err := db.Listing(context.WithoutCancel(ctx), n)
	if errors.Is(err, ErrNotFound) || err == nil && l.Seen.IsZero() {
		return nil
	}
	if err == nil {
		change(&l.Listing)
		db.recalled.listing(l)
		db.feeds.mark(Listings)
	}
	return err
}

// keepListing keeps a listing in memory where it could not be saved, or forgets it there.
func (db *DB) keepListing(seen time.Time, l numbersonline.Listing, lost error) {
	switch {
	case Unsaved(lost):
		db.recalled.listing(Listing{Listing: l, Seen: seen})
		db.feeds.mark(Listings)
	case lost == nil:
		db.recalled.savedListing(l.E164, seen)
	}
}

// keepCustomer keeps in memory what could not be saved of a customer, or forgets it there.
func (db *DB) keepCustomer(c Customer, lost error) {
	switch {
	case Unsaved(lost):
		db.recalled.customer(c)
		db.feeds.mark(Customers)
	case lost == nil:
		db.recalled.savedCustomer(c)
	}
}
