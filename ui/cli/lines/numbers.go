package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

func (a *app) numbersCommand() *cobra.Command {
	var state, cover, since string
	list := a.Command(owned{}, "list", "List the numbers of the account and how their 911 addresses stand", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			some := oneuc.Filter{State: oneuc.State(state)}
			if strings.Contains(state, ",") { // the provider takes one
				some.State = ""
			}
			var wrong error
			some.CreatedFrom, wrong = cli.Moment("--created-from", since)
			q, err := cli.Narrowing(cmd, "numbers")
			if err := errors.Join(wrong, err); err != nil {
				return err
			}
			return a.Reads(cmd, func(ctx context.Context, s *cli.Session) error { return a.listNumbers(ctx, s, some, q, state, cover) })
		})
	cli.Narrowed(list, "numbers")
	list.Flags().StringVar(&since, "created-from", "", "only these: since a day such as 2026-11-01, or for a span such as 30d")
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

// ownNumbers is what is told of the numbers of the account.
var ownNumbers = cli.ListOf(oneuc.Provider, store.ListOfNumbers, "The numbers of the account")

// listNumbers asks the provider for what is listed alone: a whole list is read only where all of it is wanted.
func (a *app) listNumbers(ctx context.Context, s *cli.Session, some oneuc.Filter, q cli.Question, state, cover string) error {
	a.RestsOn(ownNumbers)
	var incomplete error
	if deskOf(s) != nil {
		read := deskOf(s).RefreshList
		if some != (oneuc.Filter{}) {
			read = func(ctx context.Context) error { return deskOf(s).RefreshSome(ctx, some) }
		}
		err := a.Read(ctx, s, read)
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
	a.Out.List(q.None("No number is known.", "No number passes the filter.", some != (oneuc.Filter{}) || state != "" || cover != ""))
	list = slices.DeleteFunc(list, func(n store.Number) bool {
		return !cli.Among(state, string(n.State)) || !cli.Among(cover, n.Cover().Name()) || n.Created.Before(some.CreatedFrom)
	})
	noted, err := s.DB.NotedIn(ctx, store.NoteNumber)
	if err != nil {
		return err
	}
	list = store.NumberRows(noted).Only(q.Query, list)
	return cmp.Or(cli.Rows(&a.Out, list, func(n store.Number) owned {
		r := ownedOf(n)
		r.Noted = cli.NotedOf(noted(string(n.E164)))
		return r
	}), incomplete)
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
	a.RestsOn(ownNumbers)
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
	note, err := s.DB.Note(ctx, store.NoteNumber, string(n))
	if err != nil {
		return err
	}
	r := wholeOf(v)
	r.Noted = cli.NotedOf(note)
	return a.Out.Row(r)
}

func (a *app) findCommand() *cobra.Command {
	q := oneuc.Query{}
	var held bool
	cmd := a.Command(found{}, "find PREFIX", "Search for numbers to buy by area code or the start of a number", cli.Need(1, 1, "an area code, or the start of a number with +"),
		func(cmd *cobra.Command, args []string) error {
			q.Prefix = phone.Visible(args[0])
			if err := errors.Join(cli.Of("quantity", oneuc.CheckQuantity(q.Quantity)), cli.Of("page", oneuc.CheckPage(q.Page))); err != nil {
				return err
			}
			if err := q.Check(); err != nil {
				return cli.Misuse(err)
			}
			return a.ofLines(cmd, func(ctx context.Context, s *cli.Session) error {
				if err := s.Engine.Ready(ctx); err != nil {
					return err
				}
				if held {
					return a.findHeld(ctx, s, q)
				}
				list, _, err := deskOf(s).Search(ctx, q)
				if err != nil {
					return err
				}
				a.Out.List("No number with this prefix is for sale: try another area code.")
				return cli.Rows(&a.Out, list, foundOf)
			})
		})
	cmd.Flags().IntVar(&q.Quantity, "quantity", 10, "how many, 1 to "+strconv.Itoa(oneuc.MaxQuantity))
	cmd.Flags().BoolVar(&held, "account", false, "among the numbers that the provider holds for the account, which are not for sale")
	cmd.Flags().IntVar(&q.Page, "page", 0, "which page of them, from 0")
	return cmd
}

func foundOf(f oneuc.Found) found {
	return found{f.E164, f.RateCenter.Name, f.RateCenter.State, cmp.Or(f.Status, string(f.State))}
}

func (a *app) findHeld(ctx context.Context, s *cli.Session, q oneuc.Query) error {
	list, err := deskOf(s).SearchAccount(ctx, q)
	if err != nil {
		return err
	}
	a.Out.List("No number with this prefix is held for the account.")
	return cli.Rows(&a.Out, list, foundOf)
}

func (a *app) setNumber(ctx context.Context, s *cli.Session, n phone.E164, p oneuc.Properties, accept bool) error {
	err := a.paying(ctx, s, accept, func(q *oneuc.Quote) act.Act {
		return act.Set{Number: n, Properties: p, Charges: q, Once: true}
	})
	so, ends := a.SoAlready(err)
	if so {
		a.Out.Say("%s: %s", n, err)
	} else if ends != nil {
		return ends
	}
	v, err := s.DB.Number(cli.After(ctx), n)
	if err != nil {
		return err
	}
	return a.Out.Row(ownedOf(v))
}

func (a *app) releaseCommand() *cobra.Command {
	cmd := a.Command(released{}, "release NUMBER…", "Give numbers back: somebody else can take them", cli.NeedOrFilter(1, aNumber),
		func(cmd *cobra.Command, args []string) error {
			return a.upon(cmd, args, act.Release{}, func(_ context.Context, _ *cli.Session, v store.Number) (cli.Thing, error) {
				return cli.Thing{Name: v.E164.String(), Act: act.Release{Number: v.E164}, Told: func(_ context.Context, out act.Outcome) error {
					became, _ := out.(oneuc.State)
					return a.Out.Row(released{v.E164, true, string(cmp.Or(became, v.State))})
				}}, nil
			})
		})
	cli.Filtered(cmd)
	cli.FilterOf("numbers", cmd)
	return cmd
}
