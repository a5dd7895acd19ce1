package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"switchboard/client/money"
)

// Bought is what the activations since a moment come to: the prices that are
// known, and the ids of those whose price is not.
type Bought struct {
	Sum      money.Cents
	Unpriced []string
}

// BoughtSince adds up what was ordered since a moment, here or elsewhere. What
// was given back or refunded counts for nothing.
func (db *DB) BoughtSince(ctx context.Context, since time.Time) (Bought, error) {
	const paid = " FROM activations WHERE k >= ? AND billing_status NOT IN ('released', 'refunded')"
	var b Bought
	var sum sql.NullInt64
	if err := db.cache.r.QueryRowContext(ctx, "SELECT sum(price)"+paid, int64(KeyAt(since))).Scan(&sum); err != nil {
		return b, fmt.Errorf("adding up what was ordered: %w", met(err))
	}
	b.Sum = money.Cents(sum.Int64)
	var err error
	if b.Unpriced, err = list(ctx, db.cache.r, text, "SELECT id"+paid+" AND price IS NULL", int64(KeyAt(since))); err != nil {
		return b, fmt.Errorf("reading what was ordered without a price: %w", err)
	}
	return b, nil
}

// Unread are those of the ids that are no activation here yet.
func (db *DB) Unread(ctx context.Context, ids []string) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	all, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	unread, err := list(ctx, db.cache.r, text, "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM activations)", string(all))
	return unread, wrap(err, "looking for orders that were not read yet")
}
