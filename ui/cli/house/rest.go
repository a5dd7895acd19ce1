package house

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// left is one of several acts whose program ended in the middle of them.
type left struct {
	Run     string    `json:"run" col:"run" about:"what was wanted together"`
	Upon    string    `json:"of" col:"of" about:"what the act is upon: a number, a customer or the id of an activation, also of one that was ordered; empty for a row of a file"`
	Act     string    `json:"op" about:"the service and the act, in a word that stays the same"`
	Name    string    `json:"act" col:"act" about:"the same as people call it"`
	Outcome string    `json:"outcome" col:"outcome" about:"done, done with a problem, not done, not known yet or not tried"`
	Sent    time.Time `json:"sent_at" col:"sent" about:"when it was sent; empty when it was not"`
	Reason  string    `json:"reason" col:"reason" about:"why it was not done, or is not known"`
}

// restCommand lists what was cut off, and ends its notice once a person has seen it.
func (a *app) restCommand() *cobra.Command {
	var seen bool
	cmd := a.Command(left{}, "rest", "List several acts that were cut off: what of them is done, and what is left", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				all, err := s.DB.CutOff(ctx)
				if err != nil {
					return err
				}
				a.Out.List("Nothing was cut off.")
				for _, r := range all {
					a.Out.Say("%s", r.Told())
					if err := cli.Rows(&a.Out, r.Acts, leftOf(r)); err != nil {
						return err
					}
				}
				if !seen || len(all) == 0 {
					return nil
				}
				return a.leave(ctx, s, all)
			})
		})
	cmd.Flags().BoolVar(&seen, "seen", false, "say that it was seen: the rest is left as it is and not told any more")
	return cmd
}

func leftOf(r store.Run) func(store.RunAct) left {
	return func(one store.RunAct) left {
		upon := ""
		if wanted, err := act.Read(one.Op, one.Body); err == nil {
			upon = act.Upon(wanted, one.Ref)
		}
		return left{r.Title, upon, one.Op, store.OpName(one.Op), string(one.Fate()), one.Sent, one.Reason}
	}
}

func (a *app) leave(ctx context.Context, s *cli.Session, all []store.Run) error {
	if a.Flags.DryRun {
		a.Out.Say("The rest would not be told any more.")
		return nil
	}
	for _, r := range all {
		if err := s.DB.EndRun(ctx, r.ID); err != nil {
			return err
		}
	}
	a.Out.Say("The rest is not told any more.")
	return nil
}
