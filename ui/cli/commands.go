package cli

import "github.com/spf13/cobra"

// addCommands gives the root its commands.
func (a *app) addCommands(root *cobra.Command) {
	root.AddCommand(
		a.orderCommand(), a.waitCommand(), a.codeCommand(), a.activationsCommand(),
		a.customersCommand(), a.pricesCommand(), a.historyCommand(), a.insightsCommand(),
		a.listingsCommand(), a.numbersCommand(), a.e911Command(),
		a.syncCommand(), a.dbCommand(), a.exportCommand(),
	)
	if r, ok := a.p.(Receiver); ok {
		root.AddCommand(HooksCommand(r, &a.f))
	}
}
