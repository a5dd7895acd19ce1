package sms

import (
	"context"
	"errors"
	"fmt"
	"os"
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
	for _, c := range codes {
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

func (a *app) reportCommand() *cobra.Command {
	var r platfone.NewReport
	var file string
	cmd := a.Command(reported{}, "report ID…", "Report a problem with numbers; without --reason list the reasons the provider takes for the first", cli.Need(1, -1, "the id of a number"),
		func(cmd *cobra.Command, args []string) error {
			chosen := cmd.Flags().Changed("reason")
			if chosen && r.ReasonID < 1 {
				return cli.Of("reason", errors.New("the id of a reason, from 1; without it they are listed"))
			}
			if file != "" {
				evidence, err := readEvidence(file)
				if err != nil {
					return err
				}
				r.Evidence = evidence
			}
			return a.Online(cmd, func(ctx context.Context, s *cli.Session) error { return a.report(ctx, s, args, r, chosen) })
		})
	cmd.Flags().IntVar(&r.ReasonID, "reason", 0, "the id of the reason")
	cmd.Flags().StringVar(&r.Message, "message", "", "a note, at most 1000 characters")
	cmd.Flags().StringVar(&file, "evidence", "", "a file that shows it, at most 5 MB")
	return cmd
}

func readEvidence(file string) ([]byte, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, cli.Misuse(fmt.Errorf("--evidence: %w", err))
	case !info.Mode().IsRegular() || info.Size() > platfone.MaxEvidence:
		return nil, cli.Misuse(errors.New("--evidence: a file of at most 5 MB"))
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, cli.Misuse(fmt.Errorf("--evidence: %w", err))
	}
	return b, nil
}

func (a *app) report(ctx context.Context, s *cli.Session, said []string, r platfone.NewReport, chosen bool) error {
	if err := a.MayAct(ctx, s, act.Report{ID: said[0], Report: r}); err != nil {
		return err
	}
	if err := a.Look(ctx, s); err != nil {
		return err
	}
	if !chosen {
		n, err := a.namedOne(ctx, s, said[0])
		if err != nil {
			return err
		}
		return a.listReasons(ctx, s, n.ID)
	}
	numbers, absent, err := a.wanted(ctx, s, said, nil)
	if err != nil {
		return err
	}
	var things []cli.Thing
	for _, n := range numbers {
		t := a.reporting(s, n, r)
		if t.Not = absent[n.ID]; t.Not == nil {
			if t.Not, err = a.takes(ctx, s, act.Report{ID: n.ID, Report: r}); err != nil {
				return err
			}
		}
		t.Anew = len(numbers) == 1
		things = append(things, t)
	}
	return a.Each(ctx, s, "numbers", things)
}

// listReasons lists the reasons that the provider takes for a number now.
func (a *app) listReasons(ctx context.Context, s *cli.Session, id string) error {
	reasons, err := deskOf(s).ReportReasons(ctx, id)
	if err != nil {
		return err
	}
	a.Out.List("The provider accepts no report of this number now.")
	return cli.Rows(&a.Out, reasons, func(r platfone.ReportReason) reason { return reason{r.ID, r.Name, r.Evidence} })
}

// takes says why the provider would not take a report of this number as it is: not
// is about the number alone. Of one that cannot be reported it has no reasons to choose from.
func (a *app) takes(ctx context.Context, s *cli.Session, r act.Report) (not, err error) {
	v, err := s.Engine.Weigh(ctx, r)
	if err != nil || !v.Stands() {
		return nil, err
	}
	reasons, err := deskOf(s).ReportReasons(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	for _, reason := range reasons {
		if reason.ID == r.Report.ReasonID {
			return nil, r.Report.Check(reason)
		}
	}
	return cli.Misuse(fmt.Errorf("--reason: the provider does not take %d for this number now; without --reason the reasons are listed", r.Report.ReasonID)), nil
}

// reporting is the report of one number.
func (a *app) reporting(s *cli.Session, n store.Activation, r platfone.NewReport) cli.Thing {
	return cli.Thing{Name: nameOf(n), ID: n.ID, Act: act.Report{ID: n.ID, Report: r},
		Of: func(err error) error { return &cli.Concerning{Err: err, Activation: n.ID} },
		Told: func(ctx context.Context, out act.Outcome) error {
			got, sent := out.(platfone.Verdict)
			if !sent { // it was reported before
				now, err := s.DB.Activation(ctx, n.ID)
				if err != nil {
					return err
				}
				got = platfone.Verdict{Accepted: true, Status: string(now.Report)}
			}
			return a.Out.Row(reported{n.ID, got.Accepted, string(got.Status), got.Hint()})
		}}
}
