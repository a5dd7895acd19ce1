package store

import (
	"context"
	"database/sql"
	"time"
)

// Favourites are the ids of a kind ("service", "country", "customer", "activation") that a
// person keeps at the top, oldest first.
func (db *DB) Favourites(ctx context.Context, kind string) ([]string, error) {
	all, err := list(ctx, db.journal.r, text, "SELECT id FROM favourites WHERE kind = ? ORDER BY at, id", kind)
	return all, wrap(err, "reading the favourites")
}

// ToggleFavourite makes something a favourite, or no longer one.
func (db *DB) ToggleFavourite(ctx context.Context, kind, id string) error {
	err := db.commit(ctx, db.journal, Settings, func(tx *sql.Tx) error {
		n, err := affected(tx.ExecContext(ctx, "DELETE FROM favourites WHERE kind = ? AND id = ?", kind, id))
		if err != nil || n > 0 {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO favourites VALUES (?, ?, ?)", kind, id, time.Now().Unix())
		return err
	})
	return wrap(err, "keeping the favourite %s", id)
}

// recently is among how many of the newest activations Recents looks.
const recently = 500

// Recents are the services, countries or customers (kind is "service", "country" or
// "customer") that numbers were ordered for last, newest first.
func (db *DB) Recents(ctx context.Context, kind string, limit int) ([]string, error) {
	column, ok := map[string]string{"service": "service_id", "country": "country_id", "customer": "customer_id"}[kind]
	if !ok {
		return nil, nil
	}
	all, err := list(ctx, db.cache.r, text, "SELECT id FROM (SELECT "+column+" AS id, k FROM activations ORDER BY k DESC LIMIT ?)"+
		" WHERE id <> '' GROUP BY id ORDER BY max(k) DESC LIMIT ?", recently, limit)
	return all, wrap(err, "reading what was ordered last")
}
