package store

import (
	"context"
	"fmt"
)

// Tried says which of the things the sandbox invites to have been done.
type Tried struct {
	Ordered   bool // a number was rented from here
	Copied    bool // a code was copied
	Continued bool // an order went on after its price had moved
	Located   bool // an emergency address was set
	RiskMoved bool // a listing's risk was seen at two different scores
}

// Tried reads what was done.
func (db *DB) Tried(ctx context.Context) (Tried, error) {
	var t Tried
	err := db.journal.r.QueryRowContext(ctx, `SELECT
		EXISTS (SELECT 1 FROM intents WHERE op = 'sms.order' AND state = 'confirmed'),
		EXISTS (SELECT 1 FROM codes WHERE copied > 0),
		EXISTS (SELECT 1 FROM intents WHERE op = 'sms.order' AND state = 'confirmed' AND coalesce(body ->> '$.Order.OrderID', '') <> ''),
		EXISTS (SELECT 1 FROM intents WHERE op LIKE 'lines.e911%' AND state = 'confirmed'),
		EXISTS (SELECT 1 FROM risks GROUP BY e164 HAVING min(score) <> max(score))`).
		Scan(&t.Ordered, &t.Copied, &t.Continued, &t.Located, &t.RiskMoved)
	if err != nil {
		return Tried{}, fmt.Errorf("reading what was tried: %w", err)
	}
	return t, nil
}
