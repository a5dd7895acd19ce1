package store

import (
	"context"
	"database/sql"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
)

// MarkGone notes that a number was no longer the account's at the trust service
// at the moment seen, unless that is known already or was read otherwise since.
// What was last heard of it stays. Hearing of the number again ends it.
func (db *DB) MarkGone(ctx context.Context, seen time.Time, n phone.E164) error {
	was := ""
	if l, err := db.Listing(ctx, n); err == nil {
		was = l.wasListed()
	}
	left := false
	err := db.cache.write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO gone SELECT ?1, ?2
			WHERE EXISTS (SELECT 1 FROM listings WHERE e164 = ?1 AND seen <= ?2) OR EXISTS (SELECT 1 FROM bound WHERE e164 = ?1 AND seen <= ?2)`,
			string(n), unix(seen))
		if err != nil {
			return err
		}
		if noted, err := res.RowsAffected(); err != nil || noted == 0 {
			return err
		}
		left = true
		return depart(ctx, tx, Departed{numbersonline.Provider, n, seen, was})
	})
	if err != nil || !left {
		return wrap(err, "noting that %s is not on the account", string(n))
	}
	db.feeds.mark(Listings | Healths)
	return db.logDeparted(ctx, Departed{numbersonline.Provider, n, seen, was})
}
