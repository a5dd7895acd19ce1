package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"switchboard/client/money"
)

// readAhead is how many lines are read before the first is given: about ten megabytes. A statement
// that is no longer holds the file to its moment only while it is read, and not while somebody
// looks at it page by page. A longer one holds it until its last line is read, for all of it is of
// one moment; meanwhile what is written beside it stays in the write-ahead log.
const readAhead = 50_000

// StatementReader reads a statement line by line, oldest first, so that one of any length is never
// held whole. All of it is of one moment. It is closed by Close, and by the end of its context.
type StatementReader struct {
	Statement // without its lines
	ctx       context.Context
	tx        *sql.Tx
	lines     *statementLines
	room      int             // how many lines are read ahead
	ahead     []StatementLine // read and not given yet
	ended     bool            // there are no more lines behind them
	balance   money.Price     // after the line that was given last
}

// OpenStatement begins to read what happened to a customer's money from then to then, and knows how
// it began and ended. now is the provider's time: balances are reckoned back from what it is now.
func (db *DB) OpenStatement(ctx context.Context, customer string, from, to, now time.Time) (*StatementReader, error) {
	return db.openStatement(ctx, customer, from, to, now, readAhead)
}

func (db *DB) openStatement(ctx context.Context, customer string, from, to, now time.Time, room int) (_ *StatementReader, err error) {
	whole, err := db.stated(ctx, customer, from, now)
	if err != nil {
		return nil, err
	}
	tx, err := db.cache.r.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("reading the statement of %s: %w", customer, err)
	}
	r := &StatementReader{Statement: Statement{Customer: customer, From: from, To: to}, ctx: ctx, tx: tx, room: room}
	defer func() {
		if err != nil {
			r.Close()
		}
	}()
	c, err := one(ctx, tx, scanCustomer, "SELECT "+customerColumns+" FROM "+customersTwice+" WHERE customer_id = ?", customer)
	if err != nil {
		return nil, fmt.Errorf("reading customer %s: %w", customer, err)
	}
	db.tellTurned(c)
	if whole {
		r.Closing = c.Total()
	}
	if err := r.reckon(ctx); err != nil {
		return nil, err
	}
	r.balance = r.Opening
	if r.lines, err = openStatementLines(ctx, tx, customer, from); err != nil {
		return nil, err
	}
	if err := r.fill(); err != nil {
		return nil, err
	}
	return r, nil
}

// fill reads ahead, and lets go of the file once there is no more.
func (r *StatementReader) fill() error {
	for len(r.ahead) < r.room {
		l, more, err := r.lines.next()
		if err != nil {
			return err
		}
		if !more || !l.At.Before(r.To) {
			r.ended = true
			r.Close()
			return nil
		}
		r.ahead = append(r.ahead, l)
	}
	return nil
}

// stated reports whether all orders and bookings since then are saved.
func (db *DB) stated(ctx context.Context, customer string, from, now time.Time) (bool, error) {
	for _, what := range []string{ListOfOrders, ListOfBookings} {
		gaps, err := db.OwnGaps(ctx, what, customer, from, now.Add(-ExpectedAfter))
		if err != nil || len(gaps) > 0 {
			return false, err
		}
	}
	return true, nil
}

// reckon goes back from the balance now, which stands in Closing, to those at the end and the beginning of the span.
func (r *StatementReader) reckon(ctx context.Context) error {
	if r.Opening = r.Closing; !r.Closing.Known {
		return nil
	}
	lines, err := openStatementLines(ctx, r.tx, r.Customer, r.From)
	if err != nil {
		return err
	}
	defer lines.close()
	for {
		l, more, err := lines.next()
		if err != nil || !more {
			return err
		}
		if r.Opening.Cents -= l.Amount; !l.At.Before(r.To) {
			r.Closing.Cents -= l.Amount
		}
	}
}

// Next gives the next line; false when there are no more.
func (r *StatementReader) Next() (StatementLine, bool, error) {
	if err := r.ctx.Err(); err != nil {
		return StatementLine{}, false, err
	}
	if len(r.ahead) == 0 && !r.ended {
		if err := r.fill(); err != nil {
			return StatementLine{}, false, err
		}
	}
	if len(r.ahead) == 0 {
		return StatementLine{}, false, nil
	}
	l := r.ahead[0]
	r.ahead = r.ahead[1:]
	if r.balance.Known {
		r.balance.Cents += l.Amount
	}
	l.Balance = r.balance
	return l, true, nil
}

// Close ends the reading; it may have come to its end.
func (r *StatementReader) Close() {
	if r.lines != nil {
		r.lines.close()
	}
	_ = r.tx.Rollback() // nothing was written
}
