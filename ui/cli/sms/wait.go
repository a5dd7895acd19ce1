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
				return ofOne(ctx, s, ids, a.wait(ctx, s, waiting{ids: ids}))
			})
		})
	g.flags(cmd)
	return cmd
}

// ofOne has what is said of the waiting for one number name it: it may have been called by its phone number.
func ofOne(ctx context.Context, s *cli.Session, ids []string, err error) error {
	if err == nil || len(ids) != 1 {
		return err
	}
	n, unread := s.DB.Activation(context.WithoutCancel(ctx), ids[0])
	if unread != nil {
		return err
	}
	return &cli.Concerning{Err: err, Activation: n.ID, E164: string(n.Phone), ExpiresAt: n.ExpireAt}
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
	missing, unknown := 0, a.unknownTo(s)
	for left := ids; len(left) > 0; {
		var still []string
		for _, id := range left {
			act, over, err := outcome(ctx, s, id)
			switch {
			case errors.Is(err, store.ErrNotFound) && unknown.appears(ctx, id):
				still = append(still, id)
			case errors.Is(err, store.ErrNotFound) && ctx.Err() == nil:
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
			}
		}
		left = still
		unknown.ask(ctx)
		a.waited(left, time.Since(began), limit)
		if len(left) > 0 && (a.Flags.Offline || !cli.Pause(ctx, cli.LooksEvery)) {
			return a.tooLate(ctx, left, limit)
		}
		if err := a.StillAsked(ctx, s, platfone.Provider, began); err != nil && len(left) > 0 {
			return err
		}
	}
	if unknown.none != nil {
		return unknown.none
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

// unheard looks for numbers that nobody knows here, such as one that another program ordered just now.
type unheard struct {
	a     *app
	s     *cli.Session
	until time.Time
	some  bool  // a number is not known
	asked bool  // the provider was, for all of them
	none  error // what there is no number of
}

func (a *app) unknownTo(s *cli.Session) *unheard {
	return &unheard{a: a, s: s, until: time.Now().Add(appears)}
}

// appears reports whether a number that is not known here may be heard of yet. Those beside it are waited for meanwhile,
// and afterwards: what came of them is told all the same.
func (u *unheard) appears(ctx context.Context, id string) bool {
	if time.Now().Before(u.until) && !u.a.Flags.Offline {
		u.some = true
		return true
	}
	if ctx.Err() == nil {
		u.a.RestsOn(ordersRead)
		u.none = errors.Join(u.none, noNumber(ctx, u.s, id))
	}
	return false
}

// ask has the provider tell what it knows, once.
func (u *unheard) ask(ctx context.Context) {
	if !u.some || u.asked {
		return
	}
	u.asked = true
	ctx, stop := context.WithDeadline(ctx, u.until)
	defer stop()
	if err := u.s.Engine.Ready(ctx); err == nil {
		_ = deskOf(u.s).Hint(ctx, "", "") // what it finds is in the store, or is not
	}
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
	r := activationOf(act.Activation, now)
	cells := []string{act.Copyable()}
	if len(w.ids) > 1 && a.Out.Format != cli.Quiet {
		cells = []string{act.ID, act.Copyable()}
	}
	var row any = r
	if w.event {
		row = event{r, "code"}
	}
	if err := a.Out.Cells(row, cells...); err != nil {
		return err
	}
	if w.got != nil {
		w.got(act.Copyable())
	}
	return nil
}
