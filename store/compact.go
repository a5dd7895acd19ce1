package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// compactKey is under what it is kept how far the compaction has come.
const compactKey = "compact"

// compacted stands in the place of a key once all is done.
const compacted = "done"

// Compact deletes the objects that earlier versions kept beside the columns although these say all
// of them. It goes on in small steps, from where it was interrupted or killed; once it is through it
// costs nothing. The pages that become free are filled by what is saved next.
func (db *DB) Compact(ctx context.Context) (n int, err error) {
	if db.readOnly {
		return 0, nil
	}
	was, err := db.Progress(ctx, compactKey)
	if err != nil || was.Cursor == compacted {
		return 0, err
	}
	from, _ := strconv.ParseInt(was.Cursor, 10, 64) // "" is the beginning
	_, err = inSteps(ctx, from-1, func(after int64) (int, int64, error) {
		looked, gone, last, err := db.compactBatch(ctx, after)
		n += gone
		return looked, last, err
	})
	if err == nil {
		err = db.PutProgress(ctx, compactKey, Progress{Cursor: compacted, At: time.Now()})
	}
	return n, wrap(err, "compacting the cache")
}

// compactBatch looks at the objects of the next activations above a key.
func (db *DB) compactBatch(ctx context.Context, after int64) (looked, gone int, last int64, err error) {
	all, err := list(ctx, db.cache.r, scanWithObject, "SELECT "+activationColumns+", raw FROM activation_raw JOIN activations USING (k) WHERE k > ? ORDER BY k LIMIT ?", after, purgeBatch)
	if err != nil || len(all) == 0 {
		return 0, 0, 0, err
	}
	last = int64(all[len(all)-1].Key)
	err = db.cache.write(ctx, func(tx *sql.Tx) error {
		for _, a := range all {
			if !a.told() {
				continue
			}
			// One that was written meanwhile is another object.
			one, err := affected(tx.ExecContext(ctx, "DELETE FROM activation_raw WHERE k = ? AND raw = ?", int64(a.Key), string(a.Raw)))
			if err != nil {
				return err
			}
			gone += int(one)
		}
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO cursors VALUES (?, ?, 0, 0, ?)", compactKey, fmt.Sprint(last), unix(time.Now()))
		return err
	})
	return len(all), gone, last, err
}

// scanWithObject reads activationColumns and the object that an activation came as.
func scanWithObject(s scanner) (Activation, error) {
	var object string
	a, err := scanActivation(more{s, []any{&object}})
	a.Raw = json.RawMessage(object)
	return a, err
}

// more scans more columns than it is asked for, behind those.
type more struct {
	scanner
	last []any
}

// Scan implements scanner.
func (m more) Scan(dest ...any) error { return m.scanner.Scan(append(dest, m.last...)...) }
