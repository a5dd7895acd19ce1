package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// sieved reports whether a filter is answered by way of the signatures: it asks for pieces of
// text, or for a service or a country alone, and no index has just those rows.
func (f ActivationFilter) sieved() (sieve, bool) {
	if f.running() || f.Reportable || len(f.Terms) == 0 && f.indexed() {
		return nil, false
	}
	v := f.sieveOf()
	return v, len(v) > 0
}

// indexed reports whether an index has the rows of whole ids by age.
func (f ActivationFilter) indexed() bool {
	customers, pairs := len(f.Customers), len(f.Services)*len(f.Countries)
	return customers > 0 && customers <= mostArms || customers == 0 && pairs > 0 && pairs <= mostArms
}

// bounds are the keys that the times of a filter let through.
func (f ActivationFilter) bounds() keys {
	k := allKeys
	if !f.From.IsZero() {
		k.low = max(k.low, int64(KeyAt(f.From)))
	}
	if !f.To.IsZero() {
		k.high = int64(KeyAt(f.To)) - 1
	}
	return k
}

// search walks stretch by stretch over the rows that pass a filter, until take has enough. take is
// given the columns it asked for, at most limit() more rows of them.
type search struct {
	f       ActivationFilter
	v       sieve
	within  keys
	upward  bool
	columns string
	tail    string // of the statement, with one question mark for how many rows are wanted still
	wanted  int
	take    func(scanner) (int, error) // how many rows one row stands for
	until   time.Time                  // after which it stops at the next stretch; zero is never
	stopped Key                        // where it did, 0 when it came to its end
}

// run searches in one transaction, so that signatures and rows are of the same moment.
func (s *search) run(ctx context.Context, db *DB) error {
	defer db.searched()
	tx, err := db.cache.r.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	bits, err := tx.PrepareContext(ctx, "SELECT k, bits FROM signatures WHERE k IN (?"+strings.Repeat(",?", gramsAtOnce-1)+")")
	if err != nil {
		return err
	}
	defer bits.Close()
	c := s.f.where()
	*c = column("+service_id", s.f.Services).Join(column("+country_id", s.f.Countries)).Join(column("+customer_id", s.f.Customers)).Join(*c)
	c.And("k BETWEEN ? AND ?")
	rows, err := tx.PrepareContext(ctx, fmt.Sprintf("SELECT %s FROM activations%s%s", s.columns, c.SQL(), s.tail))
	if err != nil {
		return err
	}
	defer rows.Close()
	for k, err := range (lookup{tx, bits}).stretches(ctx, s.v, s.within, s.upward) {
		if err != nil {
			return err
		}
		if s.wanted, err = s.scan(ctx, rows, append(c.Args, k.low, k.high, s.wanted)); err != nil || s.wanted <= 0 {
			return err
		}
		if !s.until.IsZero() && k.low > s.within.low && time.Now().After(s.until) {
			s.stopped = Key(k.low)
			return nil
		}
	}
	return nil
}

// scan takes the rows of one stretch and says how many are wanted still.
func (s *search) scan(ctx context.Context, stmt *sql.Stmt, args []any) (int, error) {
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return 0, met(err)
	}
	for rows.Next() {
		n, err := s.take(rows)
		if err != nil {
			return 0, errorsOf(rows, err)
		}
		s.wanted -= n
	}
	return s.wanted, errorsOf(rows, nil)
}

// found is a page of a search: upward from a key, else down from it; 0 is an end. A search down
// may be given a time to stop at: next is then where it goes on, 0 when it need not.
func (db *DB) found(ctx context.Context, f ActivationFilter, v sieve, from Key, limit int, upward bool, until time.Time) (all []Activation, next Key, err error) {
	within, order := f.bounds(), " ORDER BY k DESC LIMIT ?"
	switch {
	case upward && from > 0:
		within.low = max(within.low, int64(from)+1)
	case from > 0:
		within.high = min(within.high, int64(from)-1)
	}
	if upward {
		order = " ORDER BY k LIMIT ?"
	}
	s := search{f: f, v: v, within: within, upward: upward, columns: activationColumns, tail: order, wanted: limit, until: until, take: func(row scanner) (int, error) {
		a, err := scanActivation(row)
		all = append(all, a)
		return 1, err
	}}
	err = s.run(ctx, db)
	return all, s.stopped, err
}

// foundCount counts what a search finds, at most limit.
func (db *DB) foundCount(ctx context.Context, f ActivationFilter, v sieve, limit int) (n int, err error) {
	s := search{f: f, v: v, within: f.bounds(), columns: "count(*) FROM (SELECT 1", tail: " LIMIT ?)", wanted: limit, take: func(row scanner) (int, error) {
		some, err := number(row)
		n += int(some)
		return int(some), err
	}}
	return n, s.run(ctx, db)
}
