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
	numbers, e911 := a.numbersCommand(), a.e911Command()
	a.offer(numbers, e911)
	return cli.Asking(oneuc.Provider, cli.Exemplify([]*cobra.Command{numbers, e911}, examples))
}

const aNumber = "a number such as +14155550142"
