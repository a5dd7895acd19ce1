package sms

import (
	"context"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/live"
)

// lowMost is how many customers can be low at once before the rest goes unsaid.
const lowMost = 200

// accountName stands for the account itself among the names of customers, none
// of which can hold a dot.
const accountName = "account."

// watchLow tells when a balance falls below its threshold: once per crossing.
func (s *SMS) watchLow(ctx context.Context) error {
	low := map[string]string{}
	if most := s.cfg.Notices.AccountLow; most > 0 {
		b, err := s.db.AccountBalance(ctx)
		if err != nil {
			return err
		}
		if free := b.Free(); free.Known && free.Cents < most {
			low[accountName] = "your own balance is low: " + free.String() + " is free"
		}
	}
	if most := s.cfg.Notices.CustomerLow; most > 0 {
		f := store.CustomerFilter{
			Status: []platfone.CustomerStatus{platfone.CustomerActive}, Below: money.Known(most), Sort: store.ByLeastFree,
		}
		list, err := s.db.Customers(ctx, f, "", lowMost)
		if err != nil {
			return err
		}
		for _, c := range list {
			low[c.ID] = "only " + c.FreeWords() + " is free"
		}
	}
	return s.crossings(ctx, "watch.low", live.NoticeLow, low)
}
