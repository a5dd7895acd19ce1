package sms

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
	"switchboard/ui/pane"
)

func (a *app) historyCommand() *cobra.Command {
	var format, filter, since string
	var limit int
	cmd := &cobra.Command{
		Use: "history", Short: "List every number that was ever ordered, newest first, from what is saved", Args: cli.Need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := a.ChooseFormat(format); err != nil {
				return err
			}
			f, err := parseHistory(filter, since, time.Now())
			if err == nil && limit < 0 {
				err = cli.Misuse(errors.New("--limit: a whole number, not less than 0"))
			}
			if err != nil {
				return err
			}
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				a.Out.List("Nothing saved passes. switchboard sync asks the provider.")
				return a.activations(ctx, s, f, limit)
			})
		},
	}
	cmd.Flags().StringVar(&format, "format", "", "csv, json, ndjson, md or text")
	cmd.Flags().StringVar(&filter, "filter", "", "such as 'customer:acme state:refunded after:2026-11-01 has:code'")
	cmd.Flags().StringVar(&since, "since", "", "not older: a day such as 2026-11-01, or a time ago such as 7d")
	cmd.Flags().IntVar(&limit, "limit", 0, "at most so many; 0 is all")
	return cmd
}

// states are the words of a row as they are typed.
var states = map[string]platfone.State{
	"waiting": platfone.Waiting, "code": platfone.CodeReady, "again": platfone.Again, "closing": platfone.Closing, "done": platfone.Done,
	"expired": platfone.Expired, "canceled": platfone.Canceled, "refunded": platfone.Refunded, "odd": platfone.Odd,
}

// historyGrammar is what can be asked of the history.
func historyGrammar() pane.Grammar {
	var words []string
	for w := range states {
		words = append(words, w)
	}
	slices.Sort(words)
	return pane.Grammar{
		Fields: []pane.FilterField{
			{Name: "state", Same: "status", Values: words}, {Name: "customer"}, {Name: "service"}, {Name: "country"},
			{Name: "report", Values: []string{"inReview", "declined", "approved"}},
			{Name: "price", Same: "cost", Kind: pane.MoneyField}, {Name: "pays", Kind: pane.MoneyField},
		},
		Has: []string{"code", "report"}, Is: []string{"reportable"}, Dates: true,
	}
}

// parseHistory turns a filter into what the store is asked.
func parseHistory(filter, since string, now time.Time) (store.ActivationFilter, error) {
	p := historyGrammar().Parse(filter, now)
	f := store.ActivationFilter{Now: now, Terms: p.Terms, Not: p.Not, From: p.After, To: p.Before,
		Customers: p.In["customer"], Services: p.In["service"], Countries: p.In["country"]}
	if p.Problem != "" {
		return f, &cli.Exit{Code: cli.Usage, Err: errors.New("--filter: " + p.Problem)}
	}
	for _, name := range []string{"customer", "service", "country", "report"} {
		if len(p.Out[name]) > 0 {
			return f, &cli.Exit{Code: cli.Usage, Err: errors.New("--filter: -" + name + ": cannot be asked of the history; -word leaves a word out")}
		}
	}
	for _, w := range p.In["state"] {
		f.States = append(f.States, states[w])
	}
	if out := p.Out["state"]; len(out) > 0 {
		for w, s := range states {
			if !slices.Contains(out, w) && (len(p.In["state"]) == 0 || slices.Contains(p.In["state"], w)) {
				f.States = append(f.States, s)
			}
		}
	}
	for _, w := range p.In["report"] {
		f.Report = append(f.Report, platfone.ReportStatus(w))
	}
	if has, asked := p.Has["code"]; asked {
		f.HasCode, f.NoCode = has, !has
	}
	f.Reported, f.Reportable = p.Has["report"], p.Is["reportable"]
	f.MinCost, f.MaxCost = bound(p.Above, "price", 1), bound(p.Below, "price", -1)
	f.MinPays, f.MaxPays = bound(p.Above, "pays", 1), bound(p.Below, "pays", -1)
	from, err := cli.Moment("--since", since)
	if from.After(f.From) {
		f.From = from
	}
	return f, err
}

// bound turns a bound that is not included into one that is.
func bound(of map[string]int64, name string, step int64) money.Price {
	n, ok := of[name]
	if !ok {
		return money.Price{}
	}
	return money.Known(money.Cents(n + step))
}

// activations writes all that pass the filter, newest first; limit 0 is all.
func (a *app) activations(ctx context.Context, s *cli.Session, f store.ActivationFilter, limit int) error {
	f.Now = s.SMS.Now()
	n := 0
	err := eachActivation(ctx, s, f, func(act store.Activation) error {
		if limit > 0 && n == limit {
			return errEnough
		}
		n++
		return a.Out.Row(a.columns(activationRecord(act.Activation, f.Now), 7))
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// errEnough ends a walk early.
var errEnough = errors.New("that is enough")

// eachActivation does something with all that pass, newest first.
func eachActivation(ctx context.Context, s *cli.Session, f store.ActivationFilter, do func(store.Activation) error) error {
	for before := store.Key(0); ; {
		rows, err := s.DB.History(ctx, f, before, page)
		if err != nil {
			return err
		}
		for _, act := range rows {
			before = act.Key
			if err := do(act); err != nil {
				return err
			}
		}
		if len(rows) < page {
			return nil
		}
	}
}
