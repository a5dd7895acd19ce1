package sms

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

const (
	// waitsFor is how long a code is waited for when nothing is said.
	waitsFor = 10 * time.Minute
	// appears is how long a number that nobody knows here may take to be heard of.
	appears = 15 * time.Second
)

func (a *app) waitCommand() *cobra.Command {
	var g again
	cmd := a.Command(activation{}, "wait ID…", "Wait for the codes of numbers, 10 minutes unless --timeout says otherwise", cli.Need(1, -1, "the id of a number"),
		func(cmd *cobra.Command, ids []string) error {
			for _, id := range ids {
				if err := a.checkNamed(id); err != nil {
					return err
				}
			}
			repeat, err := g.repeat(cmd, true)
			if err == nil && g.asked && len(ids) > 1 {
				err = cli.Misuse(errors.New("--again is for one number"))
			}
			if err != nil {
				return err
			}
			return a.Online(cmd, func(ctx context.Context, s *cli.Session) error {
				if err := a.Look(ctx, s); err != nil && ctx.Err() == nil {
					return err
				}
				ids, err := a.named(ctx, s, ids)
				if err != nil {
					return err
				}
				if g.asked {
					return a.renewWait(ctx, s, ids[0], repeat)
				}
				return a.wait(ctx, s, waiting{ids: ids})
			})
		})
	g.flags(cmd)
	return cmd
}

// waiting is what is waited for.
type waiting struct {
	ids   []string
	got   func(code string) // hears of each code; nil: nobody does
	event bool              // each record says what happened
	limit time.Duration     // how long; 0 is as the options say, or as usual
}

// wait prints the code of each number as it comes. It ends when every number
// has its code or can get none any more.
func (a *app) wait(ctx context.Context, s *cli.Session, w waiting) error {
	ids, began, limit := w.ids, time.Now(), cmp.Or(w.limit, a.Flags.Timeout, waitsFor)
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	if len(ids) > 1 {
		a.Out.Live()
	}
	if err := a.heard(ctx, s, ids); err != nil {
		return a.stopped(ctx, err, ids, limit)
	}
	missing := 0
	for left := ids; len(left) > 0; {
		var still []string
		for _, id := range left {
			act, over, err := outcome(ctx, s, id)
			switch {
			case err != nil:
				return a.stopped(ctx, err, left, limit)
			case !over:
				still = append(still, id)
			case act.Copyable() == "":
				missing++
				if err := a.over(act, w, deskOf(s).Now()); err != nil {
					return err
				}
			default:
				if err := a.arrived(act, w, deskOf(s).Now()); err != nil {
					return err
				}
				if w.got != nil {
					w.got(act.Copyable())
				}
			}
		}
		left = still
		a.waited(left, time.Since(began), limit)
		if len(left) > 0 && (a.Flags.Offline || !cli.Pause(ctx, cli.LooksEvery)) {
			return a.tooLate(ctx, left, limit)
		}
		if err := a.StillAsked(ctx, s, platfone.Provider, began); err != nil && len(left) > 0 {
			return err
		}
	}
	if missing > 0 {
		return &cli.Exit{Code: cli.NoCode, Err: fmt.Errorf("no code came to %d of %d", missing, len(ids))}
	}
	return nil
}

// waited shows how much of the time is over.
func (a *app) waited(left []string, so, limit time.Duration) {
	if len(left) == 0 {
		return
	}
	a.Out.Progress("waiting for "+text.Count(int64(len(left)), "code", "codes").String(), span(so)+" of "+span(limit), int64(so), int64(limit))
}

// span is a time in minutes and seconds.
func span(d time.Duration) string {
	return fmt.Sprintf("%d:%02d", d/time.Minute, d%time.Minute/time.Second)
}

// tooLate says which numbers have no code yet.
func (a *app) tooLate(ctx context.Context, left []string, limit time.Duration) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	if a.Flags.Offline {
		return &cli.Exit{Code: cli.NoCode, Err: fmt.Errorf("no code is saved for %s, and no provider is asked", cli.Listed(left))}
	}
	return &cli.Exit{Code: cli.NoCode, Err: fmt.Errorf("no code within %s for %s", limit, cli.Listed(left))}
}

// stopped is why the waiting cannot go on: what went wrong, unless only its time was over.
func (a *app) stopped(ctx context.Context, err error, left []string, limit time.Duration) error {
	if ctx.Err() != nil {
		return a.tooLate(ctx, left, limit)
	}
	return err
}

// heard waits until every number is known here. An end of ctx is no proof that there is no such number.
func (a *app) heard(all context.Context, s *cli.Session, ids []string) error {
	ctx, stop := context.WithTimeout(all, appears)
	defer stop()
	asked := false
	for _, id := range ids {
		for {
			_, err := s.DB.Activation(ctx, id)
			if err == nil {
				break
			}
			if all.Err() != nil {
				return all.Err()
			}
			if ctx.Err() == nil && !errors.Is(err, store.ErrNotFound) {
				return err
			}
			if a.Flags.Offline || !cli.Pause(ctx, cli.LooksEvery) {
				if all.Err() != nil {
					return all.Err()
				}
				a.RestsOn(ordersRead)
				return noNumber(ctx, s, id)
			}
			if !asked {
				asked = true
				if err := s.Engine.Ready(ctx); err == nil {
					_ = deskOf(s).Hint(ctx, "", "") // what it finds is in the store, or is not
				}
			}
		}
	}
	return nil
}

// outcome says whether a number has its code or can get none any more.
func outcome(ctx context.Context, s *cli.Session, id string) (a store.Activation, over bool, err error) {
	if a, err = s.DB.Activation(ctx, id); err != nil {
		return a, false, err
	}
	switch a.State(deskOf(s).Now()) {
	case platfone.CodeReady:
		return a, true, nil
	case platfone.Waiting, platfone.Again, platfone.Closing:
		return a, false, nil
	}
	if a.Code == store.Purged {
		a.Code, a.Text = "", ""
	}
	return a, a.Status.Ended() || a.HasCode(), nil
}

// over says that a number ended without a code.
func (a *app) over(act store.Activation, w waiting, now time.Time) error {
	a.Out.Say("%s ended without a code: %s.", act.Phone, act.State(now))
	if !w.event || a.Out.Format != cli.NDJSON {
		return nil
	}
	return a.Out.Row(event{activationOf(act.Activation, now), "ended"})
}

// arrived prints a code: alone when one number was asked for, else with its id.
func (a *app) arrived(act store.Activation, w waiting, now time.Time) error {
	code, r := act.Copyable(), activationOf(act.Activation, now)
	if len(w.ids) > 1 && a.Out.Format != cli.Quiet {
		code = act.ID + "\t" + code
	}
	if w.event {
		return a.Out.Value(code, event{r, "code"})
	}
	return a.Out.Value(code, r)
}
