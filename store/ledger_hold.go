package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"switchboard/client/platfone"
)

const transactionColumns = "k, transaction_id, customer_id, gateway, amount, created_at, raw, seen"

// errLine is a line of the ledger that is not what it came as.
var errLine = fmt.Errorf("%w: a line of the ledger is not what it came as", ErrDamaged)

// holds reports whether a line says what the object said that it came as: SQLite does not notice a changed amount.
func (t Transaction) holds() bool {
	if t.said() {
		return true
	}
	var told platfone.Transaction
	if json.Unmarshal(t.Raw, &told) != nil {
		return len(t.Raw) == 0 || json.Valid(t.Raw) // whoever gave it has read it in another way
	}
	return (!told.Amount.Known || told.Amount == t.Amount) && told.ID == t.ID && (told.CustomerID == "" || told.CustomerID == t.CustomerID) &&
		(told.CreatedAt.IsZero() || told.CreatedAt.Equal(t.CreatedAt))
}

// said reports whether the object has every part of the line word by word, as one of the provider's own has: it need not be read.
func (t Transaction) said() bool {
	var room [96]byte
	has := func(part []byte) bool { return bytes.Contains(t.Raw, part) }
	number := func(name string, n int64) bool {
		part := strconv.AppendInt(append(room[:0], name...), n, 10)
		return has(append(part, ',')) || has(append(part, '}'))
	}
	word := func(name, v string) bool { return has(append(append(append(room[:0], name...), v...), '"')) }
	return t.Amount.Known && number(`"amount":`, int64(t.Amount.Cents)) && number(`"created_at":`, unix(t.CreatedAt)) &&
		word(`"transaction_id":"`, t.ID) && word(`"customer_id":"`, t.CustomerID)
}

// scanHeld reads a line of the ledger; errLine when it is not what it came as.
func scanHeld(s scanner) (Transaction, error) {
	t, err := scanTransaction(s)
	if err == nil && !t.holds() {
		return t, met(errLine)
	}
	return t, err
}

// ledgerHolds compares every line of the ledger with the object that it came as, in small steps. The error wraps ErrDamaged.
func (f *file) ledgerHolds(ctx context.Context, q querier) error {
	_, err := inSteps(ctx, math.MinInt64, func(after int64) (int, int64, error) {
		all, err := list(ctx, q, scanTransaction, "SELECT "+transactionColumns+" FROM transactions WHERE k > ? ORDER BY k LIMIT ?", after, purgeBatch)
		if isDamage(err) {
			return 0, 0, fmt.Errorf("%w: %v", ErrDamaged, bare(err))
		}
		if err != nil || len(all) == 0 {
			return 0, 0, err
		}
		for _, t := range all {
			if !t.holds() {
				return 0, 0, errLine
			}
		}
		return len(all), int64(all[len(all)-1].Key), nil
	})
	return wrap(err, "checking the %s", f.name)
}
