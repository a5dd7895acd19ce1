package cli

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"switchboard/store/config"
)

// misfits are all options whose values do not fit, where err is of the first: the parser ends there.
func (a *App) misfits(cmd *cobra.Command, err error) error {
	var wrong *pflag.InvalidValueError
	if !errors.As(err, &wrong) {
		return unfit(cmd, err)
	}
	all := []error{misfit(err)}
	for i, arg := range a.args {
		name, value, with := strings.Cut(strings.TrimPrefix(arg, "--"), "=")
		f := cmd.Flags().Lookup(name)
		if arg == "--" {
			break
		}
		if f == nil || !strings.HasPrefix(arg, "--") || f == wrong.GetFlag() {
			continue
		}
		if !with && f.NoOptDefVal == "" && i+1 < len(a.args) {
			value, with = a.args[i+1], true
		}
		if with {
			if err := cmd.Flags().Set(name, value); err != nil {
				all = append(all, misfit(err))
			}
		}
	}
	return errors.Join(append(all, a.given(cmd, nil))...)
}

// unfit says of an option that it does not exist, or what value it lacks, in the words of the help and not in the parser's.
func unfit(cmd *cobra.Command, err error) error {
	var none *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var form *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &none):
		name := "--" + none.GetSpecifiedName()
		if short := none.GetSpecifiedShortnames(); short != "" {
			name = "-" + short
		}
		words := fmt.Sprintf("%s has no option %s", cmd.CommandPath(), name)
		if near := cmp.Or(Near(name, takes(cmd)), alsoCalled(cmd, strings.TrimLeft(name, "-"))); near != "" {
			return Misuse(errors.New(words + near))
		}
		return Misuse(fmt.Errorf("%s; %s --help lists them", words, cmd.CommandPath()))
	case errors.As(err, &bare):
		return Misuse(fmt.Errorf("--%s needs a value: %s", bare.GetFlag().Name, bare.GetFlag().Usage))
	case errors.As(err, &form):
		return Misuse(fmt.Errorf("%q is no option; %s --help lists them", form.GetSpecifiedFlag(), cmd.CommandPath()))
	}
	return Misuse(err)
}

// byOption are options that go by several names.
var byOption = map[string][]string{
	"since": {"from"}, "after": {"from", "since"}, "start": {"from"}, "until": {"to"}, "before": {"to", "until"}, "end": {"to"}, "from": {"since"}, "to": {"until"},
	"limit": {"quantity", "count"}, "number": {"count", "quantity"}, "price": {"max"}, "reference": {"ref"}, "force": {"yes"}, "dryrun": {"dry-run"}, "output": {"format"},
}

// alsoCalled is the option of a command that goes by another name, which a word is or is near; "" where there is none.
func alsoCalled(cmd *cobra.Command, said string) string {
	for _, name := range byOption[config.Nearest(said, slices.Sorted(maps.Keys(byOption)))] {
		if f := cmd.Flags().Lookup(name); f != nil && !f.Hidden {
			return "; did you mean --" + name + "?"
		}
	}
	return ""
}

// takes are the options of a command, as it is typed.
func takes(cmd *cobra.Command) (names []string) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, "--"+f.Name)
		}
	})
	return names
}

// misfit says which option a value does not fit, and what it takes.
func misfit(err error) error {
	var wrong *pflag.InvalidValueError
	if !errors.As(err, &wrong) {
		return Misuse(err)
	}
	allowed := ""
	switch wrong.GetFlag().Value.Type() {
	case "uint64":
		allowed = "a whole number, not less than 0"
	case "int":
		allowed = "a whole number"
	case "duration":
		allowed = "a time such as 30s or 5m"
	case "bool":
		allowed = "true or false"
	default:
		return Misuse(err)
	}
	return Misuse(fmt.Errorf("--%s: %s", wrong.GetFlag().Name, allowed))
}
