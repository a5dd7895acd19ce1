package lines

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// upon carries out an act upon each of the numbers that were named, each once,
// or pass a filter. All are read before anything is sent; one that the account
// does not have keeps no other.
func (a *app) upon(cmd *cobra.Command, args []string, kind act.Act, of func(context.Context, *cli.Session, store.Number) (cli.Thing, error)) error {
	q, err := cli.Asked(cmd, store.NumberGrammar())
	var list []phone.E164
	for _, arg := range args {
		n, bad := phone.Parse(arg)
		if bad != nil {
			err = cli.Misuse(fmt.Errorf("number: %w", bad))
		}
		if !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	if err != nil {
		return err
	}
	return a.ofLines(cmd, func(ctx context.Context, s *cli.Session) error {
		if err := a.MayAct(ctx, s, kindFor(kind, list)); err != nil {
			return err
		}
		if q != nil {
			if list, err = a.passing(ctx, s, q); err != nil {
				return err
			}
		}
		var things []cli.Thing
		for _, n := range list {
			v, absent := a.lineNow(ctx, s, n)
			switch {
			case cli.Absent(absent):
				v = store.Number{Number: oneuc.Number{E164: n}}
			case absent != nil:
				return absent
			}
			t, err := of(ctx, s, v)
			if err != nil {
				return err
			}
			t.ID, t.Not = string(n), absent
			things = append(things, t)
		}
		return a.Each(ctx, s, "numbers", things)
	})
}

// kindFor is an act of a kind upon the first of several numbers.
func kindFor(kind act.Act, list []phone.E164) act.Act {
	if len(list) == 0 {
		return kind
	}
	switch kind.(type) {
	case act.Release:
		return act.Release{Number: list[0]}
	case act.Set:
		return act.Set{Number: list[0]}
	case act.ClearAddress:
		return act.ClearAddress{Number: list[0]}
	}
	return kind
}

// passing are the numbers of the account that pass a filter.
func (a *app) passing(ctx context.Context, s *cli.Session, q *cli.Question) (out []phone.E164, err error) {
	if err := a.Read(ctx, s, deskOf(s).RefreshList); err != nil {
		return nil, err
	}
	list, err := s.DB.Numbers(ctx)
	if err != nil {
		return nil, err
	}
	noted, err := s.DB.NotedIn(ctx, store.NoteNumber)
	if err != nil {
		return nil, err
	}
	for _, n := range store.NumberRows(noted).Only(q.Query, list) {
		out = append(out, n.E164)
	}
	if len(out) == 0 {
		return nil, cli.Missing("no number of the account passes the filter %q", q.Said)
	}
	return out, nil
}
