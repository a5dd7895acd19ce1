// Package lines are the commands about owned numbers and their emergency
// addresses.
package lines

import (
	"github.com/spf13/cobra"

	"switchboard/client/oneuc"
	"switchboard/ui/cli"
)

// app is one run of the command line.
type app struct{ *cli.App }

// Commands are the commands of this folder.
func Commands(run *cli.App) []*cobra.Command {
	a := &app{run}
	out := a.Make(cli.Named{"numbers": a.numbersCommand, "e911": a.e911Command})
	a.offer(out)
	return cli.Asking(oneuc.Provider, cli.Exemplify(out, examples))
}

const aNumber = "a number such as +14155550142"
