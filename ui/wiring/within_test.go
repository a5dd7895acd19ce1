package wiring_test

import (
	"testing"

	"switchboard/ui/cli"
)

// A command that serves until it is stopped ends by itself when its time is over.
func TestWhatServesEndsWithItsTime(t *testing.T) {
	alone(t)
	if code, out, errs := ask(t, "sandbox", "--json", "--timeout", "50ms"); code != cli.OK {
		t.Errorf("%d %s%s", code, out, errs)
	}
}
