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
	out := []*cobra.Command{a.sandboxCommand(), a.syncCommand(), a.importCommand(), a.attemptsCommand(), a.dbCommand(), a.limitsCommand(), a.noteCommand(), a.tagCommand(), a.notesCommand(), a.filtersCommand(), a.actsCommand(), a.configCommand(), a.themesCommand(), completionCommand(), manCommand(), a.versionCommand(), a.doctorCommand()}
	if t, ok := a.Program.(cli.KeyTable); ok {
		out = append(out, a.keysCommand(t))
	}
	return cli.Exemplify(out, examples)
}
