package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// Tally sums up activations. Amounts are cents; unknown amounts count as nothing.
type Tally struct {
	Ordered, Received            int64
	Reserved                     money.Cents // still held
	Billed, Charged              money.Cents // what the account paid, what the customers paid; refunds are still in
	Refunds                      int64
	Refunded, Returned           money.Cents // what the account and the customers got back
	Reported, Approved, Declined int64
}

// Margin is what is left of what the customers paid, after refunds.
func (t Tally) Margin() money.Cents { return t.Charged - t.Returned - t.Billed + t.Refunded }

// Add is the sum of two tallies.
func (t Tally) Add(u Tally) Tally {
	t.Ordered += u.Ordered
	t.Received += u.Received
	t.Reserved += u.Reserved
	t.Billed += u.Billed
	t.Charged += u.Charged
	t.Refunds += u.Refunds
	t.Refunded += u.Refunded
	t.Returned += u.Returned
	t.Reported += u.Reported
	t.Approved += u.Approved
	t.Declined += u.Declined
	return t
}

// tallyOf is what one activation adds to the sums. Canceled and expired ones count as
// ordered; another SMS of the same activation counts once.
func tallyOf(a *Activation) Tally {
	t := Tally{Ordered: 1}
	if gotCode(a.Activation) {
		t.Received = 1
	}
	switch a.Billing {
	case platfone.BillingReserved:
		t.Reserved = a.CustomerPrice.Cents
	case platfone.BillingBilled:
		t.Billed, t.Charged = a.Price.Cents, a.CustomerPrice.Cents
	case platfone.BillingRefunded:
		t.Billed, t.Charged = a.Price.Cents, a.CustomerPrice.Cents
		t.Refunds, t.Refunded, t.Returned = 1, a.Price.Cents, a.CustomerPrice.Cents
	}
	if a.Report != platfone.ReportNone {
		t.Reported = 1
	}
	switch a.Report {
	case platfone.ReportApproved:
		t.Approved = 1
	case platfone.ReportDeclined:
		t.Declined = 1
	}
	return t
}

// gotCode reports whether a first SMS ever came.
func gotCode(a platfone.Activation) bool {
	return a.HasCode() || a.SMS.Received() || a.SMS == platfone.RetryRequested
}

// times multiplies by 1 or -1.
func (t Tally) times(n int64) Tally {
	c := money.Cents(n)
	return Tally{t.Ordered * n, t.Received * n, t.Reserved * c, t.Billed * c, t.Charged * c, t.Refunds * n, t.Refunded * c, t.Returned * c,
		t.Reported * n, t.Approved * n, t.Declined * n}
}

// args are the columns of a tally in their order.
func (t Tally) args() []any {
	return []any{t.Ordered, t.Received, int64(t.Reserved), int64(t.Billed), int64(t.Charged), t.Refunds, int64(t.Refunded),
		int64(t.Returned), t.Reported, t.Approved, t.Declined}
}

// dest are the places a scan fills, in the order of args.
func (t *Tally) dest() []any {
	return []any{&t.Ordered, &t.Received, (*int64)(&t.Reserved), (*int64)(&t.Billed), (*int64)(&t.Charged), &t.Refunds,
		(*int64)(&t.Refunded), (*int64)(&t.Returned), &t.Reported, &t.Approved, &t.Declined}
}

const (
	hourSeconds = 3600
	daySeconds  = 24 * hourSeconds

	tallySet = ` DO UPDATE SET ordered = ordered + excluded.ordered, received = received + excluded.received,
		reserved = reserved + excluded.reserved, billed = billed + excluded.billed, charged = charged + excluded.charged,
		refunds = refunds + excluded.refunds, refunded = refunded + excluded.refunded, returned = returned + excluded.returned,
		reported = reported + excluded.reported, approved = approved + excluded.approved, declined = declined + excluded.declined`
	tallySum = `coalesce(sum(ordered),0), coalesce(sum(received),0), coalesce(sum(reserved),0), coalesce(sum(billed),0),
		coalesce(sum(charged),0), coalesce(sum(refunds),0), coalesce(sum(refunded),0), coalesce(sum(returned),0),
		coalesce(sum(reported),0), coalesce(sum(approved),0), coalesce(sum(declined),0)`
)

// cell is the place of an activation in the sums.
type cell struct {
	hour                       int64
	service, country, customer string
}

func byTime(a, b cell) int {
	return cmp.Or(cmp.Compare(a.hour, b.hour), strings.Compare(a.service, b.service), strings.Compare(a.country, b.country))
}

func byCustomer(a, b cell) int {
	return cmp.Or(strings.Compare(a.customer, b.customer), cmp.Compare(a.hour, b.hour), strings.Compare(a.service, b.service))
}

// tallies are the changes one batch makes to the sums.
type tallies map[cell]Tally

