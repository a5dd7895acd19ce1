package cli

import (
	"fmt"

	"switchboard/client/money"
)

// Dollars reads an amount as people type it; flag names where it was typed.
func Dollars(flag, s string) (money.Cents, error) {
	c, err := money.Parse(s)
	if err != nil {
		return 0, Misuse(fmt.Errorf("%s: %w", flag, err))
	}
	return c, nil
}
