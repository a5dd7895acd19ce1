package sms

import (
	"context"
	"errors"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/live"
)

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
			return s.Health.Good(ctx)
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
