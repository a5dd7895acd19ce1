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

// moment reads a time from a column as unix writes it.
type moment struct{ to *time.Time }

// Scan implements sql.Scanner.
func (m moment) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("%T is no time", v)
	}
	*m.to = stamp(n)
	return nil
}

// cents is an amount as a column holds it: NULL when it is unknown.
func cents(p money.Price) any {
	if !p.Known {
		return nil
	}
	return int64(p.Cents)
}

// amount reads an amount from a column as cents writes it.
type amount struct{ to *money.Price }

// Scan implements sql.Scanner.
func (a amount) Scan(v any) error {
	n, known := v.(int64)
	if !known && v != nil {
		return fmt.Errorf("%T is no amount", v)
	}
	*a.to = money.Price{Cents: money.Cents(n), Known: known}
	return nil
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
		return nil, met(err)
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
		return nil, met(err)
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
	return none, met(err)
}

// wrap adds to an error what was being done; nil stays nil.
func wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), err)
}

// affected is how many rows a statement has changed.
func affected(res sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// text scans a row of one string.
func text(s scanner) (v string, err error) { err = s.Scan(&v); return v, err }

// number scans a row of one integer.
func number(s scanner) (v int64, err error) { err = s.Scan(&v); return v, err }
