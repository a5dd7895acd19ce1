package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"switchboard/store/filter"
)

const (
	purgeBatch = 500                  // rows of one step
	purgeRest  = 5 * time.Millisecond // the shortest pause between two
)

// inSteps carries out one step after the other, the first from a key and each from where the last one ended, until one has
// nothing left to do. After each it leaves the files to others for as long as it took.
func inSteps(ctx context.Context, after int64, step func(after int64) (n int, last int64, err error)) (all int, err error) {
	for {
		began := time.Now()
		n, last, err := step(after)
		all += n
		if err != nil || n < purgeBatch {
			return all, err
		}
		after = last
		select {
		case <-ctx.Done():
			return all, ctx.Err()
		case <-time.After(max(time.Since(began), purgeRest)):
		}
	}
}

// purgeCache takes codes and texts off one batch of activations above a key. Live ones are left
// alone: a code that is waited for is not purged under the person who waits. Which they are is
// looked up beside the writer, who may have to wait for nothing but the change itself.
func (db *DB) purgeCache(ctx context.Context, f PurgeFilter, after int64) (n int, last int64, err error) {
	query, args := f.batch(after)
	keys, err := list(ctx, db.cache.r, number, query, args...)
	if err != nil || len(keys) == 0 {
		return 0, 0, err
	}
	some, err := json.Marshal(keys)
	if err != nil {
		return 0, 0, err
	}
	err = db.cache.write(ctx, func(tx *sql.Tx) error {
		const these = "(SELECT value FROM json_each(?1))"
		_, err := tx.ExecContext(ctx, "DELETE FROM activation_raw WHERE k IN "+these, string(some))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE reports SET message = '', raw = '', snapshot = '', evidence_url = ''
			WHERE activation_id IN (SELECT id FROM activations WHERE k IN `+these+`)`, string(some))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE activations SET sms_code = CASE WHEN `+hasSMS+` THEN ?2 ELSE '' END, sms_text = '', sms_fold = NULL, raw_sum = 0
			WHERE k IN `+these, string(some), Purged)
		return err
	})
	return len(keys), keys[len(keys)-1], err
}

// batch asks for the keys of the next activations that have something to purge.
func (f PurgeFilter) batch(after int64) (query string, args []any) {
	c := f.where()
	c.And("k > ? AND activation_status <> 'active' AND (raw_sum <> 0 OR sms_text <> '' OR sms_code NOT IN ('', ?))", after, Purged)
	if !f.Before.IsZero() {
		c.And("k < ?", int64(KeyAt(f.Before)))
	}
	return "SELECT k FROM activations" + c.SQL() + " ORDER BY k LIMIT ?", append(c.Args, purgeBatch)
}

// purgeJournal deletes one batch of codes, none of the activations in spare.
func (db *DB) purgeJournal(ctx context.Context, f PurgeFilter, spare []string, after int64) (n int, last int64, err error) {
	query, args, err := f.codes(spare, after)
	if err != nil {
		return 0, 0, err
	}
	ids, err := list(ctx, db.journal.r, number, query, args...)
	if err != nil || len(ids) == 0 {
		return 0, 0, err
	}
	these, err := json.Marshal(ids)
	if err != nil {
		return 0, 0, err
	}
	err = db.journal.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM codes WHERE id IN (SELECT value FROM json_each(?))", string(these))
		return err
	})
	return len(ids), ids[len(ids)-1], err
}

// purgedNumbers is of how many numbers the journal has codes that are purged.
func (db *DB) purgedNumbers(ctx context.Context, f PurgeFilter, spare []string) (int, error) {
	c, err := f.ofCodes(spare)
	if err != nil {
		return 0, err
	}
	n, err := one(ctx, db.journal.r, number, "SELECT count(DISTINCT activation_id) FROM codes"+c.SQL(), c.Args...)
	return int(n), wrap(err, "counting what is purged")
}

// codes asks for the next codes that are purged.
func (f PurgeFilter) codes(spare []string, after int64) (query string, args []any, err error) {
	c, err := f.ofCodes(spare)
	if err != nil {
		return "", nil, err
	}
	c.And("id > ?", after)
	return "SELECT id FROM codes" + c.SQL() + " ORDER BY id LIMIT ?", append(c.Args, purgeBatch), nil
}

// ofCodes are the codes that are purged, none of the activations in spare.
func (f PurgeFilter) ofCodes(spare []string) (*filter.Where, error) {
	bound, err := json.Marshal(append([]string{}, spare...)) // none is an empty list
	if err != nil {
		return nil, err
	}
	c := f.where()
	c.And("activation_id NOT IN (SELECT value FROM json_each(?))", string(bound))
	if !f.Before.IsZero() {
		c.And("ordered < ?", unix(f.Before))
	}
	return c, nil
}
