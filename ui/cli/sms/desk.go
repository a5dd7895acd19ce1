package sms

import (
	"context"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/ui/cli"
)

// Desk is what these commands ask of the engine about rented numbers. Its
// refusals have Refused() (why string, until time.Time).
type Desk interface {
	// Now is the provider's time.
	Now() time.Time
	Hint(ctx context.Context, customer, id string) error
	RefreshPrice(ctx context.Context, service, country string) error
	RefreshPrices(ctx context.Context, service string) error
	RefreshPricesIn(ctx context.Context, country string) error
	RefreshCatalogue(ctx context.Context) error
	RefreshCustomers(ctx context.Context) error
	RefreshCustomer(ctx context.Context, id string) error
	RefreshBalance(ctx context.Context, customer string) error
	RefreshLedger(ctx context.Context, customer string) error
	RefreshHistory(ctx context.Context, customer string) error
	LedgerRead(ctx context.Context, customer string) (time.Time, error)
	ReportReasons(ctx context.Context, id string) ([]platfone.ReportReason, error)
	Charge(ctx context.Context, customer string) (platfone.Charge, error)
	UsualMax(suggested money.Cents) money.Cents
	Renewed(ctx context.Context, id string) (platfone.Activation, error)
	Used(ctx context.Context, a platfone.Activation) (string, error)
}

func deskOf(s *cli.Session) Desk {
	d, _ := cli.Asks[Desk](s, platfone.Provider)
	return d
}
