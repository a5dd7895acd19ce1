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
	if err := os.Truncate(filepath.Join(p.paths.Profile("sandbox"), "journal.db"), 0); err != nil {
		t.Fatal(err)
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
	if r := sandboxed(t, p, "attempts"); strings.Contains(r.out+r.errs, "Nothing is open.") || !strings.Contains(r.errs, "Whether more is open is not known") {
		t.Errorf("nothing is said to be open, though what was is lost: %s %s", r.out, r.errs)
	}
	if r := sandboxed(t, p, "db", "confirm"); r.code != cli.Guarded {
		t.Errorf("confirmed without typing: %d %s", r.code, r.errs)
	}
	if r := sandboxed(t, p, "db", "confirm", "--confirm", "journal"); r.code != cli.OK {
		t.Errorf("not confirmed: %d %s", r.code, r.errs)
	}
	if r := sandboxed(t, p, credit...); r.code != cli.OK || strings.Contains(r.errs, "CONFIRM JOURNAL") {
		t.Errorf("after it was confirmed: exit %d %s", r.code, r.errs)
	}
}
