package sms

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
)

func (a *app) ledgerCommand() *cobra.Command {
	var since string
	cmd := a.Command(transaction{}, "ledger C", "List what was booked for a customer, newest first", cli.Need(1, 1, "a customer"),
		func(cmd *cobra.Command, args []string) error {
			f := store.TransactionFilter{Customer: args[0]}
			var err error
			f.From, err = cli.Moment("--since", since)
			if err = errors.Join(platfone.CheckCustomerID(args[0]), err); err != nil {
				return err
			}
			return a.Open(cmd, a.Flags, func(ctx context.Context, s *cli.Session) error {
				if err := a.Read(ctx, s, func(ctx context.Context) error { return deskOf(s).RefreshLedger(ctx, args[0]) }); err != nil {
					return err
				}
				a.RestsOn(customersRead)
				if err := a.heardCustomer(ctx, s, args[0]); err != nil {
					return err
				}
				read, err := deskOf(s).LedgerRead(ctx, args[0])
				if err != nil {
					return err
				}
				a.RestsOn(cli.ReadAt(platfone.Provider, "The bookings of "+args[0], read))
				a.Out.Aged(read)
				a.Out.List("Nothing was booked.")
				return a.transactions(ctx, s, f)
			})
		})
	cmd.Flags().StringVar(&since, "since", "", "not older: a day such as 2026-11-01, or a time such as 7d")
	return cmd
}

// transactions writes all that pass the filter, newest first.
func (a *app) transactions(ctx context.Context, s *cli.Session, f store.TransactionFilter) error {
	before := store.Key(0)
	for {
		rows, err := s.DB.Transactions(ctx, f, before, page)
		if err != nil {
			return err
		}
		for _, t := range rows {
			before = t.Key
			if err := a.Out.Row(transaction{t.ID, t.CustomerID, t.Amount, t.Gateway, t.CreatedAt}); err != nil {
				return err
			}
		}
		if len(rows) < page {
			return nil
		}
	}
}
