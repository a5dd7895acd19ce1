package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// hooksKept is how long the id of a delivery is remembered.
const hooksKept = 7 * 24 * time.Hour

// HookSeen remembers the id of a webhook delivery and reports whether it is the first time.
// It is on disk for good before it returns.
func (db *DB) HookSeen(ctx context.Context, id string, at time.Time) (first bool, err error) {
	err = db.journal.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM hooks WHERE seen < ?", unix(at.Add(-hooksKept))); err != nil {
			return err
		}
		n, err := affected(tx.ExecContext(ctx, "INSERT INTO hooks VALUES (?, ?) ON CONFLICT DO NOTHING", id, unix(at)))
		first = n > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("remembering the delivery: %w", err)
	}
	return first, nil
}
