package sms

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/ui/cli"
)

// stretch is the time and the part of the orders that figures are wanted of.
type stretch struct {
	days     int
	from, to string
	store.Narrow
}

// spans are the flags that choose the time.
func (x *stretch) spans(cmd *cobra.Command) {
	f := cmd.Flags()
	f.IntVar(&x.days, "days", 7, "of how many days, today among them")
	f.StringVar(&x.from, "from", "", "from then on: a day such as 2026-11-01, or a time ago such as 12h; instead of --days")
	f.StringVar(&x.to, "to", "", "until then, which is not included")
}

// period is the time that is meant. now is the provider's time.
func (x *stretch) period(now time.Time) (store.Period, error) {
	var long error
	if x.days < 1 || x.days > 3650 {
		long = cli.Misuse(errors.New("--days: a whole number from 1 to 3650"))
	}
	from, err := cli.Moment("--from", x.from)
	to, err2 := cli.Moment("--to", x.to)
	switch err := errors.Join(long, err, err2); {
	case err != nil:
		return store.Period{}, err
	case to.IsZero():
		to = now
	}
	if from.IsZero() {
		p := store.LastDays(to, x.days)
		return p, nil
	}
	if !from.Before(to) {
		return store.Period{}, cli.Misuse(errors.New("--from: a time before --to"))
	}
	return store.Between(from, to), nil
}

const nothing = "Nothing was ordered in that time, as far as is saved."

func (a *app) insightsCommand() *cobra.Command {
	var x stretch
	cmd := a.Command(route{}, "insights", "Tell from what is saved how each service did in each country", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			return a.within(cmd, &x, func(ctx context.Context, s *cli.Session, p store.Period) error {
				rows, err := s.DB.Routes(ctx, p.From, p.To)
				if err != nil {
					return err
				}
				a.Out.List(nothing)
				holes, err := s.DB.Holes(ctx, p)
				if err != nil {
					return err
				}
				rows = slices.DeleteFunc(rows, func(r store.PairRecord) bool { return x.Service != "" && r.ServiceID != x.Service })
				return cli.Rows(&a.Out, rows, func(r store.PairRecord) route { return routeOf(r, len(holes) == 0) })
			})
		})
	x.spans(cmd)
	cmd.Flags().StringVar(&x.Service, "service", "", "of one service")
	cmd.AddCommand(a.trendCommand(), a.insightsOfCustomers())
	return cmd
}

// within runs do with what is saved of a stretch of time.
func (a *app) within(cmd *cobra.Command, x *stretch, do func(context.Context, *cli.Session, store.Period) error) error {
	if _, err := x.period(time.Now()); err != nil {
		return err
	}
	return a.Glance(cmd, func(ctx context.Context, s *cli.Session) error {
		p, err := x.period(deskOf(s).Now().Local())
		if err != nil {
			return err
		}
		a.RestsOn(servicesRead)
		if x.Service, err = savedService(ctx, s, x.Service); err != nil {
			return err
		}
		a.RestsOn(customersRead)
		if err := savedCustomer(ctx, s, x.Customer); err != nil {
			return err
		}
		a.RestsOn(ordersWithin(p.From, p.To))
		if err := do(ctx, s, p); err != nil {
			return err
		}
		return a.sayHoles(ctx, s, p)
	})
}

// sayHoles tells a person that some orders of the time are not saved yet.
func (a *app) sayHoles(ctx context.Context, s *cli.Session, p store.Period) error {
	holes, err := s.DB.Holes(ctx, p)
	if len(holes) > 0 {
		a.Out.Say("Orders from before %s are not all saved yet, so the figures are not whole: switchboard sync --full reads them.",
			holes[len(holes)-1].High.In(p.From.Location()).Format("2 Jan 2006 15:04"))
	}
	return err
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
	Whole    bool        `json:"whole" about:"whether all orders of the time are saved; while not, the figures are of those that are"`
}

func routeOf(p store.PairRecord, whole bool) route {
	r := route{
		Service: p.ServiceID, Country: p.CountryID, Ordered: p.Ordered, Received: p.Received, PerCode: p.CostPerCode(), Margin: p.Tally.Margin(),
		Reported: int(p.Tally.Reported), Approved: int(p.Tally.Approved), Declined: int(p.Tally.Declined), Percent: percent(p.Tally), Whole: whole,
	}
	if p.Timed > 0 {
		half, most := int64(p.Median/time.Second), int64(p.Tenth/time.Second)
		r.Median, r.Tenth = &half, &most
	}
	return r
}

// percent is the share of orders that got their code, nil where there are too few to tell.
func percent(t store.Tally) *int {
	n, enough := t.Success().Rate()
	if !enough {
		return nil
	}
	return &n
}
