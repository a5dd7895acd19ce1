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
	var days int
	cmd := &cobra.Command{
		Use: "insights", Short: "Tell from what is saved how each service did in each country", Args: cli.Need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
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
					if err := a.Out.Row(routeOf(r)); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	cmd.Flags().IntVar(&days, "days", 7, "of how many days")
	return a.Gives(cmd, route{})
}

// route is how a service did in a country.
type route struct {
	Service  string      `json:"service_id" col:"service" about:"the provider's id of the service"`
	Country  string      `json:"country_id" col:"country" about:"the provider's id of the country"`
	Ordered  int         `json:"ordered" col:"ordered" about:"numbers that were ordered"`
	Received int         `json:"received" col:"received" about:"of these, how many got a code"`
	Percent  *int        `json:"received_percent" col:"percent" about:"the same in percent, from 10 orders on"`
	Median   *int64      `json:"median_seconds" col:"half within" about:"half of the codes came within so many seconds"`
	Tenth    *int64      `json:"nine_in_ten_seconds" col:"9 in 10 within" about:"nine of ten codes did"`
	PerCode  money.Price `json:"cost_per_code_cents" col:"cost per code" about:"what a code cost the account, refunds taken off"`
	Margin   money.Cents `json:"margin_cents" col:"you keep" about:"what is left of what customers paid"`
	Reported int         `json:"reported" about:"numbers that were reported"`
	Approved int         `json:"approved" about:"reports that were approved"`
	Declined int         `json:"declined" about:"reports that were declined"`
}

func routeOf(p store.PairRecord) route {
	r := route{
		Service: p.ServiceID, Country: p.CountryID, Ordered: p.Ordered, Received: p.Received, PerCode: p.CostPerCode(), Margin: p.Tally.Margin(),
		Reported: int(p.Tally.Reported), Approved: int(p.Tally.Approved), Declined: int(p.Tally.Declined),
	}
	if p.Timed > 0 {
		half, most := int64(p.Median/time.Second), int64(p.Tenth/time.Second)
		r.Median, r.Tenth = &half, &most
	}
	if p.Ordered >= enough {
		percent := p.Received * 100 / p.Ordered
		r.Percent = &percent
	}
	return r
}
