package house

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"switchboard/store"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

// wholeLists are the lists that are kept without gaps, by their names in the store.
var wholeLists = []string{"history", "transactions"}

// recent is how far back the newest rows reach that an ordinary sync waits for.
const recent = time.Hour

// settles is how long it may take to find out what became of what was sent
// and not answered.
const settles = 30 * time.Second

// finding is said meanwhile.
const finding = "finding out what became of what was sent and not answered"

func (a *app) syncCommand() *cobra.Command {
	var full bool
	cmd := &cobra.Command{
		Use: "sync", Short: "Read the newest from the provider, or with --full everything there is", Args: cli.Need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.Online(cmd, func(ctx context.Context, s *cli.Session) error { return a.sync(ctx, s, full) })
		},
	}
	cmd.Flags().BoolVar(&full, "full", false, "read until nothing is missing; the provider allows 6 pages a minute")
	return a.Gives(cmd, synced{})
}

func (a *app) sync(ctx context.Context, s *cli.Session, full bool) error {
	start, began := time.Now(), s.SMS.Now()
	if err := s.SMS.Ready(ctx); err != nil {
		return err
	}
	for _, step := range []struct {
		what string
		ask  func(context.Context) error
	}{{"catalogue", s.SMS.RefreshCatalogue}, {"customers", s.SMS.RefreshCustomers}} {
		if err := step.ask(ctx); err != nil {
			return fmt.Errorf("reading the %s: %w", step.what, err)
		}
	}
	from := began.Add(-recent)
	if full {
		from = time.Unix(1, 0)
	}
	told := ""
	for {
		missing := 0
		for _, what := range wholeLists {
			gaps, err := s.DB.Gaps(ctx, what, from, began.Add(-time.Second))
			if err != nil {
				return err
			}
			missing += len(gaps)
		}
		open, err := unknown(ctx, s)
		if err != nil {
			return err
		}
		if missing == 0 && (open == 0 || time.Since(start) > settles) {
			return a.report(ctx, s, open)
		}
		if missing > 0 {
			err = a.progress(ctx, s, &told)
		} else if told != finding {
			told = finding
			a.Out.Say("%s", told)
		}
		if err != nil {
			return err
		}
		if !cli.Pause(ctx, cli.LooksEvery) {
			return ctx.Err()
		}
	}
}

// unknown is how many things were sent whose outcome is not known.
func unknown(ctx context.Context, s *cli.Session) (n int, err error) {
	list, err := s.DB.OpenIntents(ctx)
	for _, in := range list {
		if in.State == store.StateUnknown {
			n++
		}
	}
	return n, err
}

// progress says how far the reading has come, when that has changed.
func (a *app) progress(ctx context.Context, s *cli.Session, told *string) error {
	p, _, err := s.SMS.HistoryProgress(ctx)
	if err != nil || p.Done == 0 {
		return err
	}
	if line := text.Sentence("history: {} of {} read so far", text.Int(p.Done), text.Int(p.Total)).String(); line != *told {
		*told = line
		a.Out.Say("%s", line)
	}
	return nil
}

// report tells what is saved now.
func (a *app) report(ctx context.Context, s *cli.Session, open int) error {
	customers, err := s.DB.CountCustomers(ctx, store.CustomerFilter{})
	if err != nil {
		return err
	}
	numbers, err := s.DB.CountHistory(ctx, store.ActivationFilter{Now: s.SMS.Now()}, 1_000_000)
	if err != nil {
		return err
	}
	active, err := s.DB.ActiveCount(ctx)
	if err != nil {
		return err
	}
	if open > 0 {
		a.Out.Say("Of %d things that were sent it is not known yet what became; the console, or another sync, goes on finding out.", open)
	}
	_, done, err := s.SMS.HistoryProgress(ctx)
	if err != nil {
		return err
	}
	return a.Out.Row(synced{Customers: customers, Activations: numbers, Active: active, Complete: done, Unknown: open})
}
