package sms

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/ui/cli"
)

// enough is how many orders a percentage takes.
const enough = 10

func (a *app) insightsCommand() *cobra.Command {
	var format string
	var days int
	cmd := &cobra.Command{
		Use: "insights", Short: "Tell from what is saved how each service did in each country", Args: cli.Need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.ChooseFormat(format); err != nil {
				return err
			}
			if days < 1 || days > 3650 {
				return cli.Misuse(errors.New("--days: a whole number from 1 to 3650"))
			}
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				now := s.SMS.Now()
				rows, err := s.DB.Routes(ctx, now.AddDate(0, 0, -days), now)
				if err != nil {
					return err
				}
				a.Out.List("Nothing was ordered in that time, as far as is saved.")
				for _, r := range rows {
					if err := a.Out.Row(routeRecord(r)); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&format, "format", "", "csv, json, ndjson, md or text")
	cmd.Flags().IntVar(&days, "days", 7, "of how many days")
	return cmd
}

func routeRecord(r store.PairRecord) cli.Record {
	var rate, half, most any
	if r.Timed > 0 {
		half, most = int64(r.Median/time.Second), int64(r.Tenth/time.Second)
	}
	if r.Ordered >= enough {
		rate = r.Received * 100 / r.Ordered
	}
	return cli.Record{
		{"service", r.ServiceID}, {"country", r.CountryID}, {"ordered", r.Ordered}, {"received", r.Received}, {"percent", rate},
		{"half_within_seconds", half}, {"nine_in_ten_seconds", most}, {"cost_per_code", r.CostPerCode()},
		{"margin", money.Known(r.Tally.Margin())}, {"reported", int(r.Tally.Reported)}, {"approved", int(r.Tally.Approved)}, {"declined", int(r.Tally.Declined)},
	}
}
