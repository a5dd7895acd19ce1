package store

import (
	"context"
	"time"

	"switchboard/client/phone"
)

// MarkGone notes that a number was no longer the account's at the trust service
// at the moment seen, unless that is known already or was read otherwise since.
// What was last heard of it stays. Hearing of the number again ends it.
func (db *DB) MarkGone(ctx context.Context, seen time.Time, n phone.E164) error {
	err := db.exec(ctx, db.cache, Listings, `INSERT OR IGNORE INTO gone SELECT ?1, ?2
			WHERE EXISTS (SELECT 1 FROM listings WHERE e164 = ?1 AND seen <= ?2) OR EXISTS (SELECT 1 FROM bound WHERE e164 = ?1 AND seen <= ?2)`,
		string(n), unix(seen))
	return wrap(err, "noting that %s is not on the account", string(n))
}
