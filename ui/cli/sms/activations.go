package sms

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

func (a *app) activationsCommand() *cobra.Command {
	list := &cobra.Command{
		Use: "list", Short: "List the numbers that run, and those that ended in the last 10 minutes", Args: cli.Need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.Open(cmd, a.Flags, a.listActivations) },
	}
	get := &cobra.Command{
		Use: "get ID", Short: "Show one number with every code that came to it", Args: cli.Need(1, 1, "the id of a number"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.Open(cmd, a.Flags, func(ctx context.Context, s *cli.Session) error { return a.getActivation(ctx, s, args[0]) })
		},
	}
	again := &cobra.Command{
		Use: "again ID", Short: "Ask a number for another SMS; it is free", Args: cli.Need(1, 1, "the id of a number"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.each(cmd, args, func(_ *cli.Session, n store.Activation) act.Act { return act.Again{ID: n.ID} })
		},
	}
	end := &cobra.Command{
		Use: "end ID…", Short: "End numbers: finalize those that have a code, cancel the others", Args: cli.Need(1, -1, "the id of a number"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				if err := a.Confirm(cmd.Context(), "End %d numbers: %s.", len(args), cli.Listed(args)); err != nil {
					return err
				}
			}
			return a.each(cmd, args, endOf)
		},
	}
	a.Gives(list, activation{})
	a.Gives(get, whole{})
	a.Gives(again, activation{})
	a.Gives(end, activation{})
	return cli.Group("activations", "List numbers, ask for another SMS, end, report", list, get, again, end, a.reportCommand())
}

func (a *app) listActivations(ctx context.Context, s *cli.Session) error {
	if err := a.Look(ctx, s); err != nil {
		return err
	}
	now := s.SMS.Now()
	list, err := s.DB.LiveActivations(ctx, now)
	if err != nil {
		return err
	}
	a.Out.List("No number runs.")
	a.Out.Heads(short...)
	for _, act := range list {
		if err := a.Out.Row(activationOf(act.Activation, now)); err != nil {
			return err
		}
	}
	return nil
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
	n, err := s.DB.Activation(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return cli.Missing("no number has the id %q", id)
	}
	if err != nil {
		return err
	}
	codes, err := s.DB.Codes(ctx, id)
	if err != nil {
		return err
	}
	r := whole{activation: activationOf(n.Activation, s.SMS.Now())}
	for _, c := range codes {
		if !c.Damaged {
			r.Codes = append(r.Codes, receivedOf(c))
		}
	}
	return a.Out.Row(r)
}

// each carries out an act upon each number in turn, and stops at the first that refuses.
func (a *app) each(cmd *cobra.Command, ids []string, of func(*cli.Session, store.Activation) act.Act) error {
	return a.Online(cmd, func(ctx context.Context, s *cli.Session) error {
		if err := s.SMS.Ready(ctx); err != nil {
			return err
		}
		if len(ids) > 1 {
			a.Out.Held("")
			a.Out.Heads(short...)
		}
		if err := a.Look(ctx, s); err != nil {
			return err
		}
		ids, err := a.named(ctx, s, ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			n, err := s.DB.Activation(ctx, id)
			if errors.Is(err, store.ErrNotFound) {
				return cli.Missing("no number has the id %q", id)
			}
			if err == nil {
				err = a.Perform(ctx, s, of(s, n))
			}
			if err != nil {
				return err
			}
			if n, err = s.DB.Activation(ctx, id); err != nil {
				return err
			}
			if err := a.Out.Row(activationOf(n.Activation, s.SMS.Now())); err != nil {
				return err
			}
		}
		return nil
	})
}

// endOf gives a number back while no message came, and finalizes it after.
func endOf(s *cli.Session, n store.Activation) act.Act {
	if n.CanFinalize(s.SMS.Now()) == "" {
		return act.Finalize{ID: n.ID}
	}
	return act.Cancel{ID: n.ID}
}

func (a *app) reportCommand() *cobra.Command {
	var r platfone.NewReport
	var file string
	cmd := &cobra.Command{
		Use: "report ID", Short: "Report a problem; without --reason list the reasons the provider takes", Args: cli.Need(1, 1, "the id of a number"),
		RunE: func(cmd *cobra.Command, args []string) error {
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
		},
	}
	cmd.Flags().IntVar(&r.ReasonID, "reason", 0, "the id of the reason")
	cmd.Flags().StringVar(&r.Message, "message", "", "a note, at most 1000 characters")
	cmd.Flags().StringVar(&file, "evidence", "", "a file that shows it, at most 5 MB")
	return a.Gives(cmd, reported{})
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
	if err := s.SMS.Ready(ctx); err != nil {
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
	reasons, err := s.SMS.ReportReasons(ctx, id)
	if err != nil {
		return err
	}
	if !chosen {
		a.Out.List("The provider takes no reason for this number now.")
		for _, r := range reasons {
			if err := a.Out.Row(reason{r.ID, r.Name, r.Evidence}); err != nil {
				return err
			}
		}
		return nil
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
			return err
		}
		return a.Out.Row(reported{id, got.Accepted, string(got.Status), got.Hint()})
	}
	return cli.Misuse(fmt.Errorf("--reason: the provider does not take %d for this number now; without --reason the reasons are listed", r.ReasonID))
}
