package house

import (
	"context"

	"github.com/spf13/cobra"

	"switchboard/ui/cli"
)

// confirmWord is what lets a held journal go.
const confirmWord = "journal"

// confirmCommand lets go of what a lost or damaged journal holds, once a person
// has looked.
func (a *app) confirmCommand() *cobra.Command {
	return a.Command(letGo{}, "confirm", "After a look at the log and the provider's lists: let orders and payments go on after a lost journal", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				hold, err := s.DB.Hold(ctx)
				if err != nil {
					return err
				}
				if hold == "" {
					a.Out.Say("The journal is in order: nothing is held.")
					return a.Out.Row(letGo{})
				}
				open, err := a.tellOpen(ctx, s)
				if err != nil {
					return err
				}
				if err := a.Typed(ctx, confirmWord, "Compare what was ordered and paid with the provider's own lists first."); err != nil {
					return err
				}
				if err := s.DB.Resume(ctx); err != nil {
					return err
				}
				return a.Out.Row(letGo{Held: hold, Confirmed: true, Open: open})
			})
		})
}

// tellOpen names what was sent and has no known outcome, and counts it.
func (a *app) tellOpen(ctx context.Context, s *cli.Session) (int64, error) {
	open, err := s.DB.OpenIntents(ctx)
	for _, in := range open {
		a.Out.Say("%s", in.Told())
	}
	if known, e := s.DB.OpenIsKnown(ctx); e == nil && !known {
		a.Out.Say(openUnknown)
	}
	return int64(len(open)), err
}
