package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
)

// mostGiven is how long a value on the command line may be, in bytes: longer
// than anything that a provider takes.
const mostGiven = 16 << 10

// clears marks an option whose empty value says something: that a field is to be cleared.
const clears = "clears"

// MayBeEmpty marks options whose empty value clears a field, or is the default.
func MayBeEmpty(cmd *cobra.Command, names ...string) {
	for _, name := range names {
		f := cmd.Flags().Lookup(name)
		if f.Annotations == nil {
			f.Annotations = map[string][]string{}
		}
		f.Annotations[clears] = []string{"yes"}
	}
}

// Check holds an option to what it can be, before anything else is done.
func (a *App) Check(cmd *cobra.Command, name string, check func(value string) error) {
	a.checks[cmd.Flags().Lookup(name)] = check
}

// OneOf lets an option be one of some words, which shells complete.
func (a *App) OneOf(cmd *cobra.Command, name string, words ...string) {
	a.Check(cmd, name, func(value string) error {
		if !slices.Contains(words, value) {
			return errors.New("one of " + strings.Join(words, ", ") + Near(value, words))
		}
		return nil
	})
	complete(cmd, name, words)
}

// SomeOf lets an option be some of these words, with commas between.
func (a *App) SomeOf(cmd *cobra.Command, name string, words ...string) {
	a.Check(cmd, name, func(value string) error {
		for word := range strings.SplitSeq(value, ",") {
			if !slices.Contains(words, word) {
				return errors.New("one of " + strings.Join(words, ", ") + ", or several with commas between" + Near(word, words))
			}
		}
		return nil
	})
	complete(cmd, name, words)
}

// complete has shells complete an option by words. It cannot fail: the option is there.
func complete(cmd *cobra.Command, name string, words []string) {
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// Of says of which option an error is; a rule's own name of the field gives way
// to the option's. It is the refusal that the judgement of an act with this value
// would give: its own where the error is one, or else that the field cannot hold it.
func Of(option string, err error) error {
	if err == nil {
		return nil
	}
	of := &platfone.FieldError{Field: "--" + option, Allowed: store.Said(err)}
	if field := (*platfone.FieldError)(nil); errors.As(err, &field) {
		of.Allowed = field.Allowed
	}
	r := act.Invalid.Of(of.Error())
	if no := (*act.Refusal)(nil); errors.As(err, &no) {
		r = no.Why.Of(of.Error())
	}
	r.Err = of
	return r.Refusal()
}

// given holds what was typed to what can be meant, before anything is asked:
// text, not longer than anything that is taken, and not empty where that says
// nothing. Everything that is wrong is told together.
func (a *App) given(cmd *cobra.Command, args []string) error {
	var wrong []error
	misused := func(format string, of ...any) { wrong = append(wrong, Misuse(fmt.Errorf(format, of...))) }
	cmd.Flags().Visit(func(f *pflag.Flag) {
		s := f.Value.String()
		switch {
		case !utf8.ValidString(s):
			misused("--%s: this is not text (UTF-8)", f.Name)
		case len(s) > mostGiven:
			misused("--%s: at most %d characters", f.Name, mostGiven)
		case s == "" && f.Annotations[clears] == nil:
			misused("--%s: it is empty; leave it out, or give %s", f.Name, f.Usage)
		case s != "" && a.checks[f] != nil:
			wrong = append(wrong, Of(f.Name, a.checks[f](s)))
		}
	})
	for i, arg := range args {
		switch {
		case !utf8.ValidString(arg):
			misused("argument %d: this is not text (UTF-8)", i+1)
		case arg == "" && cmd.Name() != cobra.ShellCompRequestCmd: // what a shell asks to complete may have no letter yet
			misused("argument %d: it is empty; %s is used as %s", i+1, cmd.Name(), cmd.UseLine())
		case len(arg) > mostGiven:
			misused("argument %d: at most %d characters", i+1, mostGiven)
		}
	}
	return errors.Join(wrong...)
}
