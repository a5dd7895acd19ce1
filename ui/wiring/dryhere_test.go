package wiring_test

import (
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// What changes something on this machine alone has no dry run, and says so: it changes nothing then. A name of a profile
// that cannot be one is refused everywhere.
func TestADryRunChangesNothingHere(t *testing.T) {
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	ask(t, "customers", "list")
	for line, after := range map[string]string{
		"note customer acme hello": "notes", "tag customer acme vip": "notes", "filters save customers vip tag:vip": "filters list",
		"limits clear": "limits list", "config init": "config path", "db backup": "notes", "filters remove customers vip": "filters list",
	} {
		before, was, _ := ask(t, strings.Fields(after)...)
		code, out, errs := ask(t, append(strings.Fields(line), "--dry-run")...)
		if now, is, _ := ask(t, strings.Fields(after)...); code != cli.Usage || out != "" || !strings.Contains(errs, "has no dry run. Nothing was changed") || now != before || is != was {
			t.Errorf("%s --dry-run: exit %d, %s%s, then %q and not %q", line, code, out, errs, is, was)
		}
	}
	for _, line := range []string{"config init", "config path", "customers list", "doctor"} {
		if code, _, errs := ask(t, append(strings.Fields(line), "--profile", "a/b")...); code != cli.Usage || !strings.Contains(errs, "--profile: ") {
			t.Errorf("%s --profile a/b: exit %d, %s", line, code, errs)
		}
	}
}

// A dry run tells what only the provider knows, and asks for no confirmation.
func TestADryRunSaysWhatItCannotKnow(t *testing.T) {
	provided(t)
	ask(t, "sync")
	for _, c := range []struct {
		says  string
		words []string
	}{
		{"the lowest price that is known is $", strings.Fields("order --customer sandpiper --service telegram --country uk --max 0.01")},
		{"the lowest price that is known is $", strings.Fields("order --customer sandpiper --service telegram --country uk --max 0.01 --count 2")},
		{"is known only when it is sent", []string{"e911", "set", "+14155234712", "--address", "1 Market St, San Francisco, CA 94105", "--caller", "Acme Inc"}},
	} {
		if code, out, errs := ask(t, append(c.words, "--dry-run")...); code != cli.OK || !strings.Contains(errs, c.says) {
			t.Errorf("%q --dry-run: exit %d, %s%s", c.words, code, out, errs)
		}
	}
}
