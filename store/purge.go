package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store/filter"
)

// Purged stands where a code was that is not kept any more. It is nothing that can be copied.
const Purged = "•••"

// PurgeFilter says whose codes and texts are to go; its parts are joined by "and".
type PurgeFilter struct {
	Before   time.Time  // activations made before this; zero is all
	Customer string     // only this customer's; empty is all
	Number   phone.E164 // only this number's; empty is all
}

const purgedKey = "purged"

// PurgeResult is what a purge came to, in numbers.
type PurgeResult struct {
	Deleted int // had a code or a text that is gone
	Live    int // still run, and were left alone with what has come to them
	Notes   int // notes that went with them
}

// Purge deletes codes, texts and the objects they came in from both files, so that their bytes
// are in no page and no log. What was ordered and what it cost stays, and numbers that still
// run are left alone in both files. It goes on in small steps, with a pause as long after each, so that
// whoever else writes waits for one step at most. A purge of everything before a moment also keeps what is older from
// coming back with the history. Caches that were set aside are deleted too.
func (db *DB) Purge(ctx context.Context, f PurgeFilter) (PurgeResult, error) {
	var p PurgeResult
	if db.readOnly {
		return p, denied(db.denies)
	}
	live, err := db.purgeSpares(ctx, f)
	if err != nil {
		return p, err
	}
	p.Live = len(live)
	if f.Customer == "" && f.Number == "" && !f.Before.IsZero() {
		if err := db.keepPurged(ctx, f.Before); err != nil {
			return p, err
		}
	}
	p.Deleted, err = inSteps(ctx, -1, func(after int64) (int, int64, error) { return db.purgeCache(ctx, f, after) })
	if err != nil {
		return p, fmt.Errorf("purging the cache: %w", err)
	}
	coded, err := db.purgedNumbers(ctx, f, live)
	if err != nil {
		return p, err
	}
	p.Deleted = max(p.Deleted, coded) // a purge that was cut off has been through the cache before
	if _, err = inSteps(ctx, -1, func(after int64) (int, int64, error) { return db.purgeJournal(ctx, f, live, after) }); err != nil {
		return p, fmt.Errorf("purging the journal: %w", err)
	}
	if p.Notes, err = db.purgeNotes(ctx, f, live); err != nil {
		return p, err
	}
	db.feeds.mark(Activations | Codes | Reports)
	return p, errors.Join(removeAside(db.dir), db.emptyLogs(ctx))
}

// purgeSpares are the activations a purge means that still run, by id.
func (db *DB) purgeSpares(ctx context.Context, f PurgeFilter) ([]string, error) {
	c := f.where()
	c.And("activation_status = 'active'")
	if !f.Before.IsZero() {
		c.And("k < ?", int64(KeyAt(f.Before)))
	}
	ids, err := list(ctx, db.cache.r, text, "SELECT id FROM activations INDEXED BY activations_active"+c.SQL(), c.Args...)
	return ids, wrap(err, "finding the numbers that are still active")
}

func (f PurgeFilter) where() *filter.Where {
	c := &filter.Where{}
	if f.Customer != "" {
		c.And("customer_id = ?", f.Customer)
	}
	if f.Number != "" {
		c.And("phone = ?", string(f.Number))
	}
	return c
}

// keepPurged remembers from when on codes are kept.
func (db *DB) keepPurged(ctx context.Context, before time.Time) error {
	if unix(before) <= db.purged.Load() {
		return nil
	}
	err := db.journal.write(ctx, func(tx *sql.Tx) error {
		return putMeta(ctx, tx, purgedKey, strconv.FormatInt(unix(before), 10))
	})
	if err != nil {
		return err
	}
	db.purged.Store(unix(before))
	return nil
}

func (db *DB) readPurged(ctx context.Context) error {
	v, err := getMeta(ctx, db.journal.w, purgedKey)
	if err != nil || v == "" {
		return err
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil {
		return fmt.Errorf("reading since when codes are kept: %w", err)
	}
	db.purged.Store(n)
	return nil
}

// forget takes off an observation what would have been purged.
func (db *DB) forget(a platfone.Activation) platfone.Activation {
	if a.CreatedAt.IsZero() || unix(a.CreatedAt) >= db.purged.Load() || !a.Status.Ended() {
		return a
	}
	if a.HasCode() {
		a.Code = Purged
	}
	a.Text, a.Raw = "", nil
	return a
}

func removeAside(dir string) (err error) {
	for _, name := range cachesAside(dir) {
		err = errors.Join(err, os.Remove(name))
	}
	if err != nil {
		return fmt.Errorf("deleting caches that were set aside: %w", err)
	}
	return nil
}
