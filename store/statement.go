package store

import (
	"context"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
)

// Statement is what happened to a customer's money in a span.
type Statement struct {
	Customer         string
	From, To         time.Time
	Lines            []StatementLine // oldest first; none in the heading of one that is read line by line
	Before           int             // how many lines stand before those that are held
	Opening, Closing money.Price     // not known while older orders or credits are still to be loaded
}

// StatementLine is one thing that changed, or held back, a customer's balance.
type StatementLine struct {
	At      time.Time
	What    string // "order", "refund", "credit" or "debit"
	ID      string
	Service string
	Country string
	Phone   phone.E164
	Code    string
	Amount  money.Cents // added to the balance; less than nothing was taken from it
	Balance money.Price // after it
}

// Of is what the line is about: the order and its refund have the id of the activation, a credit
// and a debit that of the transaction. The other is empty.
func (l StatementLine) Of() (activation, transaction string) {
	if l.What == "order" || l.What == "refund" {
		return l.ID, ""
	}
	return "", l.ID
}

// ExpectedAfter is how old what is missing must be to be a hole: younger than that it is read again anyway.
const ExpectedAfter = 2 * time.Hour

// StatementHeld is how many lines of a statement are held at the most: the newest.
const StatementHeld = 20_000

// Statement reads what happened to a customer's money from then to then, of which it holds the newest lines. now is the provider's time: balances are reckoned back from what it is now.
func (db *DB) Statement(ctx context.Context, customer string, from, to, now time.Time) (Statement, error) {
	r, err := db.OpenStatement(ctx, customer, from, to, now)
	if err != nil {
		return Statement{Customer: customer, From: from, To: to}, err
	}
	defer r.Close()
	st := r.Statement
	for {
		l, more, err := r.Next()
		if err != nil || !more {
			st.keep(StatementHeld)
			return st, err
		}
		if st.Lines = append(st.Lines, l); len(st.Lines) == 2*StatementHeld {
			st.keep(StatementHeld)
		}
	}
}

// keep lets go of all but the newest lines.
func (st *Statement) keep(most int) {
	if n := len(st.Lines) - most; n > 0 {
		st.Lines, st.Before = append(st.Lines[:0], st.Lines[n:]...), st.Before+n
	}
}
