package house

import (
	"fmt"

	"github.com/spf13/cobra"

	"switchboard/ui/cli"
)

// completionCommand prints the script that teaches a shell the commands.
func completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:       "completion bash|zsh|fish|powershell",
		Short:     "Print the script that completes commands in your shell",
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Args:      cli.Need(1, 1, "the name of a shell: bash, zsh, fish or powershell"),
		RunE: func(cmd *cobra.Command, args []string) error {
			root, out := cmd.Root(), cmd.OutOrStdout()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(out, true)
			case "zsh":
				return root.GenZshCompletion(out)
			case "fish":
				return root.GenFishCompletion(out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(out)
			}
			return cli.Misuse(fmt.Errorf("completion: bash, zsh, fish or powershell"))
		},
	}
}

// versionCommand says what was built.
func (a *app) versionCommand() *cobra.Command {
	return a.Command(made{}, "version", "Print which version this is", cli.None, func(*cobra.Command, []string) error {
		b := cli.Built()
		return a.Out.Value(b.Switchboard, made{b.Switchboard, b.Go, b.System})
	})
}
