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
	var of wantedCode
	var copy bool
	cmd := a.Command(code{}, "code [ID]", "Print the newest code, or the newest of one number", cli.Need(0, 1, "the id of a number"), func(cmd *cobra.Command, args []string) error {
		if of.age < 0 {
			return cli.Misuse(errors.New("--max-age: a time such as 5m, not less than 0"))
		}
		open := a.Reads
		if copy { // which is noted
			open = a.Online
		}
		return open(cmd, func(ctx context.Context, s *cli.Session) error { return a.printCode(ctx, s, of, args, copy) })
	})
	cmd.Flags().StringVar(&of.customer, "customer", "", "of this customer only")
	cmd.Flags().StringVar(&of.service, "service", "", "of this service only")
	cmd.Flags().DurationVar(&of.age, "max-age", 0, "not older than this, such as 5m")
	a.Check(cmd, "customer", platfone.CheckCustomerID)
	cmd.Flags().BoolVar(&copy, "copy", false, "copy it")
	return cmd
}

// printCode writes the newest code that fits, of the number that is named if one is.
func (a *app) printCode(ctx context.Context, s *cli.Session, want wantedCode, named []string, copy bool) error {
	if err := a.Look(ctx, s); err != nil {
		return err
	}
	if len(named) > 0 {
		n, err := a.namedOne(ctx, s, named[0])
		if err != nil {
			return err
		}
		want.number = &n
	}
	var c store.Code
	var of store.Activation
	err := a.heardCustomer(ctx, s, want.customer)
	if err == nil {
		c, of, err = newest(ctx, s, want)
	}
	a.RestsOn(codeRead(err, want.age))
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
	}
	if copy && c.ID != 0 { // else the journal that had it is lost
		if err := s.DB.MarkCopied(ctx, c.ID, time.Now()); err != nil {
			return err
		}
	}
	return a.Out.Value(value, codeOf(c, of))
}

// wantedCode is which code is meant; what is empty does not narrow it.
type wantedCode struct {
	customer, service string
	age               time.Duration     // not older than this
	number            *store.Activation // of this one alone
}

// newest is the newest code that fits, and the number it came to.
func newest(ctx context.Context, s *cli.Session, want wantedCode) (best store.Code, of store.Activation, err error) {
	list, err := couldHold(ctx, s, want)
	if err != nil {
		return best, of, err
	}
	var ids []string
	for _, act := range list {
		ids = append(ids, act.ID)
	}
	codes, err := s.DB.CodesOf(ctx, ids)
	if err != nil {
		return best, of, err
	}
	for _, act := range list {
		for _, c := range act.OrOwn(codes[act.ID]) {
			if !c.Damaged && c.Code != store.Purged && store.Newer(c, act, best, of) {
				best, of = c, act
			}
		}
	}
	if best.ActivationID == "" || want.age > 0 && time.Since(of.CameBy(best)) > want.age {
		return best, of, &cli.Exit{Code: cli.NoCode, Err: errors.New("there is no such code")}
	}
	return best, of, nil
}

// couldHold are the numbers among which a code is looked for.
func couldHold(ctx context.Context, s *cli.Session, want wantedCode) ([]store.Activation, error) {
	f := store.ActivationFilter{HasSMS: true, Now: deskOf(s).Now()}
	if want.customer != "" {
		f.Customers = []string{want.customer}
	}
	if want.service != "" {
		id, err := savedService(ctx, s, want.service)
		if err != nil {
			return nil, err
		}
		f.Services = []string{id}
	}
	fits := func(a store.Activation) bool {
		return (want.customer == "" || a.CustomerID == want.customer) && (want.service == "" || slices.Contains(f.Services, a.ServiceID))
	}
	if want.number != nil {
		if !fits(*want.number) {
			return nil, nil
		}
		return []store.Activation{*want.number}, nil
	}
	list, err := s.DB.History(ctx, f, 0, lastCodes)
	if err != nil {
		return nil, err
	}
	// What a full disk did not take is in no history yet.
	running, err := s.DB.LiveActivations(ctx, f.Now)
	for _, a := range running {
		if a.HasCode() && fits(a) {
			list = append(list, a)
		}
	}
	return list, err
}
