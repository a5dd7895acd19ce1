package sms

import (
	"context"
	"errors"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/live"
)

// ledgerOf begins the name under which is kept when a customer's ledger was read.
const ledgerOf = "ledger of "

// LedgerRead is up to when a customer's ledger is known, by a reading of its own or as a part of
// the whole ledger; zero when it never was read to its end.
func (s *SMS) LedgerRead(ctx context.Context, customer string) (time.Time, error) {
	own, err := s.db.Progress(ctx, ledgerOf+customer)
	if err != nil {
		return time.Time{}, err
	}
	low, now := own.At, time.Now()
	if low.IsZero() {
		low = time.Unix(1, 0)
	}
	gaps, err := s.db.Gaps(ctx, TransactionsName, low, now)
	switch {
	case err != nil:
		return time.Time{}, err
	case len(gaps) == 0:
		return now, nil
	case gaps[0].Low.Equal(time.Unix(1, 0)):
		return time.Time{}, nil
	}
	return gaps[0].Low, nil
}

// RefreshLedger reads the lines of a customer's ledger that are newer than
// what is known, or all of them when nothing is.
func (s *SMS) RefreshLedger(ctx context.Context, customer string) error {
	if err := s.MayAsk(); err != nil {
		return err
	}
	return s.ledger(ctx, customer)
}

func (s *SMS) ledger(ctx context.Context, customer string) error {
	known, err := s.db.Transactions(ctx, store.TransactionFilter{Customer: customer}, 0, 1)
	if err != nil {
		return err
	}
	f := platfone.TransactionFilter{CustomerID: customer}
	if len(known) > 0 {
		f.From = known[0].CreatedAt.Add(-overlap)
	}
	began := time.Now()
	for n := 1; n <= mostPages; n++ {
		heard := time.Now()
		page, err := s.api.Transactions(ctx, f, n, platfone.MaxManagePage)
		if err != nil {
			return s.Heard(ctx, err)
		}
		if err := s.db.PutTransactions(ctx, heard, page.Items...); err != nil {
			return err
		}
		if page.Last() {
			return errors.Join(s.db.PutProgress(ctx, ledgerOf+customer, store.Progress{At: began}), s.Health.Good(ctx))
		}
	}
	return errors.Join(&store.Incomplete{What: "the ledger of " + customer, Pages: mostPages}, s.Health.Good(ctx))
}

// ledgerSoon reads a customer's ledger once something was booked there.
func (s *SMS) ledgerSoon(customer string) {
	if s.e.Leave(ledgerKeys+customer, 0) {
		return
	}
	s.Soon(ledgerKeys+customer, live.Balances, 0, func(ctx context.Context) error { return s.ledger(ctx, customer) })
}
