package sms

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

// listCommand is a numbered list to be heard, which only the plain mode has.
func (a *app) listCommand() *cobra.Command {
	return a.Command(activation{}, "list", "List the active numbers, those with a code first, for copy", cli.None,
		func(cmd *cobra.Command, _ []string) error { return a.Open(cmd, a.Flags, a.say) })
}

// copyCommand copies by the numbers of that list.
func (a *app) copyCommand() *cobra.Command {
	var number bool
	take := a.Command(nil, "copy [N]", "Copy the newest code, or that of a number of the list; --number copies the phone number", cli.Need(0, 1, "a number of the list, an id or a phone number"),
		func(cmd *cobra.Command, args []string) error {
			return a.Open(cmd, a.Flags, func(ctx context.Context, s *cli.Session) error { return a.take(ctx, s, args, number) })
		})
	take.Flags().BoolVar(&number, "number", false, "copy the phone number")
	return take
}

// say lists the numbers that run as sentences, or as data where that is asked for.
func (a *app) say(ctx context.Context, s *cli.Session) error {
	if err := a.Look(ctx, s); err != nil {
		return err
	}
	now := deskOf(s).Now()
	list, err := s.DB.LiveActivations(ctx, now)
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(x, y store.Activation) int { return ready(y, now) - ready(x, now) })
	words, err := namesOf(ctx, s)
	if err != nil {
		return err
	}
	m := a.Lines()
	m.Listed = m.Listed[:0]
	a.RestsOn(runningRead)
	a.Out.List("No number is active.")
	for i, act := range list {
		m.Listed = append(m.Listed, act.ID)
		if !a.Out.Plain() || a.Out.Format == cli.Quiet || a.Out.Chosen() {
			err = a.Out.Row(activationOf(act.Activation, now))
		} else {
			err = a.Out.Value(text.Sentence("{}. {}.", text.Int(int64(i+1)), words.line(act, now)).String(), nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ready is 1 for a number with a code that is to be used now.
func ready(act store.Activation, now time.Time) int {
	if act.State(now) == platfone.CodeReady {
		return 1
	}
	return 0
}

// take copies what the person asked for.
func (a *app) take(ctx context.Context, s *cli.Session, args []string, number bool) error {
	var act store.Activation
	if len(args) == 0 {
		c, _, err := newest(ctx, s, wantedCode{})
		if err != nil {
			return err
		}
		args = []string{c.ActivationID}
	}
	ids, err := a.named(ctx, s, args)
	if err != nil {
		return err
	}
	if act, err = activationOfID(ctx, s, ids[0]); err != nil {
		return err
	}
	value, what := act.Copyable(), "code"
	switch {
	case number:
		value, what = string(act.Phone), "number"
	case value == "" || value == store.Purged:
		return &cli.Exit{Code: cli.NoCode, Err: fmt.Errorf("no code came to %s yet: copy --number copies the phone number", act.Phone)}
	}
	a.Copy(ctx, s, value, what, value)
	if number {
		return nil
	}
	codes, err := s.DB.Codes(ctx, act.ID)
	if err != nil || len(codes) == 0 {
		return err
	}
	return s.DB.MarkCopied(ctx, codes[len(codes)-1].ID, time.Now())
}

// listed turns what may be a number of the latest list into the id it stands for.
func (a *app) listed(said string) (string, error) {
	n, err := strconv.Atoi(said)
	m := a.Lines()
	if err != nil || m == nil || len(said) > 3 {
		return said, nil
	}
	if n < 1 || n > len(m.Listed) {
		return "", cli.Misuse(fmt.Errorf("number %d: the latest list has %d; list shows it again", n, len(m.Listed)))
	}
	return m.Listed[n-1], nil
}

// names are what services and countries are called.
type names struct{ services, countries map[string]string }

func namesOf(ctx context.Context, s *cli.Session) (names, error) {
	n := names{map[string]string{}, map[string]string{}}
	services, err := s.DB.Services(ctx)
	for _, v := range services {
		n.services[v.ID] = v.Name
	}
	countries, e := s.DB.Countries(ctx)
	for _, v := range countries {
		n.countries[v.ID] = v.Name
	}
	return n, errors.Join(err, e)
}

// line is a number as it is said: the word first.
func (n names) line(act store.Activation, now time.Time) text.Safe {
	state := act.State(now)
	word := text.Clean(state.String())
	if state == platfone.CodeReady {
		word = text.Sentence("CODE {}", text.Clean(act.Copyable()))
	}
	said := []text.Safe{word, n.about(act), text.Clean(act.Phone.String())}
	if left := act.Left(now); left > 0 {
		said = append(said, text.Sentence("{} left", text.Clean(left.Round(time.Second).String())))
	}
	return text.Join(", ", said...)
}

// about is what a number is for.
func (n names) about(act store.Activation) text.Safe {
	called := func(all map[string]string, id string) text.Safe {
		if name := all[id]; name != "" {
			return text.Clean(name)
		}
		return text.Clean(id)
	}
	return text.Sentence("{}, {}, for {}", called(n.services, act.ServiceID), called(n.countries, act.CountryID), text.Clean(act.CustomerID))
}
