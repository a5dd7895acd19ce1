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
	OnHold      bool             // the provider keeps it from operating, by the customer's own page
	HoldSeen    time.Time        // when OnHold was heard; zero when it never was
	Active      int              // activations that run
	Month       Tally            // of the last thirty days, by the day in UTC
	Read        Counted          // what of its orders was read, so that the two say something

	turned bool // a part is not as it was heard, and was taken away
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

// FreeWords is what a customer can spend in words: "≈ $3.80" while what is held is not known.
func (c Customer) FreeWords() string {
	free, exact := c.Free()
	if free.Known && !exact {
		return "≈ " + free.String()
	}
	return free.String()
}

const customerColumns = `customer_id, balance, status, created_at, updated_at, raw, seen, total, reserved, balance_seen, coalesce(on_hold, 0), hold_seen, ` + partsHold

func scanCustomer(s scanner) (Customer, error) {
	var c Customer
	var p heardParts
	var onHold int64
	err := s.Scan(append([]any{&c.ID, amount{&c.Balance}, (*string)(&c.Status), moment{&c.CreatedAt}, moment{&c.UpdatedAt}, (*[]byte)(&c.Raw),
		moment{&c.Seen}, amount{&c.Held.Total}, amount{&c.Held.Reserved}, moment{&c.BalanceSeen}, &onHold, moment{&c.HoldSeen}}, p.dest()...)...)
	c.OnHold = onHold != 0
	c.withhold(p)
	return c, err
}

// PutCustomers stores what a list of customers told at the moment seen. An older observation
// never overwrites a newer one.
func (db *DB) PutCustomers(ctx context.Context, seen time.Time, list ...platfone.Customer) error {
	err := putEach(ctx, db, Customers, `INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, 0, NULL, 0)
		ON CONFLICT DO UPDATE SET balance = excluded.balance, status = excluded.status, created_at = excluded.created_at,
			updated_at = excluded.updated_at, raw = excluded.raw, seen = excluded.seen
		WHERE excluded.updated_at > updated_at OR (excluded.updated_at = updated_at AND excluded.seen >= seen)
			OR (excluded.updated_at = 0 AND excluded.seen >= seen) OR `+turned(listedHolds+" AND "+stateHolds), list, func(c platfone.Customer) ([]any, error) {
		return []any{c.ID, cents(c.Balance), string(c.Status), unix(c.CreatedAt), unix(c.UpdatedAt), string(c.Raw), unix(seen)}, nil
	})
	for _, c := range list {
		db.keepCustomer(Customer{Customer: c, Seen: seen}, err)
	}
	return wrap(err, "storing customers")
}

// PutStatus stores the status that an act has given a customer, which need not be read after it. What
// else is known of it stays as it was heard, and of that time.
func (db *DB) PutStatus(ctx context.Context, customerID string, status platfone.CustomerStatus) error {
	err := db.exec(ctx, db.cache, Customers, "UPDATE customers SET status = ?2 WHERE customer_id = ?1", customerID, string(status))
	switch {
	case Unsaved(err):
		db.recalled.status(customerID, status)
		db.feeds.mark(Customers)
	case err == nil:
		db.recalled.savedStatus(customerID, status)
	}
	return wrap(err, "storing the status of %s", customerID)
}

// PutBalance stores a customer's own balance, with what is held. A customer that was not heard
// of yet is known from then on.
func (db *DB) PutBalance(ctx context.Context, seen time.Time, customerID string, b platfone.Balance) error {
	err := db.exec(ctx, db.cache, Customers, `INSERT INTO customers VALUES (?1, NULL, '', 0, 0, '', 0, ?2, ?3, ?4, NULL, 0)
			ON CONFLICT DO UPDATE SET total = excluded.total, reserved = excluded.reserved, balance_seen = excluded.balance_seen
			WHERE excluded.balance_seen >= balance_seen OR `+turned(wholeHolds), customerID, cents(b.Total), cents(b.Reserved), unix(seen))
	db.keepCustomer(Customer{Customer: platfone.Customer{ID: customerID}, Held: b, BalanceSeen: seen}, err)
	return wrap(err, "storing the balance of %s", customerID)
}

// PutHold stores whether the provider keeps a customer from operating, as the customer's own page told at the moment seen. Of a
// customer that was not heard of nothing is kept.
func (db *DB) PutHold(ctx context.Context, seen time.Time, customerID string, onHold bool) error {
	err := db.exec(ctx, db.cache, Customers, "UPDATE customers SET on_hold = ?2, hold_seen = ?3 WHERE customer_id = ?1 AND (hold_seen <= ?3 OR "+turned(stoppedHolds)+")",
		customerID, onHold, unix(seen))
	db.keepCustomer(Customer{Customer: platfone.Customer{ID: customerID}, OnHold: onHold, HoldSeen: seen}, err)
	return wrap(err, "storing whether %s is on hold", customerID)
}
