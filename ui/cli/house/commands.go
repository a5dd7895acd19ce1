// Package house are the commands about the program itself: its settings, its
// store, its health, and the sandbox.
package house

import (
	"github.com/spf13/cobra"

	"switchboard/ui/cli"
)

// app is one run of the command line.
type app struct{ *cli.App }

// Commands are the commands of this folder.
func Commands(run *cli.App) []*cobra.Command {
	a := &app{run}
	all := cli.Named{
		"sandbox":    a.sandboxCommand,
		"sync":       a.syncCommand,
		"import":     a.importCommand,
		"attempts":   a.attemptsCommand,
		"db":         a.dbCommand,
		"limits":     a.limitsCommand,
		"note":       a.noteCommand,
		"tag":        a.tagCommand,
		"notes":      a.notesCommand,
		"filters":    a.filtersCommand,
		"acts":       a.actsCommand,
		"config":     a.configCommand,
		"themes":     a.themesCommand,
		"completion": completionCommand,
		"man":        manCommand,
		"version":    a.versionCommand,
		"doctor":     a.doctorCommand,
	}
	if t, ok := a.Program.(cli.KeyTable); ok {
		all["keys"] = func() *cobra.Command { return a.keysCommand(t) }
	}
	return cli.Exemplify(a.Make(all), examples)
}
