package sms

import (
	"cmp"
	"context"
	"fmt"

	"switchboard/client/platfone"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// orderSeveral makes the same order as many times as it is wanted, one after the other, each an
// attempt of its own. They are agreed to once, and refused as a whole where there is no room or no
// money for all of them. Each number is told as it is ordered; with wait, then the code of each.
func (a *app) orderSeveral(ctx context.Context, s *cli.Session, o act.Order, wait bool) error {
	var got []string
	things := make([]cli.Thing, o.Of)
	for i := range things {
		one := o
		one.Left = o.Of - i
		things[i] = cli.Thing{Name: o.Order.ServiceID + "/" + o.Order.CountryID, Act: one, Whole: fewer, Anew: true,
			Told: func(ctx context.Context, out act.Outcome) error {
				n, ok := out.(platfone.Activation)
				if !ok || n.ID == "" {
					return nil // nothing came of it
				}
				got = append(got, n.ID)
				return a.ordered(ctx, s, n, wait)
			}}
	}
	if wait || a.Out.Format == cli.NDJSON {
		a.Out.Live()
	}
	err := a.Each(ctx, s, "orders", things)
	if !wait || len(got) == 0 {
		return err
	}
	late := ctx.Err()
	if late == nil {
		late = a.wait(ctx, s, waiting{ids: got, event: true})
	}
	if late == nil {
		return err
	}
	untold := a.unawaited(ctx, s, got)
	return cmp.Or(err, late, untold)
}

// fewer says how as many are ordered as can be.
func fewer(can, all int) string {
	return fmt.Sprintf("None of the %d is ordered; %d could be: --count %d.", all, can, can)
}

// unawaited tells of the numbers that run on without a code when the waiting has ended: they are
// paid for. In a stream each stands already.
func (a *app) unawaited(ctx context.Context, s *cli.Session, ids []string) error {
	if a.Out.Format == cli.NDJSON {
		return nil
	}
	for _, id := range ids {
		n, err := s.DB.Activation(context.WithoutCancel(ctx), id)
		if err != nil {
			return err
		}
		if n.Copyable() != "" || n.Status.Ended() {
			continue
		}
		if err := a.Out.Row(event{activationOf(n.Activation, deskOf(s).Now()), "ordered"}); err != nil {
			return err
		}
	}
	return nil
}

// ordered tells of one of several numbers that is ordered.
func (a *app) ordered(ctx context.Context, s *cli.Session, n platfone.Activation, wait bool) error {
	used, err := deskOf(s).Used(ctx, n)
	if err == nil && used != "" {
		a.Out.Say("Warning: %s", used)
	}
	if wait {
		a.Out.Say("Ordered %s, id %s.", n.Phone, n.ID)
		if a.Out.Format != cli.NDJSON {
			return nil // its code is the record
		}
	}
	return a.Out.Row(event{activationOf(n, deskOf(s).Now()), "ordered"})
}
