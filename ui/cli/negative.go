package cli

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"
)

// amountLast marks a command whose last argument is an amount, which may begin
// with a minus.
const amountLast = "amount-last"

// TakesAmount marks a command whose last argument is an amount, such as -5.
func TakesAmount(cmd *cobra.Command) *cobra.Command {
	cmd.Annotations = map[string]string{amountLast: "yes"}
	return cmd
}

// below is an amount under zero.
var below = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^-\$?[0-9]`) })

// debit lets the last argument of a command that takes an amount begin with a
// minus, which would be taken for an option: it is put behind the mark where
// options end. Nothing is changed of any other argument.
func debit(root *cobra.Command, args []string) []string {
	cmd, _, err := root.Find(args)
	if err != nil || cmd.Annotations[amountLast] == "" || slices.Contains(args, "--") {
		return args
	}
	for i, arg := range args {
		if below().MatchString(arg) && (i == 0 || !takesValue(cmd, args[i-1])) {
			return append(append(slices.Delete(slices.Clone(args), i, i+1), "--"), arg)
		}
	}
	return args
}

// takesValue reports whether what follows an argument is the value of an option.
func takesValue(cmd *cobra.Command, arg string) bool {
	name, isOption := strings.CutPrefix(arg, "--")
	if !isOption || strings.Contains(name, "=") {
		return false
	}
	f := cmd.Flags().Lookup(name)
	if f == nil {
		f = cmd.InheritedFlags().Lookup(name)
	}
	return f != nil && f.NoOptDefVal == ""
}
