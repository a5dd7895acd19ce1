package sms

import (
	"context"
	"errors"
	"math"
	"slices"
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
	var oldest bool
	cmd := a.Command(activation{}, "history", "List every number that was ever ordered, newest first, from what is saved", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			f, err := parseHistory(cmd, filter, since, time.Now())
			if limit < 0 {
				err = errors.Join(err, cli.Misuse(errors.New("--limit: a whole number, not less than 0")))
			}
			if err != nil {
				return err
			}
			return a.Glance(cmd, func(ctx context.Context, s *cli.Session) error {
				a.RestsOn(ordersWithin(f.From, f.To))
				a.Out.List("Nothing that is saved passes the filter. switchboard sync asks the provider.")
				a.Out.Heads(long...)
				next := olderPages(s.DB, f)
				if oldest {
					next = newerPages(s.DB, f)
				}
				if err := a.activations(ctx, s, f, limit, next); err != nil {
					return err
				}
				return a.unheard(ctx, s, cli.Question{Query: store.WithNotes(store.ActivationGrammar()).Parse(filter, f.Now)})
			})
		})
	cmd.Flags().StringVar(&filter, "filter", "", "such as 'customer:acme state:refunded after:2026-11-01 has:code'; a part of a value will do, customer:=acme is the whole, and with - before it (-state:done, -has:code) it is left out; has:sms is also what came without a code")
	cli.FilterOf("history", cmd)
	cmd.Flags().StringVar(&since, "since", "", "not older: a day such as 2026-11-01, or a time ago such as 7d")
	cmd.Flags().IntVar(&limit, "limit", 0, "at most so many; 0 is all")
	cmd.Flags().BoolVar(&oldest, "oldest", false, "oldest first: with --limit 1 the first that a customer ever ordered")
	return cmd
}

// parseHistory turns a filter into what the store is asked.
func parseHistory(cmd *cobra.Command, filter, since string, now time.Time) (store.ActivationFilter, error) {
	q := store.WithNotes(store.ActivationGrammar()).Parse(filter, now)
	f := store.Asked(q, now)
	from, err := cli.Moment("--since", since)
	if from.After(f.From) {
		f.From = from
	}
	return f, errors.Join(cli.FilterProblem(cmd, q), err)
}

// activations writes all that pass the filter, in the order of their pages; limit 0 is all.
func (a *app) activations(ctx context.Context, s *cli.Session, f store.ActivationFilter, limit int, next pages) error {
	f.Now = deskOf(s).Now()
	written := a.written(ctx, s, f, limit)
	notes, err := s.Notes(ctx, store.NoteActivation)
	if err != nil {
		return err
	}
	return eachActivation(ctx, next, limit, func(act store.Activation) error {
		written()
		r := activationOf(act.Activation, f.Now)
		r.Noted = notes(act.ID)
		return a.Out.Row(r)
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

// pages reads a list page by page; a page with fewer rows than asked for is the last.
type pages func(ctx context.Context, limit int) ([]store.Activation, error)

// olderPages reads those that pass, newest first.
func olderPages(db *store.DB, f store.ActivationFilter) pages {
	before := store.Key(0)
	return func(ctx context.Context, limit int) ([]store.Activation, error) {
		rows, err := db.History(ctx, f, before, limit)
		if len(rows) > 0 {
			before = rows[len(rows)-1].Key
		}
		return rows, err
	}
}

// newerPages reads those that pass, oldest first.
func newerPages(db *store.DB, f store.ActivationFilter) pages {
	after := store.Key(0)
	return func(ctx context.Context, limit int) ([]store.Activation, error) {
		rows, err := db.HistoryAfter(ctx, f, after, limit)
		slices.Reverse(rows)
		if len(rows) > 0 {
			after = rows[len(rows)-1].Key
		}
		return rows, err
	}
}

// eachActivation does something with the rows of one page after the other, until there
// were limit, 0 being all. While one page is worked through the next is read.
func eachActivation(ctx context.Context, next pages, limit int, do func(store.Activation) error) error {
	ctx, stop := context.WithCancel(ctx)
	ahead := make(chan read, 1)
	var reader sync.WaitGroup
	reader.Go(func() { readPages(ctx, next, limit, ahead) })
	defer reader.Wait()
	defer stop()
	for p := range ahead {
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
func readPages(ctx context.Context, next pages, limit int, ahead chan<- read) {
	defer close(ahead)
	for left := limit; ; {
		size := page
		if limit > 0 {
			size = min(page, left)
		}
		rows, err := next(ctx, size)
		select {
		case <-ctx.Done():
			return
		case ahead <- read{rows, err}:
		}
		if left -= len(rows); err != nil || len(rows) < size || limit > 0 && left <= 0 {
			return
		}
	}
}
