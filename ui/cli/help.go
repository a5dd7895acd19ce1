package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"switchboard/ui/text"
)

// help writes what a command does: its examples and its own options first,
// those of every command by their names alone.
func help(cmd *cobra.Command, w io.Writer) {
	cmd.InitDefaultHelpFlag() // help COMMAND writes what COMMAND --help does
	about := cmd.Long
	if about == "" {
		about = cmd.Short + "."
	}
	fmt.Fprintf(w, "%s\n\n  %s\n", about, usageLine(cmd))
	if cmd.Example != "" {
		fmt.Fprintf(w, "\nExamples:\n%s\n", indented(cmd.Example))
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprint(w, "\nCommands:\n")
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				fmt.Fprintf(w, "  %-12s %s\n", c.Name(), c.Short)
			}
		}
	}
	own, global := options(cmd)
	if len(own) > 0 {
		fmt.Fprint(w, "\nOptions:\n")
		describe(w, own)
	}
	var names []string
	for _, f := range global {
		names = append(names, "--"+f.Name)
	}
	fmt.Fprint(w, "\nEvery command takes:\n")
	for _, line := range text.Clean(strings.Join(names, " ")).Wrap(76) {
		fmt.Fprintf(w, "  %s\n", line)
	}
	fmt.Fprint(w, "\nMore: switchboard help options, help environment, help exit-codes, help json\n")
}

// helped writes the help of a command, or says that there is no such command below a group.
func helped(cmd *cobra.Command) error {
	if args := cmd.Flags().Args(); cmd.HasSubCommands() && len(args) > 0 {
		return Misuse(unknownCommand(cmd, args, ""))
	}
	help(cmd, cmd.OutOrStdout())
	return nil
}

func usageLine(cmd *cobra.Command) string {
	line := cmd.UseLine()
	switch {
	case cmd.HasAvailableSubCommands() && cmd.HasParent():
		return cmd.CommandPath() + " COMMAND"
	case cmd.HasAvailableSubCommands():
		return cmd.CommandPath() + " [COMMAND]"
	}
	return strings.Replace(line, " [flags]", " [options]", 1)
}

func indented(s string) string {
	return "  " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n  ")
}

// options are a command's own and those that every command takes.
func options(cmd *cobra.Command) (own, global []*pflag.Flag) {
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden && f.Name != "help" && cmd.Root().PersistentFlags().Lookup(f.Name) != f { // one of its own may go by a name that is known elsewhere
			own = append(own, f)
		}
	})
	cmd.Root().PersistentFlags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			global = append(global, f)
		}
	})
	return own, global
}

// describe writes options with what they do.
func describe(w io.Writer, list []*pflag.Flag) {
	names := optionNames(list)
	width := 0
	for _, name := range names {
		width = max(width, len(name))
	}
	for i, f := range list {
		fmt.Fprintf(w, "  %-*s  %s%s\n", width, names[i], f.Usage, preset(f))
	}
}

// optionNames are options as they are typed, with what follows them.
func optionNames(list []*pflag.Flag) []string {
	names := make([]string, len(list))
	for i, f := range list {
		names[i] = "--" + f.Name
		if f.Shorthand != "" {
			names[i] = "-" + f.Shorthand + ", " + names[i]
		}
		if f.NoOptDefVal == "" {
			names[i] += " " + map[string]string{"string": "X", "int": "N", "uint64": "N", "duration": "TIME"}[f.Value.Type()]
		}
	}
	return names
}

// preset says what an option is when nothing is said.
func preset(f *pflag.Flag) string {
	if d := f.DefValue; d != "" && d != "0" && d != "0s" && d != "false" && d != "[]" {
		return " (" + d + " when nothing is said)"
	}
	return ""
}

// helpCommand explains a command or one of the topics.
func (a *App) helpCommand() *cobra.Command {
	topics := a.topics()
	cmd := &cobra.Command{
		Use: "help [COMMAND | TOPIC]", Short: "Explain a command, or: options, environment, exit-codes, json",
		Example: "switchboard help order\nswitchboard help exit-codes",
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			if len(args) == 1 {
				if write, ok := topics[args[0]]; ok {
					write(root, cmd.OutOrStdout())
					return nil
				}
			}
			found, left, err := root.Find(args)
			if err != nil || len(left) > 0 {
				return Misuse(unknownCommand(found, args, "options, environment, exit-codes, json"))
			}
			help(found, cmd.OutOrStdout())
			return nil
		},
	}
	cmd.ValidArgs = []string{"options", "environment", "exit-codes", "json"}
	return cmd
}

// UnknownCommand says that there is no command of that name, and which may be meant.
func UnknownCommand(at *cobra.Command, args []string) error { return unknownCommand(at, args, "") }

// mostMeant is how many commands are worth naming for a word that is none.
const mostMeant = 4

// unknownCommand says that there is no such command, and which may be meant.
func unknownCommand(at *cobra.Command, args []string, also string) error {
	if at == nil {
		return fmt.Errorf("there is no command %q", strings.Join(args, " "))
	}
	if path := strings.Fields(at.CommandPath())[1:]; len(args) > len(path) && slices.Equal(args[:len(path)], path) {
		args = args[len(path):]
	}
	said := args[0]
	at.SuggestionsMinimumDistance = max(1, min(2, (len(said)-1)/2)) // of a short word everything is two letters away
	words := fmt.Sprintf("%s has no command %q", at.CommandPath(), said)
	near := meant(at, said)
	if len(near) == 0 || len(near) > mostMeant {
		near = at.SuggestionsFor(said)
	}
	if len(near) == 0 {
		near = nearly(at, said)
	}
	if len(near) > 0 {
		return fmt.Errorf("%s; did you mean %s?", words, strings.Join(near, " or "))
	}
	if also != "" && !at.HasParent() {
		if near := Near(said, strings.Split(also, ", ")); near != "" {
			return errors.New(words + near)
		}
		words += "; topics are " + also
	}
	return fmt.Errorf("%s; %s --help lists them", words, at.CommandPath())
}

// Exemplify gives commands their examples, by the names that follow the program's.
func Exemplify(commands []*cobra.Command, examples map[string][2]string) []*cobra.Command {
	for _, top := range commands {
		for _, c := range all(top) {
			name := c.Name()
			if c != top {
				name = top.Name() + " " + name
			}
			if two, ok := examples[name]; ok {
				c.Example = "switchboard " + two[0] + "\nswitchboard " + two[1]
			}
		}
	}
	return commands
}
