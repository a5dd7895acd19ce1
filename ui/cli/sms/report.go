package sms

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

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
	a.GivesWithout(cmd, "reason", reason{})
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
	return noReason(r.Report.ReasonID, reasons), nil
}

// noReason says that a reason is not taken for a number now, and which are.
func noReason(id int, taken []platfone.ReportReason) error {
	var are []string
	for _, r := range taken {
		are = append(are, strconv.Itoa(r.ID)+" ("+r.Name+")")
	}
	said := fmt.Errorf("--reason: the provider does not take %d for this number now, but %s", id, strings.Join(are, ", "))
	if len(are) == 0 {
		said = errors.New("--reason: the provider takes none for this number now")
	}
	return cli.Misuse(said)
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
