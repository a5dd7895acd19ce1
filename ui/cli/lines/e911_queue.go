package lines

import (
	"context"

	"github.com/spf13/cobra"

	"switchboard/ui/cli"
)

// queueCommand lists the numbers for which the service asks to choose.
func (a *app) queueCommand() *cobra.Command {
	return a.Command(undecided{}, "queue", "List the numbers for which a place has to be chosen", cli.None, func(cmd *cobra.Command, _ []string) error {
		return a.Glance(cmd, func(ctx context.Context, s *cli.Session) error {
			list, err := s.DB.Choices(ctx)
			if err != nil {
				return err
			}
			a.Out.List("No address waits for a choice.")
			return cli.Rows(&a.Out, list, undecidedOf)
		})
	})
}
