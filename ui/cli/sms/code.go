package sms

import (
	"context"
	"errors"
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
			c, err := newest(ctx, s, customer, service, age)
			if err != nil {
				return err
			}
			if n, err := s.DB.Activation(ctx, c.ActivationID); err == nil {
				a.Out.Aged(n.Seen)
			}
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
			return a.Out.Value(value, codeOf(c))
		})
	})
	cmd.Flags().StringVar(&customer, "customer", "", "of this customer only")
	cmd.Flags().StringVar(&service, "service", "", "of this service only")
	cmd.Flags().DurationVar(&age, "max-age", 0, "not older than this, such as 5m")
	a.Check(cmd, "customer", platfone.CheckCustomerID)
	cmd.Flags().BoolVar(&copy, "copy", false, "copy it")
	return cmd
}

// newest is the newest code that fits.
func newest(ctx context.Context, s *cli.Session, customer, service string, age time.Duration) (store.Code, error) {
	f := store.ActivationFilter{HasCode: true, Now: deskOf(s).Now()}
	if err := savedCustomer(ctx, s, customer); err != nil {
		return store.Code{}, err
	}
	if customer != "" {
		f.Customers = []string{customer}
	}
	if service != "" {
		id, err := savedService(ctx, s, service)
		if err != nil {
			return store.Code{}, err
		}
		f.Services = []string{id}
	}
	list, err := s.DB.History(ctx, f, 0, lastCodes)
	if err != nil {
		return store.Code{}, err
	}
	ids := make([]string, len(list))
	for i, act := range list {
		ids[i] = act.ID
	}
	codes, err := s.DB.CodesOf(ctx, ids)
	if err != nil {
		return store.Code{}, err
	}
	var best store.Code
	for _, act := range list {
		for _, c := range codes[act.ID] {
			c.Seen = cameAt(c, act)
			if !c.Damaged && c.Code != store.Purged && newer(c, best) {
				best = c
			}
		}
	}
	if best.ID == 0 || age > 0 && time.Since(came(best)) > age {
		return best, &cli.Exit{Code: cli.NoCode, Err: errors.New("there is no such code")}
	}
	return best, nil
}

// cameAt is when a code of a number came or, where nobody was looking, what is nearest to that:
// no later than the number's last change.
func cameAt(c store.Code, act store.Activation) time.Time {
	if at := act.Came(c); !at.IsZero() {
		return at
	}
	if c.Round == act.Round && !act.UpdatedAt.IsZero() && act.UpdatedAt.Before(c.Seen) && !act.UpdatedAt.Before(c.Ordered) {
		return act.UpdatedAt
	}
	return c.Seen
}

// newer reports whether a code is newer than the newest so far, which is of a
// number that was ordered later, or of the same one in an earlier round: of two
// that came at once the later number's counts.
func newer(c, best store.Code) bool {
	if best.ID == 0 || came(c).After(came(best)) {
		return true
	}
	return c.ActivationID == best.ActivationID && c.Round > best.Round
}

// came is when a code came, as far as is known: of one that was only heard of
// after its number had ended, no earlier than when that was ordered.
func came(c store.Code) time.Time {
	if c.Late && !c.Ordered.IsZero() {
		return c.Ordered
	}
	return c.Seen
}
