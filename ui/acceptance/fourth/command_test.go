package fourth_test

import (
	"context"

	"github.com/spf13/cobra"

	"switchboard/ui/cli"
)

// said is a box as its commands tell it.
type said struct {
	Number   string `json:"number" about:"the box"`
	Greeting string `json:"greeting" about:"what it says"`
}

// commands are the provider's folder of the command line.
func commands(a *cli.App) []*cobra.Command {
	list := &cobra.Command{
		Use: "list", Short: "List the boxes", Args: cli.Need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.Open(cmd, a.Flags, func(ctx context.Context, s *cli.Session) error { return tell(ctx, a, s, "") })
		},
	}
	say := &cobra.Command{
		Use: "greet BOX", Short: "Have a box say that nobody is there", Args: cli.Need(1, 1, "a box"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.Online(cmd, func(ctx context.Context, s *cli.Session) error {
				if d, ok := cli.Asks[*desk](s, mail); ok {
					if err := d.e.Ready(ctx); err != nil {
						return err
					}
				}
				if err := a.Perform(ctx, s, greet{args[0], closed}); err != nil {
					return err
				}
				return tell(ctx, a, s, args[0])
			})
		},
	}
	a.Gives(list, said{})
	a.Gives(say, said{})
	return []*cobra.Command{cli.Group("mail", "Greet callers: list, greet", list, say)}
}

// tell writes the boxes, or the one called only.
func tell(ctx context.Context, a *cli.App, s *cli.Session, only string) error {
	d, ok := cli.Asks[*desk](s, mail)
	if !ok {
		return cli.Guard("no_key", "MAIL is not set up in this profile")
	}
	all, err := d.read(ctx)
	if err != nil {
		return err
	}
	a.Out.List("There is no box.")
	for _, b := range all {
		if only != "" && b.Number != only {
			continue
		}
		if err := a.Out.Row(said(b)); err != nil {
			return err
		}
	}
	return nil
}
