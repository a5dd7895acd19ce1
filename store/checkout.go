package store

import (
	"context"
	"time"

	"switchboard/client/phone"
)

// Checkout is a payment that was prepared for a listing and is not known to be done.
type Checkout struct {
	E164   phone.E164
	URL    string // whoever has it can pay; it is forgotten when the listing is verified
	Minted time.Time
}

// checkoutLasts is how long a payment page is used again instead of another.
const checkoutLasts = 24 * time.Hour

// Lives reports whether the payment page can still be expected to take a payment at a time.
func (c Checkout) Lives(now time.Time) bool {
	age := now.Sub(c.Minted)
	return !c.Minted.IsZero() && age >= 0 && age < checkoutLasts
}

// PutCheckout remembers a prepared payment, so that it is used again instead of another.
func (db *DB) PutCheckout(ctx context.Context, c Checkout) error {
	err := db.exec(ctx, db.cache, Listings, "INSERT OR REPLACE INTO checkouts VALUES (?, ?, ?)", string(c.E164), c.URL, unix(c.Minted))
	return wrap(err, "noting the payment for %s", string(c.E164))
}

// Checkout is the prepared payment of a number; ErrNotFound when there is none.
func (db *DB) Checkout(ctx context.Context, n phone.E164) (Checkout, error) {
	c, err := one(ctx, db.cache.r, scanCheckout, "SELECT e164, url, minted FROM checkouts WHERE e164 = ?", string(n))
	return c, wrap(err, "reading the payment for %s", string(n))
}

// Checkouts are all prepared payments, oldest first.
func (db *DB) Checkouts(ctx context.Context) ([]Checkout, error) {
	all, err := list(ctx, db.cache.r, scanCheckout, "SELECT e164, url, minted FROM checkouts ORDER BY minted, e164")
	return all, wrap(err, "reading the payments")
}

func scanCheckout(s scanner) (Checkout, error) {
	var c Checkout
	err := s.Scan((*string)(&c.E164), &c.URL, moment{&c.Minted})
	return c, err
}
