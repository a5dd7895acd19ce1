package store

import (
	"context"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// Customer is a customer as it was last heard of, with what its own activations say.
type Customer struct {
	platfone.Customer
	Seen        time.Time
	Held        platfone.Balance // the total and what is held, from the customer's own balance
	BalanceSeen time.Time        // when Held was heard; zero when it never was
	Active      int              // activations that run
	Month       Tally            // of the last thirty days, by the day in UTC
}

// Total is what a customer has, with what is held: as the list or its own balance told it, whichever was heard later.
func (c Customer) Total() money.Price {
	if !c.BalanceSeen.IsZero() && (!c.Seen.After(c.BalanceSeen) || !c.Balance.Known) {
		return c.Held.Total
	}
	return c.Balance
}

// TotalSeen is when the total was heard.
func (c Customer) TotalSeen() time.Time {
	if c.BalanceSeen.After(c.Seen) {
		return c.BalanceSeen
	}
	return c.Seen
}

// Free is what a customer can spend; exact says that it is told what is held. The list of
// customers tells the total only, so after a newer list the held part is the one
// heard before.
func (c Customer) Free() (free money.Price, exact bool) {
	if c.BalanceSeen.IsZero() {
		return c.Balance, false
	}
	held := c.Held
	exact = !c.Seen.After(c.BalanceSeen)
	if !exact && c.Balance.Known {
		held.Total = c.Balance
	}
	return held.Free(), exact && held.Reserved.Known
}

const customerColumns = `customer_id, balance, status, created_at, updated_at, raw, seen, total, reserved, balance_seen`

func scanCustomer(s scanner) (Customer, error) {
	var c Customer
	err := s.Scan(&c.ID, amount{&c.Balance}, (*string)(&c.Status), moment{&c.CreatedAt}, moment{&c.UpdatedAt}, (*[]byte)(&c.Raw),
		moment{&c.Seen}, amount{&c.Held.Total}, amount{&c.Held.Reserved}, moment{&c.BalanceSeen})
	return c, err
}

// PutCustomers stores what a list of customers told at the moment seen. An older observation
// never overwrites a newer one.
func (db *DB) PutCustomers(ctx context.Context, seen time.Time, list ...platfone.Customer) error {
	err := putEach(ctx, db, Customers, `INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, 0)
		ON CONFLICT DO UPDATE SET balance = excluded.balance, status = excluded.status, created_at = excluded.created_at,
			updated_at = excluded.updated_at, raw = excluded.raw, seen = excluded.seen
		WHERE excluded.updated_at > updated_at OR (excluded.updated_at = updated_at AND excluded.seen >= seen)
			OR (excluded.updated_at = 0 AND excluded.seen >= seen)`, list, func(c platfone.Customer) ([]any, error) {
		return []any{c.ID, cents(c.Balance), string(c.Status), unix(c.CreatedAt), unix(c.UpdatedAt), string(c.Raw), unix(seen)}, nil
	})
	return wrap(err, "storing customers")
}

// PutBalance stores a customer's own balance, with what is held. A customer that was not heard
// of yet is known from then on.
func (db *DB) PutBalance(ctx context.Context, seen time.Time, customerID string, b platfone.Balance) error {
	err := db.exec(ctx, db.cache, Customers, `INSERT INTO customers VALUES (?1, NULL, '', 0, 0, '', 0, ?2, ?3, ?4)
			ON CONFLICT DO UPDATE SET total = excluded.total, reserved = excluded.reserved, balance_seen = excluded.balance_seen
			WHERE excluded.balance_seen >= balance_seen`, customerID, cents(b.Total), cents(b.Reserved), unix(seen))
	return wrap(err, "storing the balance of %s", customerID)
}
