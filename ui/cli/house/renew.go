package house

import (
	"errors"

	"github.com/spf13/cobra"

	"switchboard/ui/cli"
)

// cacheWord is what lets a cache of a newer version go.
const cacheWord = "cache"

// errWouldRenew ends a dry run before anything is changed.
var errWouldRenew = errors.New("a new cache would be begun")

// renewCommand begins a new cache in the place of one that only a newer Switchboard can read.
func (a *app) renewCommand() *cobra.Command {
	return a.Command(renewed{}, "renew", "Begin a new cache where a newer Switchboard wrote the one that is there; it is filled from the providers again", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			_, profile, err := a.Flags.Configuration(a.Paths())
			if err != nil {
				return err
			}
			look, can := a.Program.(cli.Examiner)
			if !can {
				return errors.ErrUnsupported
			}
			aside, err := look.RenewCache(cmd.Context(), profile, func() error {
				if a.Flags.DryRun {
					return errWouldRenew
				}
				return a.Typed(cmd.Context(), cacheWord, "The newer cache is kept beside the new one for 14 days, and the journal stays as it is. History is read again from the providers, which may take hours.")
			})
			switch {
			case errors.Is(err, errWouldRenew):
				a.Out.Say("A new cache would be begun.")
			case err != nil:
				return err
			case aside == "":
				a.Out.Say("The cache is not of a newer version: nothing was done.")
			}
			return a.Out.Row(renewed{aside != "", aside})
		})
}
