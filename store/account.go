package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"switchboard/client/platfone"
)

// AccountBalance is what the account itself has at the SMS provider.
type AccountBalance struct {
	platfone.Balance
	Seen time.Time // zero when it was never heard
}

// PutAccountBalance stores what the account itself has, as heard at the moment seen.
func (db *DB) PutAccountBalance(ctx context.Context, seen time.Time, b platfone.Balance) error {
	err := db.exec(ctx, db.cache, Customers, `INSERT INTO account VALUES (1, ?, ?, ?) ON CONFLICT DO UPDATE SET total = excluded.total,
			reserved = excluded.reserved, seen = excluded.seen WHERE excluded.seen >= seen
			OR NOT EXISTS (SELECT 1 FROM account_balance WHERE `+accountHolds+")", cents(b.Total), cents(b.Reserved), unix(seen))
	return wrap(err, "storing the account's balance")
}

// AccountBalance reads what the account itself has; its amounts are unknown when that was never heard.
func (db *DB) AccountBalance(ctx context.Context) (AccountBalance, error) {
	var b AccountBalance
	var holds bool
	err := db.cache.r.QueryRowContext(ctx, "SELECT total, reserved, seen, "+accountHolds+" FROM account LEFT JOIN account_balance USING (one)").
		Scan(amount{&b.Total}, amount{&b.Reserved}, moment{&b.Seen}, &holds)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return AccountBalance{}, nil
	case err != nil:
		return b, fmt.Errorf("reading the account's balance: %w", met(err))
	case !holds:
		db.tellDamage("the account's balance")
		return AccountBalance{}, nil
	}
	return b, nil
}
