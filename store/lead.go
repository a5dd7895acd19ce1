package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Lead takes the right to poll and to spend in this profile, if nobody has it. Holding it
// already is no error. The system takes it back when the process ends, however it ends.
func (db *DB) Lead(ctx context.Context) (bool, error) {
	if db.readOnly {
		return false, nil
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.lead != nil {
		return true, nil
	}
	lock, err := openLock(filepath.Join(db.dir, "leader.lock"))
	if err != nil {
		return false, fmt.Errorf("taking the lead: %w", err)
	}
	got, err := lock.alone()
	if err != nil || !got {
		return false, errors.Join(err, lock.close())
	}
	err = db.journal.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO leader VALUES (1, ?, ?)", os.Getpid(), time.Now().Unix())
		return err
	})
	if err != nil {
		return false, errors.Join(fmt.Errorf("taking the lead: %w", err), lock.close())
	}
	db.lead = lock
	db.feeds.mark(Journal)
	return true, nil
}

// ReleaseLead gives the lead up, if this process has it, so that another can take it.
func (db *DB) ReleaseLead() error {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.lead == nil {
		return nil
	}
	err := db.lead.close()
	db.lead = nil
	return err
}

// Leader is the process that took the lead last; 0 when nobody ever did.
func (db *DB) Leader() (pid int) {
	pid64, err := one(context.Background(), db.journal.r, number, "SELECT pid FROM leader")
	if err != nil {
		return 0 // it only serves to name the other process
	}
	return int(pid64)
}
