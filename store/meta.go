package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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

// Hold is why nothing that spends may begin; empty when it may.
func (db *DB) Hold(ctx context.Context) (string, error) { return getMeta(ctx, db.journal.r, holdKey) }

// Resume lets go of the hold on spending. A person decides that.
func (db *DB) Resume(ctx context.Context) error {
	err := db.journal.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM meta WHERE key = ?", holdKey)
		return err
	})
	if err != nil {
		return fmt.Errorf("letting go of the hold: %w", err)
	}
	db.feeds.mark(Journal)
	return nil
}
