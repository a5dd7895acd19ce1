package cli

import (
	"fmt"
	"strings"

	"switchboard/client/platfone"
	"switchboard/ui/pane"
)

// dollars reads an amount as people type it; flag names where it was typed.
func dollars(flag, s string) (platfone.Cents, error) {
	c, err := pane.ParseDollars(s)
	if err != nil {
		return 0, usage(fmt.Errorf("%s: %w", flag, err))
	}
	return platfone.Cents(c), nil
}

// plainDollars writes an amount for programs: "0.34", "-3.50".
func plainDollars(c platfone.Cents) string { return strings.Replace(c.String(), "$", "", 1) }
