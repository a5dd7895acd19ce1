package wiring

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// sandboxed runs a command in the built-in world.
func sandboxed(t *testing.T, p Program, args ...string) ran {
	t.Helper()
	return run(t, p, append([]string{"--sandbox"}, args...)...)
}

// A journal that was lost is told by every command on standard error, by the
// check and the doctor; only what costs money is held, until a person types it.
func TestALostJournalIsToldAndConfirmed(t *testing.T) {
	p := home(t, "")
	t.Setenv("XDG_CONFIG_HOME", filepath.Dir(p.paths.Config))
	if r := sandboxed(t, p, "sync"); r.code != cli.Unknown {
		t.Fatalf("%d %s", r.code, r.errs)
	}
	reset := `fault={"provider":"sms","path":"transaction","kind":"reset","times":1}`
	if r := sandboxed(t, p, "customers", "credit", "acme", "+2", "-y", "--sandbox-control", reset); r.code != cli.Unknown {
		t.Fatalf("an answer that did not come: exit %d %s", r.code, r.errs)
	}
	codes := []string{"export", "codes", "--csv", "--columns", "activation_id,code", "--offline"}
	before := sandboxed(t, p, codes...).out
	if err := os.Truncate(filepath.Join(p.paths.Profile("sandbox"), "journal.db"), 0); err != nil {
		t.Fatal(err)
	}
	if after := sandboxed(t, p, codes...).out; strings.Count(before, "\n") < 2 || after != before {
		t.Errorf("the codes are %q, and were %q before", after, before)
	}
	if r := sandboxed(t, p, "code", "--quiet", "--offline"); r.code != cli.OK || !strings.Contains(before, ","+r.out) {
		t.Errorf("the newest code: exit %d, %q, %s", r.code, r.out, r.errs)
	}
	for range 2 {
		for _, args := range [][]string{{"customers", "list"}, {"code"}, {"numbers", "list", "--json"}} {
			if r := sandboxed(t, p, args...); !strings.Contains(r.errs, "CONFIRM JOURNAL") || !strings.Contains(r.errs, "switchboard db confirm") {
				t.Errorf("%v does not tell: %s", args, r.errs)
			}
		}
	}
	credit := []string{"customers", "credit", "acme", "+1", "-y", "--json"}
	if r := sandboxed(t, p, credit...); r.code != cli.Guarded || !strings.Contains(r.out, `"journal_held"`) {
		t.Errorf("money is not held: exit %d %s %s", r.code, r.out, r.errs)
	}
	if r := sandboxed(t, p, "db", "check"); r.code == cli.OK || !strings.Contains(r.out+r.errs, "db confirm") {
		t.Errorf("the check finds it sound: %d %s", r.code, r.out)
	}
	if r := sandboxed(t, p, "attempts"); !strings.Contains(r.out, "+$2.00 for acme") || !strings.Contains(r.errs, "1 act that was sent has no known outcome") {
		t.Errorf("what was open is not open any more: %s %s", r.out, r.errs)
	}
	if r := sandboxed(t, p, "doctor", "--offline"); !strings.Contains(r.out, "1 act that was sent has no known outcome") {
		t.Errorf("the doctor does not tell what is open: %s", r.out)
	}
	if r := sandboxed(t, p, "db", "confirm"); r.code != cli.Guarded || !strings.Contains(r.errs, "Result not known yet: balance change +$2.00 for acme.") {
		t.Errorf("confirmed without typing, or without a word of what is open: %d %s", r.code, r.errs)
	}
	if r := sandboxed(t, p, "db", "confirm", "--confirm", "journal"); r.code != cli.OK {
		t.Errorf("not confirmed: %d %s", r.code, r.errs)
	}
	if r := sandboxed(t, p, credit...); r.code != cli.OK || strings.Contains(r.errs, "CONFIRM JOURNAL") {
		t.Errorf("after it was confirmed: exit %d %s", r.code, r.errs)
	}
	if r := sandboxed(t, p, "customers", "credit", "acme", "+2", "-y", "--json"); r.code != cli.Unknown || !strings.Contains(r.out, `"open_attempt"`) {
		t.Errorf("the same may be booked again: exit %d %s", r.code, r.out)
	}
}
