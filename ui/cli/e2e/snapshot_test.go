package e2e

import (
	"strings"
	"testing"
)

func TestSnapshot(t *testing.T) {
	t.Parallel()
	got := newHome(t).run("--snapshot", "120x40")
	if lines := strings.Count(got.out, "\n"); got.code != 0 || lines != 40 || got.err != "" {
		t.Errorf("it ended with %d and printed %d lines, and says %q", got.code, lines, got.err)
	}
	if !strings.Contains(got.out, "SANDBOX") || !strings.Contains(got.out, "Live") {
		t.Errorf("the frame is\n%s", got.out)
	}
}

// A provider that does not answer keeps no frame from showing what is saved.
func TestASnapshotBesideASlowProviderShowsWhatIsSaved(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits")
	h := connected(t, p)
	if got := h.bare("customers", "list"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	p.tell("fault", `{"provider":"sms","path":"/","kind":"latency","ms":60000,"times":-1}`)
	if got := h.bare("--snapshot", "120x40", "--pane", "customers"); got.code != 0 || !strings.Contains(got.out, "northwind") {
		t.Errorf("%+v", got)
	}
}
