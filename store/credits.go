package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"switchboard/client/money"
)

// CustomerDay is what one day (in UTC) did to a customer's balance.
type CustomerDay struct {
	Day      time.Time   // its beginning
	Credits  int64       // how often money was paid in or taken out
	Credited money.Cents // what these come to
	Spent    Tally
}

// Change is what the day added to the balance.
func (d CustomerDay) Change() money.Cents { return d.Credited - d.Spent.Charged + d.Spent.Returned }

// CustomerDays are the days since then on which a customer paid in or ordered, oldest first; since is taken back to the beginning of its day in UTC.
func (db *DB) CustomerDays(ctx context.Context, customer string, since time.Time) ([]CustomerDay, error) {
	low := unix(since) / daySeconds * daySeconds
	days, err := list(ctx, db.cache.r, func(s scanner) (d CustomerDay, err error) {
		err = s.Scan(append([]any{moment{&d.Day}}, d.Spent.dest()...)...)
		return d, err
	}, "SELECT day, "+tallySum+" FROM spends WHERE customer_id = ? AND day >= ? GROUP BY day", customer, low)
	if err != nil {
		return nil, fmt.Errorf("adding up what %s spent: %w", customer, err)
	}
	paid, err := list(ctx, db.cache.r, func(s scanner) (d CustomerDay, err error) {
		err = s.Scan(moment{&d.Day}, &d.Credits, (*int64)(&d.Credited))
		return d, err
	}, "SELECT day, n, amount FROM credits WHERE customer_id = ? AND day >= ?", customer, low)
	if err != nil {
		return nil, fmt.Errorf("adding up what %s paid in: %w", customer, err)
	}
	for _, p := range paid {
		if i := slices.IndexFunc(days, func(d CustomerDay) bool { return d.Day.Equal(p.Day) }); i >= 0 {
			days[i].Credits, days[i].Credited = p.Credits, p.Credited
			continue
		}
		days = append(days, p)
	}
	slices.SortFunc(days, func(a, b CustomerDay) int { return a.Day.Compare(b.Day) })
	return days, nil
}

// addCredit counts a new line of the ledger in its day.
func addCredit(ctx context.Context, tx *sql.Tx, t Transaction) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO credits VALUES (?, ?, 1, ?)
		ON CONFLICT (customer_id, day) DO UPDATE SET n = n + 1, amount = amount + excluded.amount`,
		t.CustomerID, unix(t.CreatedAt)/daySeconds*daySeconds, int64(t.Amount.Cents))
	if err != nil {
		return fmt.Errorf("adding up what %s paid in: %w", t.CustomerID, err)
	}
	return nil
}

// totalOf is Customer.Total in SQL.
const totalOf = "CASE WHEN balance_seen = 0 OR seen > balance_seen AND balance IS NOT NULL THEN balance ELSE total END"

// Difference is a customer whose balance is not what the ledger and the orders kept here come to.
type Difference struct {
	CustomerID string
	Balance    money.Cents // what the provider says
	Booked     money.Cents // credits less what orders cost
}

// Differences compares every balance with the credits and orders that are kept. Where the history is not whole, what is missing is a difference too.
func (db *DB) Differences(ctx context.Context) ([]Difference, error) {
	all, err := list(ctx, db.cache.r, func(s scanner) (d Difference, err error) {
		err = s.Scan(&d.CustomerID, (*int64)(&d.Balance), (*int64)(&d.Booked))
		return d, err
	}, `SELECT c.customer_id, `+totalOf+` AS has, coalesce(p.paid, 0) - coalesce(o.cost, 0) AS booked FROM customers c JOIN balances USING (customer_id)
		LEFT JOIN (SELECT customer_id, sum(amount) AS paid FROM credits GROUP BY customer_id) p USING (customer_id)
		LEFT JOIN (SELECT customer_id, sum(charged - returned) AS cost FROM spends GROUP BY customer_id) o USING (customer_id)
		WHERE has IS NOT NULL AND has <> booked AND `+listedHolds+" AND "+wholeHolds+` ORDER BY abs(has - booked) DESC, c.customer_id`)
	return all, wrap(err, "comparing the balances with the ledger")
}
