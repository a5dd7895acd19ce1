package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

func (a *app) numbersCommand() *cobra.Command {
	var state, cover string
	list := a.Command(owned{}, "list", "List the numbers of the account and how their 911 addresses stand", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			return a.Reads(cmd, func(ctx context.Context, s *cli.Session) error { return a.listNumbers(ctx, s, state, cover) })
		})
	list.Flags().StringVar(&state, "state", "", "only these: in_service, reserved, port_in and so on")
	list.Flags().StringVar(&cover, "address", "", "only these: provisioned, geocoded, missing, error, unread")
	a.SomeOf(list, "state", oneuc.States()...)
	a.SomeOf(list, "address", "provisioned", "geocoded", "missing", "error", "unread")
	show := a.Command(whole{}, "show NUMBER", "Show one number with everything the provider keeps of it", cli.Need(1, 1, aNumber),
		func(cmd *cobra.Command, args []string) error { return a.ofLine(cmd, args[0], a.showNumber) })
	return cli.Group("numbers", "Find, buy, set and release phone numbers", list, a.findCommand(), a.buyCommand(), show, a.setNumberCommand(), a.releaseCommand())
}

// ofLine runs do with the number an argument names.
func (a *app) ofLine(cmd *cobra.Command, arg string, do func(context.Context, *cli.Session, phone.E164) error) error {
	n, err := phone.Parse(arg)
	if err != nil {
		return cli.Misuse(fmt.Errorf("number: %w", err))
	}
	return a.ofLines(cmd, func(ctx context.Context, s *cli.Session) error { return do(ctx, s, n) })
}

// ofLines runs do with a session that has the numbers' provider.
func (a *app) ofLines(cmd *cobra.Command, do cli.Work) error {
	return a.Open(cmd, a.Flags, func(ctx context.Context, s *cli.Session) error {
		if deskOf(s) == nil {
			return &cli.Exit{Code: cli.KeyRefused, Err: errors.New("LINES is not set up in this profile")}
		}
		return do(ctx, s)
	})
}

// changing runs do with the number an argument names once the engine may send.
func (a *app) changing(cmd *cobra.Command, arg string, of func(phone.E164) act.Act, do func(context.Context, *cli.Session, phone.E164) error) error {
	return a.ofLine(cmd, arg, func(ctx context.Context, s *cli.Session, n phone.E164) error {
		if err := a.MayAct(ctx, s, of(n)); err != nil {
			return err
		}
		return do(ctx, s, n)
	})
}

func (a *app) listNumbers(ctx context.Context, s *cli.Session, state, cover string) error {
	var incomplete error
	if deskOf(s) != nil {
		err := a.Read(ctx, s, deskOf(s).RefreshList)
		if errors.Is(err, oneuc.ErrListLoops) {
			incomplete = err
		} else if err != nil {
			return err
		}
	}
	list, err := s.DB.Numbers(ctx)
	if err != nil {
		return err
	}
	a.Out.List("No number is known.")
	list = slices.DeleteFunc(list, func(n store.Number) bool {
		return !cli.Among(state, string(n.State)) || !cli.Among(cover, n.Cover().Name())
	})
	return cmp.Or(cli.Rows(&a.Out, list, ownedOf), incomplete)
}

// lineNow reads a number now and gives it as it is stored.
func (a *app) lineNow(ctx context.Context, s *cli.Session, n phone.E164) (store.Number, error) {
	return a.lineBy(ctx, s, n, a.Refresh)
}

// lineShown is lineNow for what is only shown: what is saved answers where the provider does not.
func (a *app) lineShown(ctx context.Context, s *cli.Session, n phone.E164) (store.Number, error) {
	return a.lineBy(ctx, s, n, a.Read)
}

func (a *app) lineBy(ctx context.Context, s *cli.Session, n phone.E164, read func(context.Context, *cli.Session, func(context.Context) error) error) (store.Number, error) {
	if err := read(ctx, s, func(ctx context.Context) error { return deskOf(s).RefreshNumber(ctx, n) }); err != nil {
		return store.Number{}, err
	}
	v, err := s.DB.Number(ctx, n)
	if errors.Is(err, store.ErrNotFound) {
		return v, cli.Missing("%s is not a number of the account", n)
	}
	return v, err
}

func (a *app) showNumber(ctx context.Context, s *cli.Session, n phone.E164) error {
	v, err := a.lineShown(ctx, s, n)
	if err != nil {
		return err
	}
	return a.Out.Row(wholeOf(v))
}

func (a *app) findCommand() *cobra.Command {
	q := oneuc.Query{}
	cmd := a.Command(found{}, "find PREFIX", "Search for numbers to buy by area code or the start of a number", cli.Need(1, 1, "an area code, or the start of a number with +"),
		func(cmd *cobra.Command, args []string) error {
			q.Prefix = phone.Visible(args[0])
			for name, err := range map[string]error{"quantity": oneuc.CheckQuantity(q.Quantity), "page": oneuc.CheckPage(q.Page)} {
				if err != nil {
					return cli.Of(name, err)
				}
			}
			if err := q.Check(); err != nil {
				return cli.Misuse(err)
			}
			return a.ofLines(cmd, func(ctx context.Context, s *cli.Session) error {
				if err := s.Engine.Ready(ctx); err != nil {
					return err
				}
				list, _, err := deskOf(s).Search(ctx, q)
				if err != nil {
					return err
				}
				a.Out.List("None is for sale under that prefix.")
				return cli.Rows(&a.Out, list, func(f oneuc.Found) found { return found{f.E164, f.RateCenter.Name, f.RateCenter.State, f.Status} })
			})
		})
	cmd.Flags().IntVar(&q.Quantity, "quantity", 10, "how many, 1 to "+strconv.Itoa(oneuc.MaxQuantity))
	cmd.Flags().IntVar(&q.Page, "page", 0, "which page of them, from 0")
	return cmd
}

func (a *app) setNumber(ctx context.Context, s *cli.Session, n phone.E164, p oneuc.Properties, accept bool) error {
	err := a.paying(ctx, s, accept, func(q *oneuc.Quote) act.Act {
		return act.Set{Number: n, Properties: p, Charges: q}
	})
	if err != nil {
		return err
	}
	v, err := s.DB.Number(ctx, n)
	if err != nil {
		return err
	}
	return a.Out.Row(ownedOf(v))
}

func (a *app) releaseCommand() *cobra.Command {
	cmd := a.Command(released{}, "release NUMBER", "Give a number back: somebody else can take it", cli.Need(1, 1, aNumber),
		func(cmd *cobra.Command, args []string) error {
			of := func(n phone.E164) act.Act { return act.Release{Number: n} }
			return a.changing(cmd, args[0], of, func(ctx context.Context, s *cli.Session, n phone.E164) error {
				if _, err := a.lineNow(ctx, s, n); err != nil {
					return err
				}
				became, err := cli.Carry[oneuc.State](ctx, a.App, s, act.Release{Number: n})
				if err != nil {
					return err
				}
				return a.Out.Row(released{n, true, string(became)})
			})
		})
	return cmd
}
