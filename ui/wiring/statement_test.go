package wiring_test

import (
	"strings"
	"testing"

	"switchboard/ui/cli"
)

func TestAStatementOfNobodyNamesTheCustomer(t *testing.T) {
	alone(t)
	ask(t, "--sandbox", "customers", "list")
	code, _, errs := ask(t, "--sandbox", "statement", "nobody")
	if code != cli.NotFound || !strings.Contains(errs, `no customer "nobody" is saved here: sync reads the customers`) {
		t.Errorf("exit %d: %s", code, errs)
	}
}
