package sms

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/chart"
	"switchboard/ui/cli"
)

// part is how a day or an hour went.
type part struct {
	From     time.Time   `json:"from_at" col:"from" about:"when it began"`
	To       time.Time   `json:"to_at" about:"when it ended"`
	Ordered  *int64      `json:"ordered" col:"ordered" about:"numbers that were ordered; null, as all that follows, while not all of that time are saved"`
	Received *int64      `json:"received" col:"received" about:"of these, how many got a code"`
	Percent  *int        `json:"received_percent" col:"percent" about:"the same in percent, from 10 orders on"`
	Spent    money.Price `json:"spent_cents" col:"you pay" about:"what the account paid, refunds taken off"`
	Paid     money.Price `json:"customers_paid_cents" col:"customers pay" about:"what customers paid, refunds taken off"`
	Kept     money.Price `json:"kept_cents" col:"you keep" about:"what is left"`
}

// partOf is a part of a trend, without figures while not all of it was read.
func partOf(t store.Trend, i int) part {
	p, sum := part{From: t.Moments[i], To: t.Moments[i+1]}, t.Parts[i]
	if t.Read(i) {
		p.Ordered, p.Received, p.Percent = &sum.Ordered, &sum.Received, percent(sum)
		p.Spent, p.Paid, p.Kept = money.Known(sum.Billed-sum.Refunded), money.Known(sum.Charged-sum.Returned), money.Known(sum.Margin())
	}
	return p
}

func (a *app) trendCommand() *cobra.Command {
	var x stretch
	var drawn string
	cmd := a.Command(part{}, "trend", "Tell from what is saved how orders went day by day; up to two days by the hour", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			signs, ok := map[string]chart.Signs{"blocks": chart.Blocks(), "ascii": chart.ASCII()}[drawn]
			if drawn != "" && (!ok || !a.Out.Plain() || a.Out.Chosen()) {
				return cli.Misuse(errors.New("--chart: blocks or ascii, and no other format and no columns beside it"))
			}
			return a.within(cmd, &x, func(ctx context.Context, s *cli.Session, p store.Period) error {
				t, err := s.DB.Trend(ctx, x.Narrow, p)
				if err != nil {
					return err
				}
				if drawn != "" {
					return a.drawTrend(t, signs)
				}
				a.Out.List(nothing)
				for i := range t.Parts {
					if err := a.Out.Row(partOf(t, i)); err != nil {
						return err
					}
				}
				return nil
			})
		})
	x.spans(cmd)
	cmd.Flags().StringVar(&x.Service, "service", "", "of one service")
	cmd.Flags().StringVar(&x.Customer, "customer", "", "of one customer")
	a.Check(cmd, "customer", platfone.CheckCustomerID)
	cmd.Flags().StringVar(&drawn, "chart", "", "draw it instead: blocks or ascii")
	return cmd
}

// chartWidth is how many cells a chart on the command line takes.
const chartWidth = 100

// drawTrend writes the sums in words, then orders and codes, and success.
func (a *app) drawTrend(t store.Trend, signs chart.Signs) error {
	words := strconv.FormatInt(t.Sum.Ordered, 10) + " orders, " + strconv.FormatInt(t.Sum.Received, 10) + " codes"
	if len(t.Holes) > 0 {
		words = "of those that are saved: " + words
	}
	if p := percent(t.Sum); p != nil {
		words += " (" + strconv.Itoa(*p) + " %)"
	}
	words += ", " + (t.Sum.Billed - t.Sum.Refunded).String() + " spent, " + t.Sum.Margin().String() + " kept"
	layout := "2 Jan"
	if t.Hourly {
		layout = "15:04"
	}
	const axis = 7
	columns := chart.Columns{At: -1, Left: axis, Said: func(v int64) string { return strconv.FormatInt(v, 10) },
		Name: func(i int) string { return t.Moments[i].Format(layout) }}
	levels := chart.Levels{Limit: platfone.SuccessPercent, Least: 1, Left: axis, Band: func(int) chart.Mark { return chart.Good }}
	for _, p := range t.Parts {
		columns.Whole, columns.Part = append(columns.Whole, p.Ordered), append(columns.Part, p.Received)
		levels.Hits, levels.Of = append(levels.Hits, p.Received), append(levels.Of, p.Ordered)
	}
	out := []string{words, "", "Orders, and codes within them"}
	for _, l := range columns.Lines(signs, chartWidth, 8) {
		out = append(out, l.String())
	}
	out = append(out, "", "Success, and the "+strconv.Itoa(platfone.SuccessPercent)+" % under which the provider blocks")
	for _, l := range levels.Lines(signs, chartWidth, 5) {
		out = append(out, l.String())
	}
	for _, l := range out {
		if err := a.Out.Line(l); err != nil {
			return err
		}
	}
	return nil
}

// patron is how a customer's orders went.
type patron struct {
	Customer string      `json:"customer_id" col:"customer" about:"who it is"`
	Ordered  int64       `json:"ordered" col:"ordered" about:"numbers that were ordered"`
	Before   *int        `json:"ordered_before" col:"before" about:"how many in the same time before; null while not all of them are saved"`
	Received int64       `json:"received" col:"received" about:"of those ordered, how many got a code"`
	Percent  *int        `json:"received_percent" col:"percent" about:"the same in percent, from 10 orders on"`
	Paid     money.Cents `json:"paid_cents" col:"paid" about:"what the customer paid, refunds taken off"`
	Kept     money.Cents `json:"kept_cents" col:"you keep" about:"what is left of it"`
	Whole    bool        `json:"whole" about:"whether all orders of the time are saved; while not, the figures are of those that are"`
}

func (a *app) insightsOfCustomers() *cobra.Command {
	var x stretch
	cmd := a.Command(patron{}, "customers", "Tell from what is saved how each customer did", cli.None, func(cmd *cobra.Command, _ []string) error {
		return a.within(cmd, &x, func(ctx context.Context, s *cli.Session, p store.Period) error {
			now, err := s.DB.SpendsIn(ctx, p.From, p.To)
			if err != nil {
				return err
			}
			earlier, err := s.DB.SpendsIn(ctx, p.Before().From, p.Before().To)
			if err != nil {
				return err
			}
			holes, err := s.DB.Holes(ctx, p.Before())
			if err != nil {
				return err
			}
			here, err := s.DB.Holes(ctx, p)
			if err != nil {
				return err
			}
			before := map[string]int{}
			for _, e := range earlier {
				before[e.CustomerID] = int(e.Ordered)
			}
			orderedBefore := func(customer string) *int {
				n := before[customer]
				if len(holes) > 0 {
					return nil
				}
				return &n
			}
			a.Out.List(nothing)
			return cli.Rows(&a.Out, now, func(n store.Spend) patron {
				return patron{n.CustomerID, n.Ordered, orderedBefore(n.CustomerID), n.Received, percent(n.Tally), n.Charged - n.Returned, n.Margin(), len(here) == 0}
			})
		})
	})
	x.spans(cmd)
	return cmd
}
