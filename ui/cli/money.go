package cli

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"switchboard/client/money"
)

// Dollars reads an amount as people type it; flag names where it was typed.
func Dollars(flag, s string) (money.Cents, error) {
	c, err := money.Parse(strings.Replace(s, minus, "-", 1))
	if err != nil {
		return 0, Misuse(fmt.Errorf("%s: %w", flag, err))
	}
	return c, nil
}

// minus is a sign that is not taken for the beginning of an option.
const minus = "\u2212"

// below is an amount under zero.
var below = regexp.MustCompile(`^-\$?[0-9]`)

// amounts lets an amount under zero be given as an argument: -5 would be
// taken for an option. No option of ours begins with a digit.
func amounts(args []string) []string {
	out := slices.Clone(args)
	for i, arg := range out {
		if below.MatchString(arg) {
			out[i] = minus + arg[1:]
		}
	}
	return out
}
