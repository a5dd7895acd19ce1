package cli_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"switchboard/ui/cli"
)

// A command that is called alone is what it is among all the others, to its last option.
func TestACommandMadeAloneIsTheOneAmongAll(t *testing.T) {
	told := func(args ...string) string {
		var out bytes.Buffer
		if code := cli.Run(t.Context(), untouched{t: t}, args, &out, io.Discard, everything...); code != cli.OK {
			t.Errorf("%s: %d", strings.Join(args, " "), code)
		}
		return out.String()
	}
	for _, c := range leaves(tree(t)) {
		path := strings.Fields(c.CommandPath())[1:]
		alone, among := told(append(slices.Clone(path), "--help")...), told(append([]string{"help"}, path...)...)
		if alone != among || alone == "" {
			t.Errorf("%s alone:\n%s\namong all:\n%s", strings.Join(path, " "), alone, among)
		}
	}
}

// A short command does not wait until the others are made; what needs them has them.
func TestOnlyTheCommandThatIsCalledIsMade(t *testing.T) {
	for _, c := range []struct {
		args string
		made []string
	}{
		{"one", []string{"one"}},
		{"group below", []string{"group"}},
		{"one --offline", []string{"one"}},
		{"--offline one", []string{"all", "group", "one"}},
		{"all", []string{"all", "group", "one"}},
		{"group nothing", []string{"all", "group", "one"}},
		{"onne", []string{"all", "group", "one"}},
	} {
		var made []string
		run := func(*cobra.Command, []string) error { return nil }
		folder := func(a *cli.App) []*cobra.Command {
			made = nil
			leaf := func(name string) *cobra.Command { return &cobra.Command{Use: name, RunE: run} }
			note := func(c *cobra.Command) func() *cobra.Command {
				return func() *cobra.Command { made = append(made, c.Name()); return c }
			}
			group := &cobra.Command{Use: "group", Args: cli.None, RunE: run}
			group.AddCommand(leaf("below"))
			return a.Make(cli.Named{"one": note(leaf("one")), "group": note(group), "all": note(cli.OfAll(leaf("all")))})
		}
		cli.Run(t.Context(), untouched{t: t}, strings.Fields(c.args), io.Discard, io.Discard, folder)
		if !slices.Equal(made, c.made) {
			t.Errorf("%s: %q are made, want %q", c.args, made, c.made)
		}
	}
}
