package sms

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// again is how often an order is to be made again, as it was typed.
type again struct {
	times int
	most  string
	asked bool // one of them was given
}

// The names of its options.
const (
	againFlag = "again"
	mostFlag  = "again-max"
)

func (g *again) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.IntVar(&g.times, againFlag, 0, fmt.Sprintf("order the same again each time the number expires without a code, up to this often (at most %d), until this command ends", act.MostRepeats))
	f.StringVar(&g.most, mostFlag, "", "with --again: the most those orders may cost in all, in dollars; without it as many times the max price")
}

// repeat is what it comes to; a command that does not wait cannot have it.
func (g *again) repeat(cmd *cobra.Command, waits bool) (r act.Repeat, err error) {
	g.asked = cmd.Flags().Changed(againFlag)
	switch {
	case !g.asked && g.most != "":
		return r, cli.Misuse(errors.New("--again-max goes with --again"))
	case !g.asked:
		return r, nil
	case !waits:
		return r, cli.Misuse(errors.New("--again goes with --wait: it ends with the command"))
	}
	if err := act.CheckTimes(g.times); err != nil {
		return r, cli.Misuse(fmt.Errorf("--again: %w", err))
	}
	r.Times = g.times
	if g.most == "" {
		return r, nil
	}
	if r.Most, err = cli.Dollars("--again-max", g.most); err == nil && r.Most <= 0 {
		err = cli.Misuse(errors.New("--again-max: more than $0.00"))
	}
	return r, err
}

// runs is longer than any number runs: each is waited for until its end.
const runs = 30 * time.Minute

// waitFor waits for the code of a number until its end.
type waitFor func(ctx context.Context, got platfone.Activation) error

// renewedWait waits for the code of a number, and of those that are ordered in its place.
func (a *app) renewedWait(ctx context.Context, s *cli.Session, got platfone.Activation, wait waitFor) error {
	if a.Flags.Timeout > 0 {
		limited, stop := context.WithTimeout(ctx, a.Flags.Timeout)
		defer stop()
		ctx = limited
	}
	for {
		over := wait(ctx, got)
		var ended *cli.Exit
		if over == nil || ctx.Err() != nil || !errors.As(over, &ended) || ended.Code != cli.NoCode {
			return over
		}
		next, err := deskOf(s).Renewed(ctx, got.ID)
		if err != nil {
			return notRenewed(got, over, err)
		}
		got = next
	}
}

// notRenewed is what the command ends with: that no code came, or what became of
// the order that was to be made again.
func notRenewed(got platfone.Activation, over, err error) error {
	var open *store.Unsettled
	if errors.As(err, &open) || errors.As(err, new(*act.Refusal)) || errors.As(err, new(*rest.Error)) {
		return &cli.Concerning{Err: fmt.Errorf("not ordered again: %w", err), Activation: got.ID, E164: string(got.Phone), ExpiresAt: got.ExpireAt}
	}
	return fmt.Errorf("%w; not ordered again: %w", over, err)
}

// renewWait has the order of a number that runs made again, and waits.
func (a *app) renewWait(ctx context.Context, s *cli.Session, id string, r act.Repeat) error {
	what := act.Renew{ID: id, Repeat: r}
	if err := a.MayAct(ctx, s, what); err != nil {
		return err
	}
	if err := a.Perform(ctx, s, what); err != nil {
		return err
	}
	got, err := s.DB.Activation(cli.After(ctx), id)
	if err != nil {
		return err
	}
	return a.renewedWait(ctx, s, got.Activation, func(ctx context.Context, got platfone.Activation) error {
		a.Out.Say("Waiting for the code of %s, id %s.", got.Phone, got.ID)
		return a.wait(ctx, s, waiting{ids: []string{got.ID}, limit: runs})
	})
}
