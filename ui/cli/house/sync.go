package house

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

// wholeLists are the lists that are kept without gaps, by their names in the store.
var wholeLists = []string{store.ListOfOrders, store.ListOfBookings}

// recent is how far back the newest rows reach that an ordinary sync waits for.
const recent = time.Hour

// settles is how long it may take to find out what became of what was sent
// and not answered: that nothing came of it is proved by two looks two minutes
// apart, and a look can fail.
const settles = 6 * time.Minute

func (a *app) syncCommand() *cobra.Command {
	var full bool
	cmd := a.Command(synced{}, "sync", "Read the newest from the provider, or with --full everything there is", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			return a.Online(cmd, func(ctx context.Context, s *cli.Session) error { return a.sync(ctx, s, full) })
		})
	cmd.Long = fmt.Sprintf("Read the newest from the provider, or with --full everything there is.\nWhile something that was sent has no known outcome it waits for that, up to %d minutes; --timeout ends it sooner.", settles/time.Minute)
	cmd.Flags().BoolVar(&full, "full", false, "read until nothing is missing; the provider allows 6 pages a minute")
	return cmd
}

func (a *app) sync(ctx context.Context, s *cli.Session, full bool) error {
	start := time.Now()
	if err := s.Engine.Ready(ctx); err != nil {
		return err
	}
	all := wholeOf(s)
	whole, unread, err := a.readLists(ctx, s)
	if err != nil {
		return err
	}
	// By the provider's clock, which is known now that it has answered.
	began := all.Now().Add(-time.Since(start))
	from := began.Add(-recent)
	if full {
		from = time.Unix(1, 0)
	}
	for told := ""; ; {
		missing, to, short := 0, began.Add(-time.Second), all.Shortened()
		if short != nil { // more than one reading takes: what is newer is not waited for
			to = began.Add(-2 * recent)
		}
		if whole && to.After(from) {
			if missing, err = gaps(ctx, s, from, to); err != nil {
				return err
			}
		}
		open, err := unknown(ctx, s)
		if err != nil {
			return err
		}
		looking := slices.DeleteFunc(slices.Clone(open), needsAPerson)
		if missing == 0 && (len(looking) == 0 || time.Since(start) > settles) {
			return cmp.Or(unread, short, a.report(ctx, s, all, whole, unread == nil))
		}
		if missing > 0 {
			err = a.progress(ctx, s, to)
		} else if line := finding(looking); line != told {
			told = line
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

// nothingWhole stands where no provider has lists that are kept without gaps.
type nothingWhole struct{}

func (nothingWhole) Now() time.Time   { return time.Now() }
func (nothingWhole) Shortened() error { return nil }
func (nothingWhole) HistoryProgress(context.Context) (store.Progress, bool, error) {
	return store.Progress{}, true, nil
}

// wholeOf is the provider whose lists are kept without gaps.
func wholeOf(s *cli.Session) cli.Whole {
	for _, d := range s.Desks {
		if d.Whole != nil {
			return d.Whole
		}
	}
	return nothingWhole{}
}

// readLists reads the short lists of every provider that has a key, and says why the
// others have none. One that does not answer keeps none of the others
// from being read: unread is why. whole is whether the one was read whose lists
// are kept without gaps. Without any key there is nothing to do.
func (a *app) readLists(ctx context.Context, s *cli.Session) (whole bool, unread, err error) {
	var keyless []error
	read := 0
	for _, d := range s.Desks {
		n, err := a.readDesk(ctx, d)
		switch {
		case ctx.Err() != nil:
			return false, nil, err
		case without(err):
			keyless = append(keyless, err)
		case err != nil:
			unread = errors.Join(unread, err)
		default:
			whole = whole || n > 0 && d.Whole != nil
		}
		read += n
	}
	switch why := sentences(keyless); {
	case read == 0 && unread == nil:
		return false, nil, why
	case why != nil:
		a.Out.Say("Not read: %s", why)
	}
	return whole, unread, nil
}

// readDesk reads the lists of one provider up to the first that cannot be read, and how many were.
func (a *app) readDesk(ctx context.Context, d cli.Desk) (read int, err error) {
	for i, r := range d.Lists {
		said := text.Sentence("{}, list {} of {}", text.Clean(r.Name), text.Int(int64(i+1)), text.Int(int64(len(d.Lists)))).String()
		err := cli.While(ctx, r.Ask, func() { a.Out.Progress(rest.Screen(d.Provider), said, int64(i), int64(len(d.Lists))) })
		if without(err) || err != nil && ctx.Err() != nil {
			return read, err
		}
		if err != nil {
			return read, fmt.Errorf("reading the %s: %w", r.Name, err)
		}
		read++
	}
	return read, nil
}

// sentences are errors that are sentences, one after the other.
func sentences(errs []error) (all error) {
	for _, err := range errs {
		if all == nil {
			all = err
			continue
		}
		all = fmt.Errorf("%w %w", all, err)
	}
	return all
}

// without reports whether something was refused because the service has no key.
func without(err error) bool {
	var no cli.Refused
	if !errors.As(err, &no) {
		return false
	}
	why, _ := no.Refused()
	return act.Code(why) == act.NoKey
}

// gaps is how many stretches of the whole lists were not read.
func gaps(ctx context.Context, s *cli.Session, from, to time.Time) (missing int, err error) {
	for _, what := range wholeLists {
		list, err := s.DB.Gaps(ctx, what, from, to)
		if err != nil {
			return 0, err
		}
		missing += len(list)
	}
	return missing, nil
}

// unknown are the things that were sent whose outcome is not known.
func unknown(ctx context.Context, s *cli.Session) ([]store.Intent, error) {
	list, err := s.DB.OpenIntents(ctx)
	return slices.DeleteFunc(list, func(in store.Intent) bool { return in.State != store.StateUnknown }), err
}

// needsAPerson reports that reading does not settle an attempt.
func needsAPerson(in store.Intent) bool { return in.Checks > 0 && in.NextCheck.IsZero() }

// finding says what is waited for, and until when at least.
func finding(looking []store.Intent) string {
	next := slices.MinFunc(looking, func(a, b store.Intent) int { return a.NextCheck.Compare(b.NextCheck) })
	line := fmt.Sprintf("checking whether %s went through", next.Subject)
	if more := len(looking) - 1; more > 0 {
		line += fmt.Sprintf(" and %d more", more)
	}
	if !next.NextCheck.IsZero() {
		line += ": looked for again at " + next.NextCheck.Local().Format("15:04:05")
	}
	return line
}

// progress shows how much of the time from the first customer on has been read of
// the lists that are kept without gaps: how many rows they have is not known before.
func (a *app) progress(ctx context.Context, s *cli.Session, to time.Time) error {
	begin, err := s.DB.Earliest(ctx)
	if err != nil || !begin.Before(to) {
		return err
	}
	total := to.Sub(begin)
	done := total
	gaps, err := s.DB.Gaps(ctx, wholeLists[0], begin, to)
	for _, g := range gaps {
		done -= g.High.Sub(g.Low)
	}
	days := func(d time.Duration) text.Safe { return text.Int(int64(d / (24 * time.Hour))) }
	a.Out.Progress("history", text.Sentence("{} of {} days", days(done), days(total)).String(), int64(done), int64(total))
	return err
}

// held is how many of something are saved; nil while there are none and it was never read how many there are.
func held(n int, read bool) *int {
	if n == 0 && !read {
		return nil
	}
	return &n
}

// saved fills in that a list is empty where it was read to its end.
func saved(ctx context.Context, s *cli.Session, row synced) (synced, error) {
	for list, n := range map[string]**int{store.ListOfCustomers: &row.Customers, store.ListOfListings: &row.Listings, store.ListOfNumbers: &row.Numbers} {
		read, err := s.DB.WasRead(ctx, list)
		if err != nil {
			return row, err
		}
		if read && *n == nil {
			*n = new(int)
		}
	}
	return row, nil
}

// report tells what is saved now. That something is not known yet, of what was
// sent or of the history, is the exit code. Without every list that was to be read it is not complete.
func (a *app) report(ctx context.Context, s *cli.Session, all cli.Whole, whole, read bool) error {
	open, err := unknown(ctx, s)
	if err != nil {
		return err
	}
	listings, err := s.DB.Listings(ctx)
	if err != nil {
		return err
	}
	owned, err := s.DB.Numbers(ctx)
	if err != nil {
		return err
	}
	customers, err := s.DB.CountCustomers(ctx, store.CustomerFilter{})
	if err != nil {
		return err
	}
	numbers, err := s.DB.CountHistory(ctx, store.ActivationFilter{Now: all.Now()}, 1_000_000)
	if err != nil {
		return err
	}
	active, err := s.DB.ActiveCount(ctx)
	if err != nil {
		return err
	}
	_, done, err := all.HistoryProgress(ctx)
	if err != nil {
		return err
	}
	row, err := saved(ctx, s, synced{Customers: held(customers, false), Activations: held(numbers, active.Known), Active: held(active.N, active.Known),
		Listings: held(len(listings), false), Numbers: held(len(owned), false), Complete: done && read, Unknown: len(open)})
	if err != nil {
		return err
	}
	err = a.Out.Row(row)
	for _, in := range open {
		a.Out.Say("Attempt %d, %s: it is not known whether it went through: %s. If you know, switchboard attempts settle %d says so.", in.ID, in.Subject, in.Reason, in.ID)
	}
	switch {
	case err != nil:
		return err
	case len(open) > 0:
		return &cli.Exit{Code: cli.Unknown, Err: fmt.Errorf("%d acts were sent and their result is not known yet", len(open))}
	case whole && !done:
		return &cli.Exit{Code: cli.Unknown, Err: errors.New("the newest orders are read, older ones are missing: switchboard sync --full reads the rest"), Reason: cli.Incomplete}
	}
	return nil
}
