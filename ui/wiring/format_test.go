package wiring_test

import (
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// A command that usually writes in a format of its own writes text for who asks for it.
func TestWhoAsksForTextGetsText(t *testing.T) {
	alone(t)
	if code, _, errs := ask(t, "--sandbox", "customers", "list"); code != cli.OK {
		t.Fatal(errs)
	}
	for line, usual := range map[string]string{"--sandbox export customers": "customer_id,status,free_cents", "keys": "| where | key |"} {
		if _, out, errs := ask(t, strings.Fields(line)...); !strings.HasPrefix(out, usual) {
			t.Errorf("%s: %.80q %s", line, out, errs)
		}
		if _, out, errs := ask(t, append(strings.Fields(line), "--format", "text")...); strings.HasPrefix(out, usual) || !strings.Contains(out, "\t") {
			t.Errorf("%s --format text: %.80q %s", line, out, errs)
		}
	}
}
