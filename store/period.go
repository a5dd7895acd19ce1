package store

import (
	"context"
	"slices"
	"time"
)

// Period is a stretch of time that figures are told for, in hours or in days of the place that From is in. To is not included.
type Period struct {
	From, To time.Time
	Hourly   bool
}

// LastDay is the 24 hours up to now, the one that runs among them.
func LastDay(now time.Time) Period {
	y, m, d := now.Date()
	return Period{From: time.Date(y, m, d, now.Hour(), 0, 0, 0, now.Location()).Add(-23 * time.Hour), To: now, Hourly: true}
}

// LastDays are the last days up to now, today among them.
func LastDays(now time.Time, days int) Period {
	return Period{From: midnight(now).AddDate(0, 0, 1-days), To: now}
}

// Between is the time from then to then; two days and less are told by the hour.
func Between(from, to time.Time) Period {
	return Period{From: from, To: to, Hourly: to.Sub(from) <= 48*time.Hour}
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// Moments are where the parts of the period begin, and its end.
func (p Period) Moments() []time.Time {
	out := []time.Time{p.From}
	for at := p.next(p.From); at.Before(p.To); at = p.next(at) {
		out = append(out, at)
	}
	return append(out, p.To)
}

// next is where the part after a moment begins.
func (p Period) next(t time.Time) time.Time {
	if p.Hourly {
		y, m, d := t.Date()
		if n := time.Date(y, m, d, t.Hour(), 0, 0, 0, t.Location()).Add(time.Hour); n.After(t) {
			return n
		}
		return t.Add(time.Hour) // where clocks are put back
	}
	return midnight(t).AddDate(0, 0, 1)
}

// Before is the time of the same length before it, which it is compared with.
func (p Period) Before() Period {
	if p.Hourly {
		long := p.next(p.To.Add(-time.Nanosecond)).Sub(p.From)
		return Period{p.From.Add(-long), p.To.Add(-long), true}
	}
	days := len(p.Moments()) - 1
	return Period{From: p.From.AddDate(0, 0, -days), To: p.To.AddDate(0, 0, -days)}
}

// Trend is how a period went, part by part.
type Trend struct {
	Period
	Moments []time.Time // where each part begins, and the end
	Parts   []Tally
	Sum     Tally
	Before  Tally  // of the same time before it
	Whole   bool   // all of the time before is kept here, so that it can be compared
	Holes   []Span // of the period itself: orders of that time are still to be loaded
	Waits   []Wait

	until time.Time // up to when its orders have to be saved, as the holes were looked for
}

// Trend reads how a period went. How long codes took is not known of one customer.
func (db *DB) Trend(ctx context.Context, n Narrow, p Period) (t Trend, err error) {
	t.Period, t.Moments, t.until = p, p.Moments(), expected(p.To)
	if t.Parts, err = db.Sums(ctx, n, t.Moments...); err != nil {
		return t, err
	}
	for _, part := range t.Parts {
		t.Sum = t.Sum.Add(part)
	}
	if t.Holes, err = db.holes(ctx, p.From, t.until); err != nil {
		return t, err
	}
	before := p.Before()
	sums, err := db.Sums(ctx, n, before.From, before.To)
	if err != nil {
		return t, err
	}
	t.Before = sums[0]
	gaps, err := db.Gaps(ctx, ListOfOrders, before.From, before.To)
	if err != nil {
		return t, err
	}
	t.Whole = len(gaps) == 0
	if n.Customer == "" {
		t.Waits, err = db.Waits(ctx, n.Service, p.From, p.To)
	}
	return t, err
}

// Read reports whether all orders of a part are saved here. What is younger than the last hole is
// read only if the hole ends before it.
func (t Trend) Read(i int) bool {
	return !slices.ContainsFunc(t.Holes, func(h Span) bool {
		open := !h.High.Before(t.until)
		return h.Low.Before(t.Moments[i+1]) && (open || t.Moments[i].Before(h.High))
	})
}

// expected is up to when the orders of a period have to be saved: what is younger than two hours is read again anyway.
func expected(to time.Time) time.Time {
	if latest := time.Now().Add(-ExpectedAfter); to.After(latest) {
		return latest
	}
	return to
}

// Holes are the stretches of a period of which orders are still to be loaded; what is younger than two hours is read again anyway.
func (db *DB) Holes(ctx context.Context, p Period) ([]Span, error) {
	return db.holes(ctx, p.From, expected(p.To))
}

func (db *DB) holes(ctx context.Context, from, until time.Time) ([]Span, error) {
	if !from.Before(until) { // nothing of it is old enough to be missed: then it is whether what comes before it is there
		from = until.Add(-time.Second)
	}
	return db.Gaps(ctx, ListOfOrders, from, until)
}

// Within is the time within which so many per cent of the timed codes came; false when none was timed.
func Within(waits []Wait, percent int64) (time.Duration, bool) {
	var total, sofar int64
	for _, w := range waits {
		total += w.N
	}
	for _, w := range waits {
		if sofar += w.N; sofar*100 >= total*percent {
			return w.Took, true
		}
	}
	return 0, false
}
