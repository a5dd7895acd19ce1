package house

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
)

// deed is an act that was done from this machine.
type deed struct {
	At       time.Time   `json:"begun_at" col:"at" about:"when it was begun"`
	Op       string      `json:"op" about:"what was done: the service and the act, in a word that stays the same"`
	Act      string      `json:"act" col:"act" about:"the same as people call it"`
	Subject  string      `json:"subject" col:"subject" about:"what it is about"`
	Customer string      `json:"customer_id" about:"whose it is"`
	State    string      `json:"state" about:"intent, sent, confirmed, rejected, unknown or absent"`
	Outcome  string      `json:"outcome" col:"outcome" about:"what came of it, in words"`
	Money    money.Price `json:"money_cents" col:"money" about:"what it cost, or what was booked on a balance; null where none is told"`
	Ref      string      `json:"ref" about:"what came of it, such as the id of the number that was ordered"`
	Attempt  int64       `json:"attempt" about:"its number in the journal"`
}

func deedOf(d store.Deed) deed {
	return deed{d.Created, d.Op, store.OpName(d.Op), d.Subject, d.Customer, string(d.State), d.Outcome(), d.Money, d.Ref, d.ID}
}

func (a *app) actsCommand() *cobra.Command {
	var since, until, customer string
	cmd := a.Command(deed{}, "acts", "List what was done from this machine today, with what came of it and the money", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			from, wrong := cli.Moment("--since", since)
			to, err := cli.Moment("--until", until)
			if err := errors.Join(wrong, err); err != nil {
				return err
			}
			if since == "" {
				from = midnight(time.Now())
			}
			return a.Glance(cmd, func(ctx context.Context, s *cli.Session) error { return a.acts(ctx, s, from, to, customer) })
		})
	cmd.Flags().StringVar(&since, "since", "", "not older: a day such as 2026-11-01, or a time ago such as 7d; without it today")
	cmd.Flags().StringVar(&until, "until", "", "older than this: a day such as 2026-11-02")
	cmd.Flags().StringVar(&customer, "customer", "", "for this customer only")
	a.Check(cmd, "customer", platfone.CheckCustomerID)
	return cmd
}

// midnight is when the day of a moment began, here.
func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// acts lists them in the order they were done.
func (a *app) acts(ctx context.Context, s *cli.Session, from, to time.Time, customer string) error {
	list, err := s.DB.Deeds(ctx, from, to)
	if err != nil {
		return err
	}
	slices.Reverse(list)
	if customer != "" {
		list = slices.DeleteFunc(list, func(d store.Deed) bool { return d.Customer != customer })
	}
	a.Out.List("Nothing was done from this machine in that time.")
	return cli.Rows(&a.Out, list, deedOf)
}
