package lines

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

func (a *app) e911Command() *cobra.Command {
	show := a.Command(address{}, "show NUMBER", "Show the 911 address on file, and the draft", cli.Need(1, 1, aNumber),
		func(cmd *cobra.Command, args []string) error { return a.ofLine(cmd, args[0], a.showE911) })
	return cli.Group("e911", "Give numbers the right 911 address", show, a.setE911Command(), a.chooseE911Command(), a.queueCommand(), a.clearE911Command())
}

func (a *app) showE911(ctx context.Context, s *cli.Session, n phone.E164) error {
	v, err := a.lineShown(ctx, s, n)
	if err != nil {
		return err
	}
	draft, err := s.DB.Emergency(ctx, n)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err == nil {
		a.Out.Say("A draft is kept: %s.", draft.Address.Line())
		for i, c := range draft.Candidates {
			a.Out.Say("  %d  %s", i+1, c.Line())
		}
	}
	e, has := v.Document.E911()
	if !has {
		return cli.Missing("%s has no 911 address; it is %s", n, v.State.Words())
	}
	a.Out.Aged(v.Read)
	return a.Out.Row(addressOf(n, e))
}

func consent(cmd *cobra.Command, g *given) {
	cmd.Flags().BoolVar(&g.accept, "accept-charges", false, "pay what the provider asks for it")
}

func (a *app) chooseE911Command() *cobra.Command {
	var g given
	cmd := a.Command(filed{}, "choose NUMBER N", "Send the place with this number of those that e911 set answered", cli.Need(2, 2, "a number and which place, from 1"),
		func(cmd *cobra.Command, args []string) error {
			of := func(n phone.E164) act.Act { return act.SetAddress{Number: n} }
			return a.changing(cmd, args[0], of, func(ctx context.Context, s *cli.Session, n phone.E164) error {
				d, err := s.DB.Emergency(ctx, n)
				if errors.Is(err, store.ErrNotFound) || err == nil && len(d.Candidates) == 0 {
					return cli.Missing("nothing is to be chosen for %s: e911 set comes first", n)
				}
				if err != nil {
					return err
				}
				at, err := strconv.Atoi(args[1])
				if err != nil || at < 1 || at > len(d.Candidates) {
					return cli.Misuse(fmt.Errorf("which place: a number from 1 to %d", len(d.Candidates)))
				}
				v, err := a.lineNow(ctx, s, n)
				if err != nil {
					return err
				}
				return a.sendE911(ctx, s, v, oneuc.MergeChosen(d.Address, d.Candidates[at-1]), g)
			})
		})
	consent(cmd, &g)
	return cmd
}

func (a *app) clearE911Command() *cobra.Command {
	var g given
	cmd := a.Command(removed{}, "clear NUMBER…", "Remove the 911 addresses of numbers", cli.NeedOrFilter(1, aNumber),
		func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 { // the provider may ask for money, which is agreed to for one number at a time
				return a.clearOne(cmd, args[0], g)
			}
			return a.clearSeveral(cmd, args, g)
		})
	cli.Filtered(cmd)
	cli.FilterOf("numbers", cmd)
	consent(cmd, &g)
	return cmd
}

// clearOne removes the address of one number.
func (a *app) clearOne(cmd *cobra.Command, arg string, g given) error {
	of := func(n phone.E164) act.Act { return act.ClearAddress{Number: n} }
	return a.changing(cmd, arg, of, func(ctx context.Context, s *cli.Session, n phone.E164) error {
		if _, err := a.lineNow(ctx, s, n); err != nil {
			return err
		}
		err := a.paying(ctx, s, g.accept, func(q *oneuc.Quote) act.Act { return act.ClearAddress{Number: n, Charges: q} })
		so, err := a.SoAlready(err)
		if so {
			a.Out.Say("No 911 address is on file for %s: nothing was sent.", n)
			return a.Out.Row(removed{n, false})
		}
		if err != nil {
			return err
		}
		return a.Out.Row(removed{n, true})
	})
}

// clearSeveral removes the addresses of several numbers.
func (a *app) clearSeveral(cmd *cobra.Command, args []string, g given) error {
	if g.accept {
		return cli.Misuse(errors.New("--accept-charges: for one number at a time"))
	}
	return a.upon(cmd, args, act.ClearAddress{}, func(_ context.Context, _ *cli.Session, v store.Number) (cli.Thing, error) {
		_, has := v.Document.E911()
		return cli.Thing{Name: v.E164.String(), Act: act.ClearAddress{Number: v.E164}, Told: func(context.Context, act.Outcome) error {
			return a.Out.Row(removed{v.E164, has})
		}}, nil
	})
}
