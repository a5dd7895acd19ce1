package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/platfone"
)

// Statement is what happened to a customer's money in a span.
type Statement struct {
	Customer         string
	From, To         time.Time
	Lines            []StatementLine // oldest first
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

// ExpectedAfter is how old what is missing must be to be a hole: younger than that it is read again anyway.
const ExpectedAfter = 2 * time.Hour

// Statement reads what happened to a customer's money from then to then. now is the provider's time: balances are reckoned back from what it is now.
func (db *DB) Statement(ctx context.Context, customer string, from, to, now time.Time) (Statement, error) {
	st := Statement{Customer: customer, From: from, To: to}
	c, err := db.Customer(ctx, customer)
	if err != nil {
		return st, err
	}
	lines, err := db.statementLines(ctx, customer, from)
	if err != nil {
		return st, err
	}
	balance, whole := c.Total(), true
	for _, what := range []string{"history", "transactions"} {
		gaps, err := db.Gaps(ctx, what, from, now.Add(-ExpectedAfter))
		if err != nil {
			return st, err
		}
		whole = whole && len(gaps) == 0
	}
	if !whole {
		balance = money.Price{}
	}
	for i := len(lines) - 1; i >= 0; i-- {
		lines[i].Balance = balance
		if balance.Known {
			balance.Cents -= lines[i].Amount
		}
	}
	st.Opening, st.Closing = balance, balance
	for _, l := range lines {
		if l.At.Before(to) {
			st.Lines, st.Closing = append(st.Lines, l), l.Balance
		}
	}
	return st, nil
}

// statementLines are all lines since then, oldest first.
func (db *DB) statementLines(ctx context.Context, customer string, from time.Time) ([]StatementLine, error) {
	// An order from before may have been refunded since.
	acts, err := list(ctx, db.cache.r, scanActivation, "SELECT "+activationColumns+` FROM activations WHERE customer_id = ?1
		AND (k >= ?2 OR billing_status = 'refunded' AND updated_at >= ?3)`, customer, int64(keyAt(from)), unix(from))
	if err != nil {
		return nil, fmt.Errorf("reading the orders of %s: %w", customer, err)
	}
	var out []StatementLine
	for _, a := range acts {
		l := StatementLine{At: a.CreatedAt, What: "order", ID: a.ID, Service: a.ServiceID, Country: a.CountryID, Phone: a.Phone, Code: a.Code}
		t := tallyOf(&a)
		if l.Amount = -t.Charged; !a.CreatedAt.Before(from) {
			out = append(out, l)
		}
		if a.Billing == platfone.BillingRefunded && !a.UpdatedAt.Before(from) {
			l.At, l.What, l.Amount = a.UpdatedAt, "refund", t.Returned
			out = append(out, l)
		}
	}
	credits, err := list(ctx, db.cache.r, scanTransaction,
		"SELECT k, transaction_id, customer_id, gateway, amount, created_at, raw, seen FROM transactions WHERE customer_id = ? AND k >= ?", customer, int64(keyAt(from)))
	if err != nil {
		return nil, fmt.Errorf("reading the ledger of %s: %w", customer, err)
	}
	for _, t := range credits {
		what := "credit"
		if t.Amount.Cents < 0 {
			what = "debit"
		}
		out = append(out, StatementLine{At: t.CreatedAt, What: what, ID: t.ID, Amount: t.Amount.Cents})
	}
	slices.SortStableFunc(out, func(a, b StatementLine) int { return a.At.Compare(b.At) })
	return out, nil
}
