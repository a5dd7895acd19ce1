package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"
)

// holdKey is under what the journal keeps why nothing that spends may begin.
const holdKey = "hold"

// HeldError says that nothing that spends or changes the world may begin until a person has
// looked at a salvaged journal and let go with Resume.
type HeldError struct{ Reason string }

func (e *HeldError) Error() string { return "nothing is sent: " + e.Reason }

func putMeta(ctx context.Context, tx *sql.Tx, key, value string) error {
	if _, err := tx.ExecContext(ctx, "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", key, value); err != nil {
		return fmt.Errorf("noting %s: %w", key, err)
	}
	return nil
}

func getMeta(ctx context.Context, q querier, key string) (string, error) {
	v, err := one(ctx, q, text, "SELECT value FROM meta WHERE key = ?", key)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return "", fmt.Errorf("reading %s: %w", key, err)
	}
	return v, nil
}

// begun notes once when the journal came into being.
func (db *DB) begun(ctx context.Context) error {
	since, err := getMeta(ctx, db.journal.w, "begun")
	if err != nil || since != "" {
		return err
	}
	return db.journal.write(ctx, func(tx *sql.Tx) error {
		return putMeta(ctx, tx, "begun", time.Now().UTC().Format(time.RFC3339))
	})
}

// Hold is why nothing that costs money may begin; empty when it may.
func (db *DB) Hold(ctx context.Context) (string, error) {
	why, err := getMeta(ctx, db.journal.r, holdKey)
	if why == "" {
		if found := db.exam.found(); found != "" {
			return found, nil
		}
	}
	return why, err
}

// neverHeld are the acts that a journal never holds: a wrong 911 address costs a
// life, and what ends a number or asks for another message costs nothing.
var neverHeld = []string{"lines.e911", "lines.e911-clear", "sms.cancel", "sms.finalize", "sms.retry", "sms.report"}

// Holds reports whether a hold of the journal keeps the act op from beginning.
func Holds(op string) bool { return !slices.Contains(neverHeld, op) }

// Resume lets go of the hold on spending, which the log keeps. A person decides that.
func (db *DB) Resume(ctx context.Context) error {
	err := db.journal.write(ctx, func(tx *sql.Tx) error {
		n, err := affected(tx.ExecContext(ctx, "DELETE FROM meta WHERE key = ?", holdKey))
		if err != nil || n == 0 {
			return err
		}
		return addEvent(ctx, tx, "journal.confirm", string(JournalHeld), "a person confirmed it")
	})
	if err != nil {
		return fmt.Errorf("letting go of the hold: %w", err)
	}
	if found := db.exam.found(); found != "" {
		return fmt.Errorf("letting go of the hold: %w: close every Switchboard of this profile and start again first", ErrDamaged)
	}
	db.feeds.mark(Journal | Audit)
	return nil
}

// OpenIsKnown reports whether the open attempts are all that is open: the journal is
// neither damaged now nor did it lose what no copy tells.
func (db *DB) OpenIsKnown(ctx context.Context) (bool, error) {
	hold, err := db.Hold(ctx)
	if err != nil || hold == "" {
		return err == nil, err
	}
	if _, err := os.Lstat(db.journal.marker()); err == nil {
		return false, nil
	}
	open, err := db.OpenIntents(ctx)
	return !slices.ContainsFunc(open, func(in Intent) bool { return in.Op == opLost }), err
}
