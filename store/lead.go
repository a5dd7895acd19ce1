package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Lead takes the right to poll for this profile, if nobody has it or whoever had it ended, was
// stopped or hangs. Holding it already is no error; a process that lost it meanwhile is told so
// by false. Call Beat meanwhile.
func (db *DB) Lead(ctx context.Context) (bool, error) {
	if db.readOnly || db.self == nil {
		return false, nil
	}
	holder, err := db.holder(ctx, db.journal.r)
	if err != nil {
		return false, err
	}
	if holder == db.self.id {
		return true, nil
	}
	if db.alive(holder) {
		return false, nil
	}
	var took bool
	err = db.journal.writeWithin(ctx, min(budgetPatience, db.journal.patience()), func(tx *sql.Tx) error { // it is tried again with the next beat
		holder, err := db.holder(ctx, tx)
		if err != nil || db.alive(holder) {
			return err
		}
		took = true
		_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO lease VALUES (1, ?, ?)", db.self.id, time.Now().Unix())
		return err
	})
	if errors.Is(err, ErrLocked) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("taking over the reads: %w", err)
	}
	if took {
		db.clearProcesses()
		db.feeds.mark(Journal)
	}
	return took, nil
}

// holder is the process that took the lead last, "" when nobody ever did or it was given up.
func (db *DB) holder(ctx context.Context, q querier) (string, error) {
	id, err := one(ctx, q, text, "SELECT holder FROM lease")
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading who leads: %w", err)
	}
	return id, nil
}

// Leader is the process that polls for this profile now, by its number; 0 when none does.
func (db *DB) Leader(ctx context.Context) (pid int, err error) {
	id, err := db.holder(ctx, db.journal.r)
	if err != nil || !db.alive(id) {
		return 0, err
	}
	return pidOf(id), nil
}

// ReleaseLead gives the lead up, if this process has it, so that another can take it at once. Where
// that cannot be written, the next one sees that this process has ended.
func (db *DB) ReleaseLead() error {
	if db.readOnly || db.self == nil || db.journal.w == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), closing)
	defer cancel()
	if holder, err := db.holder(ctx, db.journal.r); err != nil || holder != db.self.id {
		return err
	}
	err := db.exec(ctx, db.journal, 0, "DELETE FROM lease WHERE holder = ?", db.self.id)
	return wrap(Saved(err), "giving the lead up")
}
