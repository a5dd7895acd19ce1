package sms

import (
	"context"
	"errors"
	"math"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"switchboard/store"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

func (a *app) historyCommand() *cobra.Command {
	var filter, since string
	var limit int
	cmd := a.Command(activation{}, "history", "List every number that was ever ordered, newest first, from what is saved", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			f, err := parseHistory(filter, since, time.Now())
			if err == nil && limit < 0 {
				err = cli.Misuse(errors.New("--limit: a whole number, not less than 0"))
			}
			if err != nil {
				return err
			}
			return a.Glance(cmd, func(ctx context.Context, s *cli.Session) error {
				a.Out.List("Nothing saved passes. switchboard sync asks the provider.")
				a.Out.Heads(long...)
				return a.activations(ctx, s, f, limit)
			})
		})
	cmd.Flags().StringVar(&filter, "filter", "", "such as 'customer:acme state:refunded after:2026-11-01 has:code'; a part of a value will do, customer:=acme is the whole")
	cmd.Flags().StringVar(&since, "since", "", "not older: a day such as 2026-11-01, or a time ago such as 7d")
	cmd.Flags().IntVar(&limit, "limit", 0, "at most so many; 0 is all")
	return cmd
}

// parseHistory turns a filter into what the store is asked.
func parseHistory(filter, since string, now time.Time) (store.ActivationFilter, error) {
	q := store.ActivationGrammar().Parse(filter, now)
	f := store.Asked(q, now)
	if q.Problem != "" {
		return f, &cli.Exit{Code: cli.Usage, Err: errors.New("--filter: " + q.Problem)}
	}
	from, err := cli.Moment("--since", since)
	if from.After(f.From) {
		f.From = from
	}
	return f, err
}

// activations writes all that pass the filter, newest first; limit 0 is all.
func (a *app) activations(ctx context.Context, s *cli.Session, f store.ActivationFilter, limit int) error {
	f.Now = deskOf(s).Now()
	written := a.written(ctx, s, f, limit)
	return eachActivation(ctx, s, f, limit, func(act store.Activation) error {
		written()
		return a.Out.Row(activationOf(act.Activation, f.Now))
	})
}

// written counts the numbers that are written, and shows it where a person waits
// for the end of them.
func (a *app) written(ctx context.Context, s *cli.Session, f store.ActivationFilter, limit int) func() {
	if !a.Out.Watched() {
		return func() {}
	}
	if limit <= 0 {
		limit = math.MaxInt
	}
	total, err := s.DB.CountHistory(ctx, f, limit)
	if err != nil {
		return func() {} // reading them meets what is wrong
	}
	done := 0
	return func() {
		if done++; done%page == 0 {
			a.Out.Progress("writing", text.Sentence("{} of {} numbers", text.Int(int64(done)), text.Int(int64(total))).String(), int64(done), int64(total))
		}
	}
}

// read is a page of the history, or why there is none.
type read struct {
	rows []store.Activation
	err  error
}

// eachActivation does something with those that pass, newest first, until there
// were limit, 0 being all. While one page is worked through the next is read.
func eachActivation(ctx context.Context, s *cli.Session, f store.ActivationFilter, limit int, do func(store.Activation) error) error {
	ctx, stop := context.WithCancel(ctx)
	pages := make(chan read, 1)
	var reader sync.WaitGroup
	reader.Go(func() { readPages(ctx, s, f, limit, pages) })
	defer reader.Wait()
	defer stop()
	for p := range pages {
		for _, act := range p.rows {
			if err := do(act); err != nil {
				return err
			}
		}
		if p.err != nil {
			return p.err
		}
	}
	return ctx.Err()
}

// readPages sends page after page until there is no more, limit is reached or
// nobody takes them.
func readPages(ctx context.Context, s *cli.Session, f store.ActivationFilter, limit int, pages chan<- read) {
	defer close(pages)
	for before, left := store.Key(0), limit; ; {
		size := page
		if limit > 0 {
			size = min(page, left)
		}
		rows, err := s.DB.History(ctx, f, before, size)
		select {
		case <-ctx.Done():
			return
		case pages <- read{rows, err}:
		}
		if left -= len(rows); err != nil || len(rows) < size || limit > 0 && left <= 0 {
			return
		}
		before = rows[len(rows)-1].Key
	}
}
