package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// statementLines are the lines of a statement from a moment on, oldest first, merged from what was
// ordered, given back and booked. Each of these is read in its own order and no further than to its next line.
type statementLines struct{ arms []*statementArm }

// statementArm is one of them.
type statementArm struct {
	rows *sql.Rows
	scan func(scanner) (StatementLine, error)
	from time.Time
	head StatementLine // the next line
	has  bool
}

// statedColumns are what a statement has of an order.
const statedColumns = "id, service_id, country_id, phone, sms_code, billing_status, price, customer_price, created_at, updated_at"

const (
	statedOrders = "SELECT " + statedColumns + " FROM activations WHERE customer_id = ?1 AND k >= ?2 ORDER BY k"
	// An order from before may have been refunded since. Each half has an index of its own: none of the customer's older orders is read.
	statedRefunds = "SELECT " + statedColumns + ` FROM activations WHERE customer_id = ?1 AND k >= ?2 AND billing_status = 'refunded' AND updated_at >= ?3
		UNION ALL SELECT ` + statedColumns + ` FROM activations INDEXED BY activations_refunded WHERE billing_status = 'refunded'
		AND k < ?2 AND customer_id = ?1 AND updated_at >= ?3 ORDER BY updated_at`
	statedBookings = "SELECT " + transactionColumns + " FROM transactions WHERE customer_id = ?1 AND k >= ?2 ORDER BY k"
)

func openStatementLines(ctx context.Context, q querier, customer string, from time.Time) (*statementLines, error) {
	all := &statementLines{}
	k := int64(KeyAt(from))
	for _, arm := range []struct {
		query string
		args  []any
		scan  func(scanner) (StatementLine, error)
	}{{statedOrders, []any{customer, k}, scanOrdered}, {statedRefunds, []any{customer, k, unix(from)}, scanReturned}, {statedBookings, []any{customer, k}, scanBooked}} {
		rows, err := q.QueryContext(ctx, arm.query, arm.args...)
		if err == nil {
			a := &statementArm{rows: rows, scan: arm.scan, from: from}
			all.arms = append(all.arms, a)
			err = a.read()
		}
		if err != nil {
			all.close()
			return nil, fmt.Errorf("reading the statement of %s: %w", customer, met(err))
		}
	}
	return all, nil
}

// next is the next line of all; false when there are no more.
func (s *statementLines) next() (StatementLine, bool, error) {
	var first *statementArm
	for _, a := range s.arms {
		if a.has && (first == nil || a.head.At.Before(first.head.At)) {
			first = a
		}
	}
	if first == nil {
		return StatementLine{}, false, nil
	}
	l := first.head
	return l, true, wrap(first.read(), "reading a statement")
}

func (s *statementLines) close() {
	for _, a := range s.arms {
		_ = a.rows.Close() // it is only read
	}
}

// read reads the next line of one; has is false when there is none.
func (a *statementArm) read() (err error) {
	for a.has = a.rows.Next(); a.has; a.has = a.rows.Next() {
		if a.head, err = a.scan(a.rows); err != nil || !a.head.At.Before(a.from) {
			return err
		}
	}
	return met(a.rows.Err())
}

func scanStated(s scanner) (a Activation, l StatementLine, err error) {
	err = s.Scan(&a.ID, &a.ServiceID, &a.CountryID, (*string)(&a.Phone), &a.Code, (*string)(&a.Billing), amount{&a.Price}, amount{&a.CustomerPrice},
		moment{&a.CreatedAt}, moment{&a.UpdatedAt})
	return a, StatementLine{ID: a.ID, Service: a.ServiceID, Country: a.CountryID, Phone: a.Phone, Code: a.Code}, err
}

func scanOrdered(s scanner) (StatementLine, error) {
	a, l, err := scanStated(s)
	l.At, l.What, l.Amount = a.CreatedAt, "order", -tallyOf(&a).Charged
	return l, err
}

func scanReturned(s scanner) (StatementLine, error) {
	a, l, err := scanStated(s)
	l.At, l.What, l.Amount = a.UpdatedAt, "refund", tallyOf(&a).Returned
	return l, err
}

func scanBooked(s scanner) (StatementLine, error) {
	t, err := scanHeld(s)
	what := "credit"
	if t.Amount.Cents < 0 {
		what = "debit"
	}
	return StatementLine{At: t.CreatedAt, What: what, ID: t.ID, Amount: t.Amount.Cents}, err
}
