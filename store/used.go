package store

import (
	"context"

	"switchboard/client/platfone"
)

// UsedBefore are the earlier activations of a number's phone for the same customer and service,
// newest first; at most limit of them.
func (db *DB) UsedBefore(ctx context.Context, a platfone.Activation, limit int) ([]Activation, error) {
	all, err := list(ctx, db.cache.r, scanActivation, "SELECT "+activationColumns+" FROM activations"+
		" WHERE customer_id = ? AND service_id = ? AND phone = ? AND id <> ? ORDER BY k DESC LIMIT ?",
		a.CustomerID, a.ServiceID, string(a.Phone), a.ID, limit)
	return all, wrap(err, "looking for earlier uses of %s", a.Phone)
}
