package sms

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

func (a *app) activationsCommand() *cobra.Command {
	list := a.Command(activation{}, "list", "List the active numbers, and those that ended in the last 10 minutes", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			q, err := cli.Narrowing(cmd, "live")
			if err != nil {
				return err
			}
			return a.Reads(cmd, func(ctx context.Context, s *cli.Session) error { return a.listActivations(ctx, s, q) })
		})
	get := a.Command(whole{}, "get ID", "Show one number with every code that came to it", cli.Need(1, 1, "the id of a number"),
		func(cmd *cobra.Command, args []string) error {
			return a.Reads(cmd, func(ctx context.Context, s *cli.Session) error { return a.getActivation(ctx, s, args[0]) })
		})
	again := a.Command(activation{}, "again ID…", "Ask numbers for another SMS; it is free", cli.NeedOrFilter(1, "the id of a number"),
		func(cmd *cobra.Command, args []string) error {
			return a.each(cmd, args, act.Again{}, func(_ *cli.Session, n store.Activation) act.Act { return act.Again{ID: n.ID} })
		})
	end := a.Command(activation{}, "end ID…", "Close numbers: with a code they are done and paid, without one canceled", cli.NeedOrFilter(1, "the id of a number"),
		func(cmd *cobra.Command, args []string) error {
			return a.each(cmd, args, act.Cancel{}, endOf)
		})
	cli.Filtered(again, end)
	cli.FilterOf("live", again, end)
	cli.Narrowed(list, "live")
	end.Flags().Bool(whenAllowed, false, "wait until a number may be canceled, instead of being refused")
	return cli.Group("activations", "List numbers, ask for another SMS, close, report", list, get, again, end, a.reportCommand())
}

func (a *app) listActivations(ctx context.Context, s *cli.Session, q cli.Question) error {
	if err := a.Look(ctx, s); err != nil {
		return err
	}
	now := deskOf(s).Now()
	list, err := s.DB.LiveActivations(ctx, now)
	if err != nil {
		return err
	}
	a.RestsOn(runningRead)
	a.Out.List(q.None("No number is active.", "No active number passes the filter.", false))
	a.Out.Heads(short...)
	noted, err := s.DB.NotedIn(ctx, store.NoteActivation)
	if err != nil {
		return err
	}
	notes := func(id string) cli.Noted { return cli.NotedOf(noted(id)) }
	list = through(q, now, noted, list)
	err = cli.Rows(&a.Out, list, func(n store.Activation) activation {
		a.Out.Aged(n.Seen)
		r := activationOf(n.Activation, now)
		r.Noted = notes(n.ID)
		return r
	})
	return errors.Join(err, a.unheard(ctx, s, q))
}

func (a *app) getActivation(ctx context.Context, s *cli.Session, id string) error {
	if err := a.Look(ctx, s); err != nil {
		return err
	}
	ids, err := a.named(ctx, s, []string{id})
	if err != nil {
		return err
	}
	id = ids[0]
	a.RestsOn(ordersRead)
	n, err := activationOfID(ctx, s, id)
	if err != nil {
		return err
	}
	codes, err := s.DB.Codes(ctx, id)
	if err != nil {
		return err
	}
	a.Out.Aged(n.Seen)
	r := whole{activation: activationOf(n.Activation, deskOf(s).Now())}
	note, err := s.DB.Note(ctx, store.NoteActivation, id)
	if err != nil {
		return err
	}
	r.Noted = cli.NotedOf(note)
	r.Suspect = suspect(r.Text)
	for _, c := range n.OrOwn(codes) {
		if !c.Damaged {
			r.Codes = append(r.Codes, receivedOf(c, n))
		}
	}
	return a.Out.Row(r)
}

