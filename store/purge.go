package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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

const (
	purgedKey  = "purged"
	purgeBatch = 500 // rows of one transaction
)

// PurgeResult is what a purge came to, in numbers.
type PurgeResult struct {
	Deleted int // had a code or a text that is gone
	Live    int // still run, and were left alone with what has come to them
}

// Purge deletes codes, texts and the objects they came in from both files, so that their bytes
// are in no page and no log. What was ordered and what it cost stays, and numbers that still
// run are left alone in both files. A purge of everything before a moment also keeps what is older from
// coming back with the history. Damaged caches that were set aside are deleted too.
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
	for after := Key(-1); after != 0; {
		n, last, err := db.purgeCache(ctx, f, after)
		p.Deleted += n
		if err != nil {
			return p, fmt.Errorf("purging the cache: %w", err)
		}
		after = last
	}
	for {
		n, err := db.purgeJournal(ctx, f, live)
		if err != nil {
			return p, fmt.Errorf("purging the journal: %w", err)
		}
		if n < purgeBatch {
			break
		}
	}
	db.feeds.mark(Activations | Codes | Reports)
	return p, errors.Join(removeAside(db.dir), db.emptyLogs(ctx))
}

// purgeSpares are the activations a purge means that still run, by id.
func (db *DB) purgeSpares(ctx context.Context, f PurgeFilter) ([]string, error) {
	c := f.where()
	c.And("activation_status = 'active'")
	if !f.Before.IsZero() {
		c.And("k < ?", int64(keyAt(f.Before)))
	}
	ids, err := list(ctx, db.cache.r, text, "SELECT id FROM activations"+c.SQL(), c.Args...)
	return ids, wrap(err, "finding the numbers that still run")
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

// purgeCache takes codes and texts off one batch of activations. Live ones are left alone: a
// code that is waited for is not purged under the person who waits. last is where the next
// batch goes on, 0 after the last one.
func (db *DB) purgeCache(ctx context.Context, f PurgeFilter, after Key) (n int, last Key, err error) {
	c := f.where()
	c.And("k > ? AND activation_status <> 'active' AND (raw_sum <> 0 OR sms_text <> '' OR sms_code NOT IN ('', ?))", int64(after), Purged)
	if !f.Before.IsZero() {
		c.And("k < ?", int64(keyAt(f.Before)))
	}
	err = db.cache.write(ctx, func(tx *sql.Tx) error {
		keys, err := list(ctx, tx, number, "SELECT k FROM activations"+c.SQL()+" ORDER BY k LIMIT ?", append(c.Args, purgeBatch)...)
		if err != nil {
			return err
		}
		for _, k := range keys {
			if _, err := tx.ExecContext(ctx, `UPDATE activations SET sms_code = CASE WHEN `+hasCode+` THEN ? ELSE '' END, sms_text = '',
				sms_fold = NULL, raw_sum = 0 WHERE k = ?`, Purged, k); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "DELETE FROM activation_raw WHERE k = ?", k); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE reports SET message = '', raw = '', snapshot = '', evidence_url = ''
				WHERE activation_id = (SELECT id FROM activations WHERE k = ?)`, k); err != nil {
				return err
			}
		}
		if n = len(keys); n == purgeBatch {
			last = Key(keys[n-1])
		}
		return nil
	})
	return n, last, err
}

// purgeJournal deletes one batch of codes, none of the activations in spare.
func (db *DB) purgeJournal(ctx context.Context, f PurgeFilter, spare []string) (n int, err error) {
	c := f.where()
	bound, err := json.Marshal(append([]string{}, spare...)) // none is an empty list
	if err != nil {
		return 0, err
	}
	c.And("activation_id NOT IN (SELECT value FROM json_each(?))", string(bound))
	if !f.Before.IsZero() {
		c.And("ordered < ?", unix(f.Before))
	}
	err = db.journal.write(ctx, func(tx *sql.Tx) error {
		gone, err := affected(tx.ExecContext(ctx, "DELETE FROM codes WHERE id IN (SELECT id FROM codes"+c.SQL()+" LIMIT ?)", append(c.Args, purgeBatch)...))
		n = int(gone)
		return err
	})
	return n, err
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

func removeAside(dir string) error {
	names, err := filepath.Glob(filepath.Join(dir, "cache-damaged-*"))
	for _, name := range names {
		err = errors.Join(err, os.Remove(name))
	}
	if err != nil {
		return fmt.Errorf("deleting damaged caches: %w", err)
	}
	return nil
}
