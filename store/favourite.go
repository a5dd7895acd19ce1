package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Favourites are the ids of a kind ("service", "country", "customer", "activation") that a
// person keeps at the top, oldest first.
func (db *DB) Favourites(ctx context.Context, kind string) ([]string, error) {
	all, err := list(ctx, db.journal.r, text, "SELECT id FROM favourites WHERE kind = ? ORDER BY at, id", kind)
	if err != nil {
		return nil, fmt.Errorf("reading the favourites: %w", err)
	}
	return all, nil
}

// ToggleFavourite makes something a favourite, or no longer one.
func (db *DB) ToggleFavourite(ctx context.Context, kind, id string) error {
	err := db.journal.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM favourites WHERE kind = ? AND id = ?", kind, id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n > 0 {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO favourites VALUES (?, ?, ?)", kind, id, time.Now().Unix())
		return err
	})
	if err != nil {
		return fmt.Errorf("keeping the favourite %s: %w", id, err)
	}
	db.feeds.mark(Settings)
	return nil
}

// keptRecents is how many recent ids of a kind are remembered.
const keptRecents = 50

// Recents are the ids of a kind that were used last, newest first.
func (db *DB) Recents(ctx context.Context, kind string, limit int) ([]string, error) {
	all, err := list(ctx, db.cache.r, text, "SELECT id FROM recents WHERE kind = ? ORDER BY at DESC, id LIMIT ?", kind, limit)
	if err != nil {
		return nil, fmt.Errorf("reading what was used last: %w", err)
	}
	return all, nil
}

// Use notes that something was used just now.
func (db *DB) Use(ctx context.Context, kind, id string) error {
	err := db.cache.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO recents VALUES (?, ?, ?)", kind, id, time.Now().UnixMilli()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM recents WHERE kind = ?1 AND id NOT IN
			(SELECT id FROM recents WHERE kind = ?1 ORDER BY at DESC LIMIT ?2)`, kind, keptRecents)
		return err
	})
	if err != nil {
		return fmt.Errorf("noting that %s was used: %w", id, err)
	}
	db.feeds.mark(Settings)
	return nil
}
