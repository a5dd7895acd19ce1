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
	out := a.Make(cli.Named{"listings": a.listingsCommand, "accounts": a.accountsCommand})
	a.offer(out)
	return cli.Asking(numbersonline.Provider, cli.Exemplify(out, examples))
}
