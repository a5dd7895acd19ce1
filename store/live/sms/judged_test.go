package sms

import (
	"context"

	"switchboard/client/platfone"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
)

func (s *SMS) Order(ctx context.Context, customer string, o platfone.NewOrder) (platfone.Activation, error) {
	return acttest.Do[platfone.Activation](ctx, s.e, act.Order{Customer: customer, Order: o})
}

func (s *SMS) Retry(ctx context.Context, id string) error {
	return acttest.Perform(ctx, s.e, act.Again{ID: id})
}

func (s *SMS) Cancel(ctx context.Context, id string) error {
	return acttest.Perform(ctx, s.e, act.Cancel{ID: id})
}

func (s *SMS) Finalize(ctx context.Context, id string) error {
	return acttest.Perform(ctx, s.e, act.Finalize{ID: id})
}

func (s *SMS) Report(ctx context.Context, id string, r platfone.NewReport) (platfone.Verdict, error) {
	return acttest.Do[platfone.Verdict](ctx, s.e, act.Report{ID: id, Report: r})
}

func (s *SMS) CreateCustomer(ctx context.Context, id string, opening platfone.NewTransaction) (bool, error) {
	made, err := acttest.Do[act.Made](ctx, s.e, act.NewCustomer{Customer: id, Opening: opening})
	return made.Customer, err
}

func (s *SMS) AdjustBalance(ctx context.Context, id string, t platfone.NewTransaction) (earlier bool, err error) {
	booked, err := acttest.Do[act.Booked](ctx, s.e, act.Credit{Customer: id, Transaction: t, Named: true})
	return booked.Earlier, err
}

func (s *SMS) SetStatus(ctx context.Context, id string, status platfone.CustomerStatus) error {
	return acttest.Perform(ctx, s.e, act.Status{Customer: id, Status: status})
}
