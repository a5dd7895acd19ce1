package house

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"switchboard/ui/cli"
)

// manCommand prints the manual as man reads it, or writes all of its pages.
func manCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use: "man [COMMAND]", Short: "Print the page of the manual about a command, or write all pages into a folder", Args: cli.Need(0, 2, "a command"),
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			root.DisableAutoGenTag = true
			header := &doc.GenManHeader{Section: "1", Source: "Switchboard " + cli.Version(), Manual: "Switchboard"}
			if dir != "" {
				if len(args) > 0 {
					return cli.Misuse(errors.New("--dir writes every page: name no command"))
				}
				if info, err := os.Stat(dir); err != nil || !info.IsDir() {
					return cli.Misuse(fmt.Errorf("--dir: there is no folder %q", dir))
				}
				return doc.GenManTree(root, header, dir)
			}
			about, left, err := root.Find(args)
			if err != nil || len(left) > 0 {
				return cli.Misuse(cli.UnknownCommand(about, args))
			}
			return doc.GenMan(about, header, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&dir, "dir", "", "a folder to write every page into")
	return cmd
}
