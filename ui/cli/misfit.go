package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/pflag"
)

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
