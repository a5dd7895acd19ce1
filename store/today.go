package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// Today is what a day comes to so far, and what in it waits for somebody.
type Today struct {
	Hours     []Tally // from midnight on; the last one runs
	Sum       Tally
	Holes     []Span // of the day, or of its last hours: orders of that time are still to be loaded
	Yesterday Tally  // up to the same time
	LastHour  Tally
	Waits     []Wait
	Claim     Claim
	Low       []Customer // those with the least first
	LowCount  int
	Risen     []Listing // whose risk rose since somebody looked, the most first
	Feed      []Event   // newest first
}

// Claim is what can still be claimed back.
type Claim struct {
	N     int
	Sum   money.Cents
	Until time.Time // when the first of it ends
}

// The most that is named of each.
const (
	lowNamed  = 3
	riskNamed = 2
	feedNamed = 12
)

// Today reads the day up to now, the provider's time in the person's place. low is what a customer should have left, window how long after its end
// a number can be reported.
func (db *DB) Today(ctx context.Context, now time.Time, low money.Cents, window time.Duration) (t Today, err error) {
	start := midnight(now)
	moments := Period{From: start, To: now.Add(time.Second), Hourly: true}.Moments()
	if t.Hours, err = db.Sums(ctx, Narrow{}, moments...); err != nil {
		return t, err
	}
	for _, h := range t.Hours {
		t.Sum = t.Sum.Add(h)
	}
	lookback := start
	if hours := now.Add(-2 * ExpectedAfter); hours.Before(start) { // just after midnight as well
		lookback = hours
	}
	if t.Holes, err = db.Holes(ctx, Period{From: lookback, To: now}); err != nil {
		return t, err
	}
	lately, err := db.Sums(ctx, Narrow{}, now.Add(-time.Hour), now.Add(time.Second))
	if err != nil {
		return t, err
	}
	t.LastHour = lately[0]
	before, err := db.Sums(ctx, Narrow{}, start.AddDate(0, 0, -1), now.AddDate(0, 0, -1))
	if err != nil {
		return t, err
	}
	t.Yesterday = before[0]
	if t.Waits, err = db.Waits(ctx, "", start, now); err != nil {
		return t, err
	}
	return t, db.waiting(ctx, &t, now, low, window)
}

// waiting reads what waits for somebody, and what happened last.
func (db *DB) waiting(ctx context.Context, t *Today, now time.Time, low money.Cents, window time.Duration) (err error) {
	if t.Claim, err = db.claim(ctx, now, window); err != nil {
		return err
	}
	if low > 0 {
		f := CustomerFilter{Status: []platfone.CustomerStatus{platfone.CustomerActive}, Below: money.Known(low), Sort: ByLeastFree}
		if t.Low, err = db.Customers(ctx, f, "", lowNamed); err != nil {
			return err
		}
		if t.LowCount = len(t.Low); t.LowCount == lowNamed {
			if t.LowCount, err = db.CountCustomers(ctx, f); err != nil {
				return err
			}
		}
	}
	t.Risen, err = list(ctx, db.cache.r, scanListing, listingQuery+" WHERE l.score > l.looked ORDER BY l.score - l.looked DESC, n.e164 LIMIT ?", riskNamed)
	if err != nil {
		return fmt.Errorf("reading whose risk rose: %w", err)
	}
	t.Feed, err = db.AuditLog(ctx, 0, feedNamed)
	return err
}

// claim adds up what was paid for and can still be reported.
func (db *DB) claim(ctx context.Context, now time.Time, window time.Duration) (c Claim, err error) {
	f := ActivationFilter{Now: now, Reportable: true, Window: window}
	query, args := f.claimed("price, " + reportBy + " AS by")
	var first sql.NullInt64
	row := db.cache.r.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(price), 0), min(nullif(by, 0)) FROM ("+query+")", args...)
	if err := row.Scan(&c.N, (*int64)(&c.Sum), &first); err != nil {
		return Claim{}, fmt.Errorf("adding up what can be claimed: %w", met(err))
	}
	if window == 0 {
		window = platfone.ReportWindow
	}
	if first.Valid {
		c.Until = stamp(first.Int64).Add(window)
	}
	return c, nil
}
