package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store/filter"
)

// Transaction is one line of a customer's ledger.
type Transaction struct {
	platfone.Transaction
	Key  Key
	Seen time.Time
}

// TransactionFilter narrows the ledger; what is empty does not.
type TransactionFilter struct {
	Customer   string
	Terms, Not []string // parts of the id, customer or gateway
	From, To   time.Time
	Min, Max   money.Price
}

func scanTransaction(s scanner) (Transaction, error) {
	var t Transaction
	err := s.Scan((*int64)(&t.Key), &t.ID, &t.CustomerID, &t.Gateway, amount{&t.Amount}, moment{&t.CreatedAt}, (*[]byte)(&t.Raw), moment{&t.Seen})
	return t, err
}

// PutTransactions stores lines of the ledger heard at the moment seen. Lines never change, so
// what is known is left alone.
func (db *DB) PutTransactions(ctx context.Context, seen time.Time, list ...platfone.Transaction) error {
	added := int64(0)
	err := db.cache.write(ctx, func(tx *sql.Tx) error {
		insert, err := tx.PrepareContext(ctx, "INSERT INTO transactions VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (transaction_id, customer_id) DO NOTHING")
		if err != nil {
			return err
		}
		defer insert.Close()
		for _, t := range list {
			k := keyOf(t.CreatedAt, t.ID)
			for {
				n, err := affected(insert.ExecContext(ctx, int64(k), t.ID, t.CustomerID, t.Gateway, cents(t.Amount), unix(t.CreatedAt), string(t.Raw), unix(seen)))
				var e sqlite3.Error
				if errors.As(err, &e) && e.ExtendedCode == sqlite3.ErrConstraintPrimaryKey {
					k++
					continue
				}
				if err != nil {
					return fmt.Errorf("writing transaction %s: %w", t.ID, err)
				}
				added += n
				if n > 0 {
					if err := addCredit(ctx, tx, Transaction{Transaction: t}); err != nil {
						return err
					}
				}
				break
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("storing transactions: %w", err)
	}
	if added > 0 {
		db.feeds.mark(Transactions)
	}
	return nil
}

// Transactions is a page of the ledger, newest first, below the key before (0 for the first page).
func (db *DB) Transactions(ctx context.Context, f TransactionFilter, before Key, limit int) ([]Transaction, error) {
	c := filter.Where{}
	if f.Customer != "" {
		c.And("customer_id = ?", f.Customer)
	}
	if before > 0 {
		c.And("k < ?", int64(before))
	}
	if !f.From.IsZero() {
		c.And("k >= ?", int64(KeyAt(f.From)))
	}
	if !f.To.IsZero() {
		c.And("k < ?", int64(KeyAt(f.To)))
	}
	if f.Min.Known {
		c.And("amount >= ?", int64(f.Min.Cents))
	}
	if f.Max.Known {
		c.And("amount <= ?", int64(f.Max.Cents))
	}
	c.Words(f.Terms, f.Not, "", "transaction_id", "customer_id", "gateway")
	all, err := list(ctx, db.cache.r, scanHeld,
		"SELECT "+transactionColumns+" FROM transactions"+c.SQL()+" ORDER BY k DESC LIMIT ?",
		append(c.Args, limit)...)
	return all, wrap(err, "reading the ledger")
}

// Transaction reads one line of a customer's ledger; ErrNotFound when it was never heard of.
func (db *DB) Transaction(ctx context.Context, customer, id string) (Transaction, error) {
	t, err := one(ctx, db.cache.r, scanHeld,
		"SELECT "+transactionColumns+" FROM transactions WHERE transaction_id = ? AND customer_id = ?",
		id, customer)
	return t, wrap(err, "reading transaction %s", id)
}
