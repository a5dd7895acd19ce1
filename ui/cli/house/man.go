package house

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"switchboard/ui/cli"
)

// manCommand prints the manual as man reads it, or writes all of its pages.
func manCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use: "man [COMMAND]", Short: "Print the page of the manual about a command, or write all pages into a folder", Args: cli.Need(0, 2, "a command"),
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			if dir != "" {
				if len(args) > 0 {
					return cli.Misuse(errors.New("--dir writes every page: name no command"))
				}
				if info, err := os.Stat(dir); err != nil || !info.IsDir() {
					return cli.Misuse(fmt.Errorf("--dir: there is no folder %q", dir))
				}
				return cli.Manuals(root, func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(dir, name)) })
			}
			about, left, err := root.Find(args)
			if err != nil || len(left) > 0 {
				return cli.Misuse(cli.UnknownCommand(about, args))
			}
			cli.Manual(about, cmd.OutOrStdout())
			return nil
		},
	}
	cmd.Flags().StringVar(&dir, "dir", "", "a folder to write every page into")
	return cli.Keeps(cli.OfAll(cmd))
}
