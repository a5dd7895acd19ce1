package cli

import (
	"maps"
	"reflect"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Named are commands by their names, each made when it is needed.
type Named map[string]func() *cobra.Command

// Make makes the commands of a folder: all of them, or of all the one that is called.
func (a *App) Make(of Named) []*cobra.Command {
	var out []*cobra.Command
	for _, name := range slices.Sorted(maps.Keys(of)) {
		if a.only == "" || a.only == name {
			out = append(out, of[name]())
		}
	}
	return out
}

// ofAll marks a command that tells of all the others.
const ofAll = "of all"

// OfAll notes that a command tells of all the others, so that they are made as well.
func OfAll(cmd *cobra.Command) *cobra.Command {
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[ofAll] = "yes"
	return cmd
}

// tree is the program with its commands. Where it is plain which one is called that one alone is made: the other hundred
// would take longer than it does.
func (a *App) tree() *cobra.Command {
	if len(a.args) > 0 {
		a.only = a.args[0]
		if cmd := a.made(); enough(cmd, a.args) {
			return cmd
		}
	}
	a.only = ""
	return a.made()
}

func (a *App) made() *cobra.Command {
	a.gives, a.kinds, a.without = map[*cobra.Command]reflect.Type{}, map[*cobra.Command]map[string]any{}, map[*cobra.Command]listing{}
	a.checks, a.hears = map[*pflag.Flag]func(string) error{}, nil
	return a.root()
}

// enough reports whether a command is called that is there, with nothing below it that might be meant, and which
// needs no other.
func enough(root *cobra.Command, args []string) bool {
	cmd, _, err := root.Find(args)
	return err == nil && cmd != root && !cmd.HasSubCommands() && cmd.Annotations[ofAll] == ""
}
