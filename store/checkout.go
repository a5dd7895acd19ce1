package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"switchboard/client/phone"
)

// Checkout is a payment that was prepared for a listing and is not known to be done.
type Checkout struct {
	E164   phone.E164
	URL    string // whoever has it can pay; it is forgotten when the listing is verified
	Minted time.Time
}

// PutCheckout remembers a prepared payment, so that it is used again instead of another.
func (db *DB) PutCheckout(ctx context.Context, c Checkout) error {
	err := db.cache.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO checkouts VALUES (?, ?, ?)", string(c.E164), c.URL, unix(c.Minted))
		return err
	})
	if err != nil {
		return fmt.Errorf("noting the payment for %s: %w", string(c.E164), err)
	}
	db.feeds.mark(Listings)
	return nil
}

// Checkout is the prepared payment of a number; ErrNotFound when there is none.
func (db *DB) Checkout(ctx context.Context, n phone.E164) (Checkout, error) {
	c, err := one(ctx, db.cache.r, scanCheckout, "SELECT e164, url, minted FROM checkouts WHERE e164 = ?", string(n))
	if err != nil {
		return Checkout{}, fmt.Errorf("reading the payment for %s: %w", string(n), err)
	}
	return c, nil
}

// Checkouts are all prepared payments, oldest first.
func (db *DB) Checkouts(ctx context.Context) ([]Checkout, error) {
	all, err := list(ctx, db.cache.r, scanCheckout, "SELECT e164, url, minted FROM checkouts ORDER BY minted, e164")
	if err != nil {
		return nil, fmt.Errorf("reading the payments: %w", err)
	}
	return all, nil
}

func scanCheckout(s scanner) (Checkout, error) {
	var c Checkout
	var minted int64
	err := s.Scan((*string)(&c.E164), &c.URL, &minted)
	c.Minted = stamp(minted)
	return c, err
}
