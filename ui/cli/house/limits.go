package house

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/rest"
	"switchboard/store/config"
	"switchboard/ui/cli"
)

// limitsCommand lists the pauses that providers asked for, and ends them when a
// person knows that they were lifted.
func (a *app) limitsCommand() *cobra.Command {
	list := a.Command(pause{}, "list", "List which calls a provider does not accept now, and until when", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				a.Out.List("Nothing is blocked.")
				blocks, err := s.DB.Blocks(ctx, time.Now())
				if err != nil {
					return err
				}
				return cli.Rows(&a.Out, blocks, pauseOf)
			})
		})
	clear := a.Command(pause{}, "clear [PROVIDER]", "Say that the provider lifted its block: the next order tries", cli.Need(0, 1, "a provider: sms, trust or lines"),
		func(cmd *cobra.Command, args []string) error {
			if err := a.provider(args); err != nil {
				return err
			}
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error { return a.lift(ctx, s, args) })
		})
	return cli.Group("limits", "Calls that a provider does not accept now: list, clear", list, cli.Keeps(clear))
}

// provider holds a name to those there are.
func (a *app) provider(names []string) error {
	c, _, err := a.Flags.Configuration(a.Paths())
	if err != nil {
		return err
	}
	known := config.IDs(c.Providers())
	for _, name := range names {
		if !slices.Contains(known, name) {
			return cli.Misuse(fmt.Errorf("there is no provider %q; there are %s", name, strings.Join(known, ", ")))
		}
	}
	return nil
}

// lift ends the pauses of the named providers, of all without a name.
func (a *app) lift(ctx context.Context, s *cli.Session, names []string) error {
	blocks, err := s.DB.Blocks(ctx, time.Now())
	if err != nil {
		return err
	}
	a.Out.List("Nothing is blocked.")
	for _, b := range blocks {
		if len(names) > 0 && names[0] != b.Provider {
			continue
		}
		if err := s.DB.Unblock(ctx, b.Provider, b.Scope); err != nil {
			return err
		}
		if err := a.Out.Row(pauseOf(b)); err != nil {
			return err
		}
		a.Out.Say("%s is tried again at the next call. If it is still blocked, the provider says so then.", rest.Screen(b.Provider))
	}
	return nil
}

func pauseOf(b rest.Block) pause {
	return pause{b.Provider, b.Scope, b.Seen, b.Until, b.Estimated, b.Reason}
}
