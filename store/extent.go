package store

import (
	"context"
	"time"
)

// Extent is how much of a list was read from its provider. Only of one that was read whole is an
// empty answer known to be empty.
type Extent int

const (
	NeverRead  Extent = iota // nothing of it, ever
	PartlyRead               // not all of what is asked for
	WholeRead
)

// ExtentOf tells it of a list that is read as one.
func (db *DB) ExtentOf(ctx context.Context, list string) (Extent, error) {
	read, err := db.WasRead(ctx, list)
	if err != nil || !read {
		return NeverRead, err
	}
	return WholeRead, nil
}

// ExtentWithin tells it of what belongs to a stretch of time of lists that are kept without gaps. A
// zero from is the beginning, a zero to is now; what is younger than two hours is read again anyway.
func (db *DB) ExtentWithin(ctx context.Context, from, to time.Time, lists ...string) (Extent, error) {
	if from.IsZero() {
		from = time.Unix(1, 0)
	}
	if to.IsZero() {
		to = time.Now()
	}
	end := expected(to)
	if !from.Before(end) { // nothing of it is old enough to be missed: then it is whether what comes before it is there
		from = end.Add(-time.Second)
	}
	some, all := false, true
	for _, what := range lists {
		spans, err := one(ctx, db.cache.r, number, "SELECT count(*) FROM spans WHERE what = ?", what)
		if err != nil {
			return NeverRead, wrap(err, "reading what is known of the %s", what)
		}
		gaps, err := db.Gaps(ctx, what, from, end)
		if err != nil {
			return NeverRead, err
		}
		some, all = some || spans > 0, all && spans > 0 && len(gaps) == 0
	}
	switch {
	case all:
		return WholeRead, nil
	case some:
		return PartlyRead, nil
	}
	return NeverRead, nil
}
