package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"switchboard/client/money"
)

// unix is a time as a column holds it: seconds, 0 for the zero time.
func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// stamp is the time of a column.
func stamp(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(n, 0)
}

// cents is an amount as a column holds it: NULL when it is unknown.
func cents(p money.Price) any {
	if !p.Known {
		return nil
	}
	return int64(p.Cents)
}

// price is the amount of a column.
func price(n sql.NullInt64) money.Price {
	return money.Price{Cents: money.Cents(n.Int64), Known: n.Valid}
}

// scanner is a row, or the row a set of rows stands on.
type scanner interface{ Scan(dest ...any) error }

// querier is a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// list reads every row of a query.
func list[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	return page(ctx, q, 0, scan, query, args...)
}

// page is list where it is known about how many rows there will be: room for them is made at once.
func page[T any](ctx context.Context, q querier, about int, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		if all == nil && about > 0 {
			all = make([]T, 0, about)
		}
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return all, nil
}

// one reads the only row of a query; ErrNotFound when there is none.
func one[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	v, err := scan(q.QueryRowContext(ctx, query, args...))
	if err == nil {
		return v, nil
	}
	var none T
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return none, err
}

// wrap adds to an error what was being done; nil stays nil.
func wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), err)
}

// text scans a row of one string.
func text(s scanner) (v string, err error) { err = s.Scan(&v); return v, err }

// number scans a row of one integer.
func number(s scanner) (v int64, err error) { err = s.Scan(&v); return v, err }
