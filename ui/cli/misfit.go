package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
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
		if near := Near(name, takes(cmd)); near != "" {
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
