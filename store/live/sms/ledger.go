package sms

import (
	"context"
	"errors"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/live"
)

// LedgerRead is up to when a customer's ledger is known, by a reading of its own or as a part of
// the whole ledger; zero when it never was read to its end.
func (s *SMS) LedgerRead(ctx context.Context, customer string) (time.Time, error) {
	return s.readUpTo(ctx, TransactionsName, customer)
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
	read := s.ledgerPages(f)
	for n := 1; n <= mostPages; n++ {
		heard := time.Now()
		page, err := read(ctx, n)
		if err != nil {
			return s.Heard(ctx, err)
		}
		if err := s.db.PutTransactions(ctx, heard, page.Items...); err != nil {
			return err
		}
		if page.Last() {
			return errors.Join(s.db.PutProgress(ctx, store.OwnPart(TransactionsName, customer), store.Progress{At: began}), s.Health.Good(ctx))
		}
	}
	return errors.Join(&store.Incomplete{What: "the ledger of " + customer, Pages: mostPages}, s.Health.Good(ctx))
}

// ledgerPages reads the pages of a customer's ledger: by the management route, a page of which holds ten of the
// customer's own, and while that is paused by the customer's.
func (s *SMS) ledgerPages(f platfone.TransactionFilter) func(context.Context, int) (platfone.Page[platfone.Transaction], error) {
	own := false
	return func(ctx context.Context, n int) (platfone.Page[platfone.Transaction], error) {
		if !own {
			page, err := s.api.Transactions(ctx, f, n, platfone.MaxManagePage)
			if own = n == 1 && platfone.Unmanaged(err); !own {
				return page, err
			}
			if err := s.Health.Bad(ctx, err, time.Time{}); err != nil {
				return page, err
			}
		}
		return s.api.CustomerTransactions(ctx, f.CustomerID, f.From, n)
	}
}

// ledgerSoon reads a customer's ledger once something was booked there.
func (s *SMS) ledgerSoon(customer string) {
	if s.e.Leave(ledgerKeys+customer, 0) {
		return
	}
	s.Soon(ledgerKeys+customer, live.Balances, 0, func(ctx context.Context) error { return s.ledger(ctx, customer) })
}
