package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// completionCommand prints the script that teaches a shell the commands.
func completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:       "completion bash|zsh|fish|powershell",
		Short:     "Print the script that completes commands in your shell",
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Args:      need(1, 1, "the name of a shell: bash, zsh, fish or powershell"),
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
			return usage(fmt.Errorf("completion: bash, zsh, fish or powershell"))
		},
	}
}

// versionCommand says what was built.
func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print which version this is",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			b := built()
			return a.output.Value(b.Switchboard, Record{{"switchboard", b.Switchboard}, {"go", b.Go}, {"system", b.System}})
		},
	}
}

// build is what this program was made from.
type build struct {
	Switchboard string `json:"switchboard"`
	Go          string `json:"go"`
	System      string `json:"system"`
	BubbleTea   string `json:"bubbletea,omitempty"`
	SQLite      string `json:"go_sqlite3,omitempty"`
}

// Version is which version of the program this is.
func Version() string { return built().Switchboard }

func built() build {
	b := build{Switchboard: "unknown", Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	b.Switchboard = info.Main.Version
	if b.Switchboard == "" || b.Switchboard == "(devel)" {
		b.Switchboard = "development"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			b.Switchboard += " " + s.Value[:12]
		}
	}
	for _, d := range info.Deps {
		switch d.Path {
		case "charm.land/bubbletea/v2":
			b.BubbleTea = d.Version
		case "github.com/mattn/go-sqlite3":
			b.SQLite = d.Version
		}
	}
	return b
}
