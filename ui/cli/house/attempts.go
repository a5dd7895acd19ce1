package house

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"switchboard/store"
	"switchboard/ui/cli"
)

// attempt is something that was begun and whose outcome is not known.
type attempt struct {
	ID      int64     `json:"attempt" col:"attempt" about:"its number in the journal"`
	Op      string    `json:"op" about:"what was sent: the service and the act, in a word that stays the same"`
	Act     string    `json:"act" col:"act" about:"the same as people call it"`
	Subject string    `json:"subject" col:"subject" about:"what it is about"`
	State   string    `json:"state" col:"state" about:"sent is on its way just now; unknown is looked for by reading"`
	Begun   time.Time `json:"begun_at" col:"begun" about:"when it was begun"`
	Looks   int       `json:"looks" col:"looks" about:"how often it was looked for"`
	Next    time.Time `json:"next_at" col:"next look" about:"when it is looked for again; empty when a person has to decide"`
	Reason  string    `json:"reason" col:"reason" about:"what was found so far"`
}

func attemptOf(in store.Intent) attempt {
	return attempt{in.ID, in.Op, store.OpName(in.Op), in.Subject, string(in.State), in.Created, in.Checks, in.NextCheck, in.Reason}
}

func (a *app) attemptsCommand() *cobra.Command {
	var done, not bool
	var ref string
	settle := a.Command(attempt{}, "settle ID", "Say whether an attempt went through, when the provider cannot tell: --done or --not-done", cli.Need(1, 1, "the number of an attempt, as attempts lists it"),
		func(cmd *cobra.Command, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil || id <= 0 {
				return cli.Misuse(fmt.Errorf("attempt %q: give its number, as switchboard attempts lists it", args[0]))
			}
			if done == not {
				return cli.Misuse(errors.New("settle: give --done if it went through, or --not-done"))
			}
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				if not {
					return a.settle(ctx, s, id, "")
				}
				return a.settle(ctx, s, id, ref)
			})
		})
	settle.Flags().BoolVar(&done, "done", false, "it was carried out: a person has seen that at the provider")
	settle.Flags().StringVar(&ref, "ref", "by hand", "what came of it, such as the id of the number that was ordered")
	settle.Flags().BoolVar(&not, "not-done", false, "it was not carried out: a person has seen that at the provider")
	cmd := a.Command(attempt{}, "attempts", "List what was sent and has no outcome yet", cli.None,
		func(cmd *cobra.Command, _ []string) error { return a.Local(cmd, a.attempts) })
	cmd.AddCommand(settle, a.restCommand())
	return cmd
}

const openUnknown = "Whether more is open is not known, since the journal was damaged or lost. What was sent without an answer stands in the log " +
	"(switchboard export log): look there and at the provider before you repeat anything."

func (a *app) attempts(ctx context.Context, s *cli.Session) error {
	list, err := s.DB.OpenIntents(ctx)
	if err != nil {
		return err
	}
	known, err := s.DB.OpenIsKnown(ctx)
	if err != nil {
		return err
	}
	none := "Nothing is open."
	if !known { // what was open may be among what was lost
		none = "No open attempt can be read."
		a.Out.Say(openUnknown)
	}
	a.Out.List(none)
	return cli.Rows(&a.Out, list, attemptOf)
}

// settle writes down what a person says became of an attempt: it made ref, or with "" nothing.
func (a *app) settle(ctx context.Context, s *cli.Session, id int64, ref string) error {
	in, err := s.DB.Intent(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return cli.Missing("there is no attempt %d", id)
	}
	if err != nil {
		return err
	}
	if err := s.Engine.MayDecide(in); err != nil {
		return err
	}
	became := "was not carried out"
	if ref != "" {
		became = "was carried out"
	}
	why := fmt.Sprintf("You say that attempt %d, %s (%s, sent %s), %s. The same can be sent again after that.",
		id, in.Subject, store.OpName(in.Op), in.SentAt.Local().Format("2 Jan 15:04:05"), became)
	if err := a.Typed(ctx, strconv.FormatInt(id, 10), why); err != nil {
		return err
	}
	if err := s.Engine.Decide(ctx, id, ref); err != nil {
		return err
	}
	if in, err = s.DB.Intent(ctx, id); err != nil {
		return err
	}
	return a.Out.Row(attemptOf(in))
}
