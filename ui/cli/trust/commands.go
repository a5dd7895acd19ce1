// Package trust are the commands about listings.
package trust

import (
	"github.com/spf13/cobra"

	"switchboard/client/numbersonline"
	"switchboard/ui/cli"
)

// app is one run of the command line.
type app struct{ *cli.App }

// Commands are the commands of this folder.
func Commands(run *cli.App) []*cobra.Command {
	a := &app{run}
	listings := a.listingsCommand()
	a.offer(listings)
	return cli.Asking(numbersonline.Provider, cli.Exemplify([]*cobra.Command{listings, a.accountsCommand()}, examples))
}
