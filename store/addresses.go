package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// addressOps are the acts whose journal entries hold an address.
const addressOps = "('lines.e911', 'lines.e911-clear')"

// PurgeAddresses deletes what is kept of emergency addresses from before a
// moment: what was sent in attempts that have an outcome, and drafts. The
// address that is on file now is the provider's and stays. It returns how many
// there were.
func (db *DB) PurgeAddresses(ctx context.Context, before time.Time) (int, error) {
	if db.readOnly {
		return 0, denied(db.denies)
	}
	total := 0
	for {
		n, err := db.purgeAttempts(ctx, before)
		total += n
		if err != nil {
			return total, fmt.Errorf("deleting addresses from the journal: %w", err)
		}
		if n < purgeBatch {
			break
		}
	}
	err := db.cache.write(ctx, func(tx *sql.Tx) error {
		n, err := affected(tx.ExecContext(ctx, "DELETE FROM drafts WHERE kind = ? AND at < ?", DraftE911, unix(before)))
		total += int(n)
		return err
	})
	if err != nil {
		return total, fmt.Errorf("deleting drafts of addresses: %w", err)
	}
	if total == 0 {
		return 0, nil
	}
	return total, db.emptyLogs(ctx)
}

func (db *DB) purgeAttempts(ctx context.Context, before time.Time) (n int, err error) {
	err = db.journal.write(ctx, func(tx *sql.Tx) error {
		all, err := list(ctx, tx, scanIntent, "SELECT "+intentColumns+" FROM intents WHERE op IN "+addressOps+
			" AND state IN ('confirmed', 'rejected', 'absent') AND settled_at < ? AND body <> '{}' ORDER BY id LIMIT ?", unix(before), purgeBatch)
		if err != nil {
			return err
		}
		for _, i := range all {
			i.Body = []byte("{}")
			sum := i.sum()
			if i.Damaged {
				sum++ // it stays known to be damaged
			}
			if _, err := tx.ExecContext(ctx, "UPDATE intents SET body = ?, sum = ? WHERE id = ?", string(i.Body), sum, i.ID); err != nil {
				return err
			}
		}
		n = len(all)
		return nil
	})
	return n, err
}