func (t tallies) add(a *Activation, n int64) {
	c := cell{unix(a.CreatedAt) / hourSeconds * hourSeconds, a.ServiceID, a.CountryID, a.CustomerID}
	t[c] = t[c].Add(tallyOf(a).times(n))
}

// save adds the changes to every table of sums.
func (t tallies) save(ctx context.Context, tx *sql.Tx) error {
	hours, routes, days, spends := tallies{}, tallies{}, tallies{}, tallies{}
	for c, change := range t {
		if change == (Tally{}) {
			continue
		}
		day := c.hour / daySeconds * daySeconds
		hours.join(cell{hour: c.hour}, change)
		routes.join(cell{hour: c.hour, service: c.service, country: c.country}, change)
		days.join(cell{hour: day, service: c.service, country: c.country}, change)
		spends.join(cell{hour: day, service: c.service, customer: c.customer}, change)
	}
	if err := hours.write(ctx, tx, "hours", "hour", byTime, func(c cell) []any { return []any{c.hour} }); err != nil {
		return err
	}
	route := func(c cell) []any { return []any{c.hour, c.service, c.country} }
	if err := routes.write(ctx, tx, "routes", "hour, service_id, country_id", byTime, route); err != nil {
		return err
	}
	if err := days.write(ctx, tx, "route_days", "day, service_id, country_id", byTime, route); err != nil {
		return err
	}
	return spends.write(ctx, tx, "spends", "customer_id, day, service_id", byCustomer, func(c cell) []any { return []any{c.customer, c.hour, c.service} })
}

func (t tallies) join(c cell, change Tally) { t[c] = t[c].Add(change) }

// write adds the changes to one table, whose rows are told apart by key.
func (t tallies) write(ctx context.Context, tx *sql.Tx, table, key string, order func(a, b cell) int, of func(cell) []any) error {
	if len(t) == 0 {
		return nil
	}
	marks := strings.Repeat("?,", strings.Count(key, ",")+1+len(Tally{}.args()))
	stmt, err := tx.PrepareContext(ctx, "INSERT INTO "+table+" VALUES ("+strings.TrimSuffix(marks, ",")+") ON CONFLICT ("+key+")"+tallySet)
	if err != nil {
		return fmt.Errorf("adding up the %s: %w", table, err)
	}
	defer stmt.Close()
	// In their order in the table they fill its pages.
	for _, c := range slices.SortedFunc(maps.Keys(t), order) {
		change := t[c]
		if _, err := stmt.ExecContext(ctx, append(of(c), change.args()...)...); err != nil {
			return fmt.Errorf("adding up the %s: %w", table, err)
		}
	}
	return nil
}

// waitStep is how finely a time to a code is kept, in seconds: exact for a minute, then
// coarser, since a table cell shows no more.
func waitStep(d time.Duration) int64 {
	s := max(0, int64(d/time.Second))
	switch {
	case s <= 60:
		return s
	case s <= 600:
		return s / 5 * 5
	}
	return s / 30 * 30
}

// putWaits counts how long first codes took.
func putWaits(ctx context.Context, tx *sql.Tx, rows []*Activation) error {
	type wait struct {
		cell       // by the day
		took int64 // seconds
	}
	by, days := map[wait]int64{}, map[wait]int64{}
	for _, a := range rows {
		if a.CreatedAt.IsZero() {
			continue
		}
		day, took := unix(a.CreatedAt)/daySeconds*daySeconds, waitStep(a.CodeAt.Sub(a.CreatedAt))
		by[wait{cell{hour: day, service: a.ServiceID, country: a.CountryID}, took}]++
		days[wait{cell{hour: day}, took}]++
	}
	put := func(query string, of map[wait]int64, args func(wait) []any) error {
		stmt, err := tx.PrepareContext(ctx, query)
		if err != nil {
			return fmt.Errorf("counting how long codes took: %w", err)
		}
		defer stmt.Close()
		order := func(a, b wait) int {
			return cmp.Or(strings.Compare(a.service, b.service), strings.Compare(a.country, b.country), cmp.Compare(a.hour, b.hour), cmp.Compare(a.took, b.took))
		}
		for _, w := range slices.SortedFunc(maps.Keys(of), order) {
			if _, err := stmt.ExecContext(ctx, append(args(w), w.hour, w.took, of[w])...); err != nil {
				return fmt.Errorf("counting how long codes took: %w", err)
			}
		}
		return nil
	}
	err := put("INSERT INTO waits VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET n = n + excluded.n", by, func(w wait) []any { return []any{w.service, w.country} })
	if err == nil {
		err = put("INSERT INTO day_waits VALUES (?,?,?) ON CONFLICT DO UPDATE SET n = n + excluded.n", days, func(wait) []any { return nil })
	}
	return err
}
