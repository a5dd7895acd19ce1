package sms

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

// lastCodes is among how many of the newest activations a code is looked for.
const lastCodes = 50

func (a *app) codeCommand() *cobra.Command {
	var customer, service string
	var age time.Duration
	var copy bool
	cmd := a.Command(code{}, "code", "Print the newest code", cli.None, func(cmd *cobra.Command, _ []string) error {
		if age < 0 {
			return cli.Misuse(errors.New("--max-age: a time such as 5m, not less than 0"))
		}
		open := a.Reads
		if copy { // which is noted
			open = a.Online
		}
		return open(cmd, func(ctx context.Context, s *cli.Session) error {
			if err := a.Look(ctx, s); err != nil {
				return err
			}
			var c store.Code
			var of store.Activation
			err := a.heardCustomer(ctx, s, customer)
			if err == nil {
				c, of, err = newest(ctx, s, customer, service, age)
			}
			a.RestsOn(codeRead(err, age))
			if err != nil {
				return err
			}
			a.Out.Aged(of.Seen)
			value := c.Code
			if value == "" {
				value = c.Text
			}
			if copy {
				a.Copy(ctx, s, value, "code", text.Clean(hidden).String())
				if err := s.DB.MarkCopied(ctx, c.ID, time.Now()); err != nil {
					return err
				}
			}
			return a.Out.Value(value, codeOf(c, of))
		})
	})
	cmd.Flags().StringVar(&customer, "customer", "", "of this customer only")
	cmd.Flags().StringVar(&service, "service", "", "of this service only")
	cmd.Flags().DurationVar(&age, "max-age", 0, "not older than this, such as 5m")
	a.Check(cmd, "customer", platfone.CheckCustomerID)
	cmd.Flags().BoolVar(&copy, "copy", false, "copy it")
	return cmd
}

// newest is the newest code that fits, and the number it came to.
func newest(ctx context.Context, s *cli.Session, customer, service string, age time.Duration) (best store.Code, of store.Activation, err error) {
	f := store.ActivationFilter{HasSMS: true, Now: deskOf(s).Now()}
	if customer != "" {
		f.Customers = []string{customer}
	}
	if service != "" {
		id, err := savedService(ctx, s, service)
		if err != nil {
			return best, of, err
		}
		f.Services = []string{id}
	}
	list, err := s.DB.History(ctx, f, 0, lastCodes)
	if err != nil {
		return best, of, err
	}
	// What a full disk did not take is in no history yet.
	running, err := s.DB.LiveActivations(ctx, f.Now)
	if err != nil {
		return best, of, err
	}
	var ids []string
	for _, a := range running {
		if a.HasCode() && (customer == "" || a.CustomerID == customer) && (service == "" || slices.Contains(f.Services, a.ServiceID)) {
			list = append(list, a)
		}
	}
	for _, act := range list {
		ids = append(ids, act.ID)
	}
	codes, err := s.DB.CodesOf(ctx, ids)
	if err != nil {
		return best, of, err
	}
	for _, act := range list {
		for _, c := range codes[act.ID] {
			if !c.Damaged && c.Code != store.Purged && store.Newer(c, act, best, of) {
				best, of = c, act
			}
		}
	}
	if best.ID == 0 || age > 0 && time.Since(of.CameBy(best)) > age {
		return best, of, &cli.Exit{Code: cli.NoCode, Err: errors.New("there is no such code")}
	}
	return best, of, nil
}
