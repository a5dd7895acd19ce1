package wiring_test

import (
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// A number that a tag is to keep from an act is kept from it: what cannot be undone is not done to it.
func TestATagKeepsANumberFromARelease(t *testing.T) {
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	_, out, errs := ask(t, "numbers", "list", "--json")
	rows := rowsIn(t, out)
	if len(rows) < 2 {
		t.Fatal(out, errs)
	}
	kept, other := rows[0]["e164"].(string), rows[1]["e164"].(string)
	for _, tagged := range [][]string{{kept, "pair", "keep"}, {other, "pair"}} {
		if code, out, errs := ask(t, append([]string{"tag", "number"}, tagged...)...); code != cli.OK {
			t.Fatal(out, errs)
		}
	}
	for filter, want := range map[string]string{"tag:pair -tag:keep": other, "has:note -tag:keep": other, "tag:keep": kept} {
		_, out, errs := ask(t, "numbers", "release", "--filter", filter, "--dry-run", "--json")
		plan := strings.ReplaceAll(out+errs, " ", "")
		if !strings.Contains(plan, want) || strings.Contains(plan, "canbedone") {
			t.Errorf("%s: the plan is not of %s alone: %s", filter, want, out+errs)
		}
	}
}
