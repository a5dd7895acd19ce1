package store

import (
	"context"
	"time"
)

// Count is how many there are of something. Until that was read it is not known, and N is how
// many of them are here already.
type Count struct {
	N     int
	Known bool
}

// Counted is what of the numbers that were ordered was read, so that a count of them says something.
type Counted struct {
	Active bool // those that run were read, or the history at all
	Month  bool // and of the last thirty days without a gap, up to when it was read last
}

// Counted tells what counts of orders rest on.
func (db *DB) Counted(ctx context.Context) (Counted, error) {
	from := time.Now().AddDate(0, 0, -monthDays)
	last, err := one(ctx, db.cache.r, number, "SELECT coalesce(max(high), 0) FROM spans WHERE what = ?", ListOfOrders)
	if err != nil {
		return Counted{}, wrap(err, "reading what is known of the history")
	}
	if last == 0 {
		active, err := db.WasRead(ctx, ListOfActive)
		return Counted{Active: active}, err
	}
	gaps, err := db.Gaps(ctx, ListOfOrders, from, stamp(last))
	return Counted{Active: true, Month: len(gaps) == 0 && stamp(last).After(from)}, err
}

// countedAlone notes of the customers whose history was read by itself that their month is whole, where that of all is not.
func (db *DB) countedAlone(ctx context.Context, at map[string]*Customer, ids string) error {
	alone, err := list(ctx, db.cache.r, text, "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM cursors WHERE what = ? || value)", ids, OwnPart(ListOfOrders, ""))
	for _, id := range alone {
		gaps, lost := db.OwnGaps(ctx, ListOfOrders, id, time.Now().AddDate(0, 0, -monthDays), time.Now().Add(-ExpectedAfter))
		if lost != nil {
			return lost
		}
		if err := of(at, id, func(c *Customer) { c.Read.Month = len(gaps) == 0 }); err != nil {
			return err
		}
	}
	return wrap(err, "reading whose history is whole")
}

// ActiveCount is how many activations are active (the provider allows 20).
func (db *DB) ActiveCount(ctx context.Context) (Count, error) {
	n, err := one(ctx, db.cache.r, number, "SELECT count(*) FROM activations WHERE activation_status = 'active'")
	if err != nil {
		return Count{}, wrap(err, "counting the active activations")
	}
	read, err := db.Counted(ctx)
	return Count{int(n), read.Active}, err
}

// The lists of which it is noted that they were read to their end.
const (
	ListOfCustomers = "customers"
	ListOfListings  = "listings"
	ListOfNumbers   = "numbers"
	ListOfActive    = "active" // the activations that run
)

// The lists that are kept without gaps.
const (
	ListOfOrders   = "history"
	ListOfBookings = "transactions"
)

// NoteRead notes that a list was read to its end: from then on an empty one is known to be empty.
func (db *DB) NoteRead(ctx context.Context, list string) error {
	if read, err := db.WasRead(ctx, list); err != nil || read {
		return err
	}
	err := db.exec(ctx, db.cache, Healths|Activations, "INSERT OR REPLACE INTO cursors VALUES (?, '', 0, 0, ?)", list, unix(time.Now()))
	return wrap(err, "noting that the list of %s was read", list)
}

// WasRead reports whether a list was ever read to its end.
func (db *DB) WasRead(ctx context.Context, list string) (bool, error) {
	p, err := db.Progress(ctx, list)
	return !p.At.IsZero(), err
}