// each carries out an act upon each of the numbers that were named or pass a
// filter, once one confirmation for all was given. All are looked up before
// anything is sent.
func (a *app) each(cmd *cobra.Command, ids []string, kind act.Act, of func(*cli.Session, store.Activation) act.Act) error {
	q, err := cli.Asked(cmd, store.WithNotes(store.ActivationGrammar()))
	if err != nil {
		return err
	}
	return a.Online(cmd, func(ctx context.Context, s *cli.Session) error {
		if err := a.MayAct(ctx, s, kind); err != nil {
			return err
		}
		if err := a.Look(ctx, s); err != nil {
			return err
		}
		numbers, absent, err := a.wanted(ctx, s, ids, q)
		if err != nil {
			return err
		}
		things := make([]cli.Thing, len(numbers))
		for i, n := range numbers {
			things[i] = cli.Thing{Name: nameOf(n), ID: n.ID, Act: of(s, n), Not: absent[n.ID],
				Of: func(err error) error {
					if absent[n.ID] != nil {
						return err
					}
					return concerning(n, err)
				},
				Told: func(ctx context.Context, _ act.Outcome) error {
					now, err := s.DB.Activation(ctx, n.ID)
					if err != nil {
						return err
					}
					return a.Out.Row(activationOf(now.Activation, deskOf(s).Now()))
				}}
		}
		if len(things) > 1 {
			a.Out.Heads(short...)
		}
		if wait, err := cmd.Flags().GetBool(whenAllowed); err == nil && wait {
			if err := a.allowed(ctx, s, things, numbers); err != nil {
				return err
			}
		}
		return a.Each(ctx, s, "numbers", things)
	})
}

// whenAllowed is the option that has a cancel wait for its moment.
const whenAllowed = "when-allowed"

// allowed waits until every number that is to be canceled may be. A code that comes meanwhile keeps its number: a cancel is refused then.
func (a *app) allowed(ctx context.Context, s *cli.Session, things []cli.Thing, numbers []store.Activation) error {
	for i, n := range numbers {
		at, ok := n.CancelAt()
		left := at.Sub(deskOf(s).Now())
		if _, cancels := things[i].Act.(act.Cancel); !cancels || !ok || left <= 0 {
			continue
		}
		a.Out.Say("%s can be canceled in %s. Waiting.", n.Phone, left.Round(time.Second))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(left + time.Second):
		}
	}
	return nil
}

// wanted are the numbers that were named, each once, or those that run or ended
// a moment ago and pass the filter; and of those there are none of, why, by what was typed.
func (a *app) wanted(ctx context.Context, s *cli.Session, said []string, q *cli.Question) ([]store.Activation, map[string]error, error) {
	if q != nil {
		now := deskOf(s).Now()
		live, err := s.DB.LiveActivations(ctx, now)
		if err != nil {
			return nil, nil, err
		}
		noted, err := s.DB.NotedIn(ctx, store.NoteActivation)
		if err != nil {
			return nil, nil, err
		}
		if live = through(*q, now, noted, live); len(live) == 0 {
			return nil, nil, cli.Missing("no active number passes the filter %q", q.Said)
		}
		return live, nil, nil
	}
	var numbers []store.Activation
	absent := map[string]error{}
	for _, one := range said {
		n, err := a.namedOne(ctx, s, one)
		if cli.Absent(err) {
			n.ID, absent[one] = one, err
		} else if err != nil {
			return nil, nil, err
		}
		if !slices.ContainsFunc(numbers, func(o store.Activation) bool { return o.ID == n.ID }) {
			numbers = append(numbers, n)
		}
	}
	return numbers, absent, nil
}

// through are the numbers that pass a filter.
func through(q cli.Question, now time.Time, noted func(id string) store.Note, live []store.Activation) []store.Activation {
	rows := store.Noting(store.ActivationRows(now, 0), func(a platfone.Activation) store.Note { return noted(a.ID) })
	return slices.DeleteFunc(live, func(n store.Activation) bool { return !rows.Pass(q.Query, n.Activation) })
}

// concerning says of an error of which number it is.
func concerning(n store.Activation, err error) error {
	if err == nil {
		return nil
	}
	return &cli.Concerning{Err: err, Activation: n.ID, E164: string(n.Phone), ExpiresAt: n.ExpireAt}
}

// endOf gives a number back while no message came, and finalizes it after.
func endOf(s *cli.Session, n store.Activation) act.Act {
	if n.Status == platfone.StatusFinalized || n.CanFinalize(deskOf(s).Now()) == "" {
		return act.Finalize{ID: n.ID}
	}
	return act.Cancel{ID: n.ID}
}
