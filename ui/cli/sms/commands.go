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
	all := cli.Named{
		"order":       a.orderCommand,
		"wait":        a.waitCommand,
		"code":        a.codeCommand,
		"activations": a.activationsCommand,
		"customers":   a.customersCommand,
		"prices":      a.pricesCommand,
		"history":     a.historyCommand,
		"insights":    a.insightsCommand,
		"statement":   a.statementCommand,
		"export":      a.exportCommand,
	}
	if r, ok := a.Program.(cli.Receiver); ok {
		all["hooks"] = func() *cobra.Command { return a.hooksCommand(r) }
	}
	if a.Lines() != nil {
		all["list"], all["copy"] = a.listCommand, a.copyCommand
	}
	out := a.Make(all)
	a.Hear(a.hears())
	a.offer(out)
	return cli.Asking(platfone.Provider, cli.Exemplify(out, examples))
}
