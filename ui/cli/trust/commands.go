// Package trust are the commands about listings.
package trust

import (
	"github.com/spf13/cobra"

	"switchboard/ui/cli"
)

// app is one run of the command line.
type app struct{ *cli.App }

// Commands are the commands of this folder.
func Commands(run *cli.App) []*cobra.Command {
	a := &app{run}
	return cli.Exemplify([]*cobra.Command{a.listingsCommand()}, examples)
}
