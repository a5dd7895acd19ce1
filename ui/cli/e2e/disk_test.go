package e2e

import (
	"os/exec"
	"strings"
	"testing"
)

// noRoom is the command as it runs where no file can grow any more, which is how a full disk
// answers: the kernel refuses each write.
func (h *home) noRoom(args ...string) result {
	h.t.Helper()
	cmd := h.command(args...)
	var out, errs strings.Builder
	limited := exec.Command("/bin/sh", append([]string{"-c", `ulimit -f 0; exec "$0" "$@"`, cmd.Path}, cmd.Args[1:]...)...)
	limited.Env, limited.Dir, limited.Stdout, limited.Stderr = cmd.Env, cmd.Dir, &out, &errs
	_ = limited.Run() // the status says it
	return result{limited.ProcessState.ExitCode(), out.String(), errs.String()}
}

// On a full disk everything that reads shows what is saved, with its age; what asks the provider
// to do something is refused for the disk and for nothing else; and with room it is over.
func TestAFullDiskShowsWhatIsSaved(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits")
	h := connected(t, p)
	if got := h.noRoom("customers", "list"); got.code != 1 || !strings.Contains(got.err, "the disk is full: nothing is saved") {
		t.Errorf("nothing is saved yet: %+v", got)
	}
	h.bare("sync")
	asked := len(p.requests("lines"))
	for _, args := range [][]string{{"customers", "list"}, {"activations", "list"}, {"listings", "list"}, {"numbers", "list"}, {"code"}} {
		got := h.noRoom(args...)
		if got.code != 0 || got.out == "" || !strings.Contains(got.err, "DISK FULL") || !strings.Contains(got.err, " read at ") {
			t.Errorf("%v: %+v", args, got)
		}
	}
	for _, args := range [][]string{
		{"customers", "credit", "acme", "+1", "-y"}, {"order", "--customer", "acme", "--service", "telegram", "--country", "uk", "--max", "5", "-y"},
		{"e911", "clear", "+12065551792", "--confirm", "1792", "-y"}, {"sync"}, {"db", "purge", "--before", "30d", "-y"},
	} {
		if got := h.noRoom(append(args, "--json")...); got.code != 1 || !strings.Contains(got.out, `"reason":"disk_full"`) || !strings.Contains(got.out, "make room on the disk") {
			t.Errorf("%v: %+v", args, got)
		}
	}
	if got := h.noRoom("doctor", "--quiet"); got.code != 1 || !strings.Contains(got.out, "The disk is full") {
		t.Errorf("the doctor: %+v", got)
	}
	if now := p.requests("lines"); len(now) > asked+2 { // the doctor's
		t.Errorf("%d requests were made", len(now)-asked)
	}
	if got := h.bare("customers", "list"); got.code != 0 || strings.Contains(got.err, "DISK FULL") {
		t.Errorf("with room again: %+v", got)
	}
}
