package sms

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

func (a *app) activationsCommand() *cobra.Command {
	list := a.Command(activation{}, "list", "List the numbers that run, and those that ended in the last 10 minutes", cli.None,
		func(cmd *cobra.Command, _ []string) error { return a.Reads(cmd, a.listActivations) })
	get := a.Command(whole{}, "get ID", "Show one number with every code that came to it", cli.Need(1, 1, "the id of a number"),
		func(cmd *cobra.Command, args []string) error {
			return a.Reads(cmd, func(ctx context.Context, s *cli.Session) error { return a.getActivation(ctx, s, args[0]) })
		})
	again := a.Command(activation{}, "again ID", "Ask a number for another SMS; it is free", cli.Need(1, 1, "the id of a number"),
		func(cmd *cobra.Command, args []string) error {
			return a.each(cmd, args, act.Again{}, func(_ *cli.Session, n store.Activation) act.Act { return act.Again{ID: n.ID} })
		})
	end := a.Command(activation{}, "end ID…", "End numbers: finalize those that have a code, cancel the others", cli.Need(1, -1, "the id of a number"),
		func(cmd *cobra.Command, args []string) error {
			return a.each(cmd, args, act.Cancel{}, endOf)
		})
	return cli.Group("activations", "List numbers, ask for another SMS, end, report", list, get, again, end, a.reportCommand())
}

func (a *app) listActivations(ctx context.Context, s *cli.Session) error {
	if err := a.Look(ctx, s); err != nil {
		return err
	}
	now := deskOf(s).Now()
	list, err := s.DB.LiveActivations(ctx, now)
	if err != nil {
		return err
	}
	a.Out.List("No number runs.")
	a.Out.Heads(short...)
	return cli.Rows(&a.Out, list, func(n store.Activation) activation {
		a.Out.Aged(n.Seen)
		return activationOf(n.Activation, now)
	})
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
	for _, c := range codes {
		if !c.Damaged {
			got := receivedOf(c)
			got.Received = n.Came(c)
			r.Codes = append(r.Codes, got)
		}
	}
	return a.Out.Row(r)
}

// each carries out an act upon each number in turn, once one confirmation for
// all was given. All are looked up before anything is sent.
func (a *app) each(cmd *cobra.Command, ids []string, kind act.Act, of func(*cli.Session, store.Activation) act.Act) error {
	return a.Online(cmd, func(ctx context.Context, s *cli.Session) error {
		if err := a.MayAct(ctx, s, kind); err != nil {
			return err
		}
		if err := a.Look(ctx, s); err != nil {
			return err
		}
		ids, err := a.named(ctx, s, ids)
		if err != nil {
			return err
		}
		var acts []act.Act
		var numbers []store.Activation
		for _, id := range ids {
			n, err := activationOfID(ctx, s, id)
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(numbers, func(o store.Activation) bool { return o.ID == n.ID }) {
				acts, numbers = append(acts, of(s, n)), append(numbers, n)
			}
		}
		if len(acts) > 1 {
			a.Out.Held("")
			a.Out.Heads(short...)
		}
		out := &outcomes{a: a, s: s, numbers: numbers}
		return out.whole(a.CarryAll(ctx, s, acts, func(i int, err error) error { return out.tell(ctx, i, err) }))
	})
}

// outcomes tells what came of each of several numbers.
type outcomes struct {
	a       *app
	s       *cli.Session
	numbers []store.Activation
	done    int
	failed  []error
}

// tell writes a number as it is now, or why nothing came of it.
func (o *outcomes) tell(ctx context.Context, i int, err error) error {
	if cli.AlreadySo(err) {
		o.a.Out.Say("%s", err)
		err = nil
	}
	if err != nil {
		if o.failed = append(o.failed, concerning(o.numbers[i], err)); len(o.numbers) > 1 {
			o.a.Out.Say("%s: %s", o.numbers[i].Phone, err)
		}
		return nil
	}
	n, err := o.s.DB.Activation(ctx, o.numbers[i].ID)
	if err != nil {
		return err
	}
	o.done++
	return o.a.Out.Row(activationOf(n.Activation, deskOf(o.s).Now()))
}

// whole is what the command ends with: of one number its own error, of several
// how many were done and the first error.
func (o *outcomes) whole(err error) error {
	switch err = cmp.Or(err, errors.Join(o.failed...)); {
	case len(o.numbers) == 1:
		return concerning(o.numbers[0], err)
	case len(o.failed) == 0:
		return err
	}
	words := fmt.Sprintf("%d of %d numbers are done", o.done, len(o.numbers))
	if rest := len(o.numbers) - o.done - len(o.failed); rest > 0 {
		words += fmt.Sprintf(", %d were not tried", rest)
	}
	return fmt.Errorf("%s: %w", words, o.failed[0])
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
	cmd := a.Command(reported{}, "report ID", "Report a problem; without --reason list the reasons the provider takes", cli.Need(1, 1, "the id of a number"),
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
			return a.Online(cmd, func(ctx context.Context, s *cli.Session) error { return a.report(ctx, s, args[0], r, chosen) })
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

func (a *app) report(ctx context.Context, s *cli.Session, id string, r platfone.NewReport, chosen bool) error {
	if err := a.MayAct(ctx, s, act.Report{ID: id, Report: r}); err != nil {
		return err
	}
	if err := a.Look(ctx, s); err != nil {
		return err
	}
	ids, err := a.named(ctx, s, []string{id})
	if err != nil {
		return err
	}
	id = ids[0]
	v, err := s.Engine.Weigh(ctx, act.Report{ID: id, Report: r})
	if err != nil {
		return err
	}
	if chosen && !v.Stands() { // of such a number the provider has no reasons to choose from
		return a.Perform(ctx, s, v.Act)
	}
	reasons, err := deskOf(s).ReportReasons(ctx, id)
	if err != nil {
		return err
	}
	if !chosen {
		a.Out.List("The provider takes no reason for this number now.")
		return cli.Rows(&a.Out, reasons, func(r platfone.ReportReason) reason { return reason{r.ID, r.Name, r.Evidence} })
	}
	for _, reason := range reasons {
		if reason.ID != r.ReasonID {
			continue
		}
		if err := r.Check(reason); err != nil {
			return err
		}
		got, err := cli.Carry[platfone.Verdict](ctx, a.App, s, act.Report{ID: id, Report: r})
		if err != nil {
			return &cli.Concerning{Err: err, Activation: id}
		}
		return a.Out.Row(reported{id, got.Accepted, string(got.Status), got.Hint()})
	}
	return cli.Misuse(fmt.Errorf("--reason: the provider does not take %d for this number now; without --reason the reasons are listed", r.ReasonID))
}
