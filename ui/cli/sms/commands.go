// Package sms are the commands about rented numbers and their customers.
package sms

import (
	"github.com/spf13/cobra"

	"switchboard/client/platfone"
	"switchboard/ui/cli"
)

// app is one run of the command line.
type app struct{ *cli.App }

// Commands are the commands of this folder.
func Commands(run *cli.App) []*cobra.Command {
	a := &app{run}
	out := []*cobra.Command{a.orderCommand(), a.waitCommand(), a.codeCommand(), a.activationsCommand(), a.customersCommand(), a.pricesCommand(), a.historyCommand(), a.insightsCommand(), a.statementCommand(), a.exportCommand()}
	if r, ok := a.Program.(cli.Receiver); ok {
		out = append(out, a.hooksCommand(r))
	}
	if a.Lines() != nil {
		out = append(out, a.spoken()...)
	}
	a.Hear(a.hears())
	a.offer(out)
	return cli.Asking(platfone.Provider, cli.Exemplify(out, examples))
}
