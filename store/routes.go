package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Routes are the records of every service and country from then to then, exact to the second (how long codes took: by whole days in UTC); a zero
// end is now. Whole days and hours are read from the sums kept on write, the rest of the first and the last hour from the rows.
func (db *DB) Routes(ctx context.Context, from, to time.Time) ([]PairRecord, error) {
	low, high := unix(from), int64(1<<40)
	if !to.IsZero() {
		high = unix(to)
	}
	h := [2]int64{up(low, hourSeconds), high / hourSeconds * hourSeconds}
	h[1] = max(h[0], h[1])
	d := [2]int64{up(h[0], daySeconds), h[1] / daySeconds * daySeconds}
	if d[0] >= d[1] {
		d = [2]int64{h[1], h[1]}
	}
	const columns = ", service_id, country_id, ordered, received, reserved, billed, charged, refunds, refunded, returned, reported, approved, declined FROM "
	all, err := list(ctx, db.cache.r, scanPair, `SELECT service_id, country_id, `+tallySum+` FROM (
			SELECT hour`+columns+`routes WHERE hour >= ? AND hour < ?
			UNION ALL SELECT day`+columns+`route_days WHERE day >= ? AND day < ?
			UNION ALL SELECT hour`+columns+`routes WHERE hour >= ? AND hour < ?)
		GROUP BY service_id, country_id ORDER BY service_id, country_id`, h[0], d[0], d[0], d[1], d[1], h[1])
	if err != nil {
		return nil, fmt.Errorf("adding up the routes: %w", err)
	}
	add := func(a *Activation) {
		i, known := slices.BinarySearchFunc(all, a, func(r PairRecord, a *Activation) int {
			return strings.Compare(r.ServiceID+"\x00"+r.CountryID, a.ServiceID+"\x00"+a.CountryID)
		})
		if !known {
			all = slices.Insert(all, i, PairRecord{ServiceID: a.ServiceID, CountryID: a.CountryID})
		}
		all[i].count(all[i].Tally.Add(tallyOf(a)))
	}
	if err := db.eachOrdered(ctx, Narrow{}, low, min(h[0], high), add); err != nil {
		return nil, err
	}
	if !to.IsZero() {
		if err := db.eachOrdered(ctx, Narrow{}, max(h[1], min(h[0], high)), high, add); err != nil {
			return nil, err
		}
	}
	return all, db.addWaits(ctx, all, low/daySeconds*daySeconds, high)
}

func scanPair(s scanner) (r PairRecord, err error) {
	var t Tally
	err = s.Scan(append([]any{&r.ServiceID, &r.CountryID}, t.dest()...)...)
	r.count(t)
	return r, err
}

func (r *PairRecord) count(t Tally) {
	r.Tally, r.Record = t, t.Success()
}
