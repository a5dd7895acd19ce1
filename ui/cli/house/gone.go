package house

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/cli"
)

// missing is a number that left an account without being released here.
type missing struct {
	E164     phone.E164 `json:"e164" col:"number" about:"the phone number"`
	Provider string     `json:"provider" col:"provider" about:"whose account it left"`
	Gone     time.Time  `json:"gone_at" col:"gone" about:"when it was found missing"`
	Was      string     `json:"was" col:"was" about:"how it was last, in a few words"`
}

// goneCommand lists the numbers that left, and ends the notice of them once a
// person has seen it.
func (a *app) goneCommand() *cobra.Command {
	var seen bool
	cmd := a.Command(missing{}, "gone", "List the numbers that left an account although nobody released them here", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				all, err := s.DB.Departed(ctx)
				if err != nil {
					return err
				}
				a.Out.List("No number has left an account.")
				err = cli.Rows(&a.Out, all, func(d store.Departed) missing { return missing{d.E164, d.Provider, d.Since, d.Was} })
				if err != nil || !seen || len(all) == 0 {
					return err
				}
				return a.seen(ctx, s, all)
			})
		})
	cmd.Flags().BoolVar(&seen, "seen", false, "say that they were seen: no notice is shown about them any more")
	return cmd
}

func (a *app) seen(ctx context.Context, s *cli.Session, all []store.Departed) error {
	if a.Flags.DryRun {
		a.Out.Say("No notice would be shown about them any more.")
		return nil
	}
	if err := s.DB.SawDeparted(ctx, all); err != nil {
		return err
	}
	a.Out.Say("No notice is shown about them any more.")
	return nil
}
