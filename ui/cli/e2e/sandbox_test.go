package e2e

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// While the process that has the sandbox's world is stopped, others say so within seconds, name it and the way
// out, and send nothing; what is saved is shown. A stopped one is no reason to take its files away either.
func TestBesideAStoppedSandbox(t *testing.T) {
	h := newHome(t)
	first := h.open(120, 40)
	first.shows("SMS live", "WAITING")
	if got := h.run("customers", "list"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	pid := first.cmd.Process.Pid
	if err := first.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	named, way := fmt.Sprintf("(process %d)", pid), fmt.Sprintf("kill -CONT %d", pid)
	began := time.Now()
	got := h.run(ordering("acme")...)
	if took := time.Since(began); got.code != 1 || !strings.Contains(got.err, named) || !strings.Contains(got.err, way) || took > patience {
		t.Errorf("after %v an order says %+v", took, got)
	}
	if strings.Contains(got.err, "key") {
		t.Errorf("the key is blamed: %s", got.err)
	}
	if got := h.run("--offline", "customers", "show", "acme"); got.code != 0 {
		t.Errorf("what is saved: %+v", got)
	}
	if got := h.run("--fresh", "customers", "list"); got.code != 9 || !strings.Contains(got.err, named) {
		t.Errorf("beginning anew: %+v", got)
	}
	for _, name := range []string{"cache.db", "journal.db"} {
		if _, err := os.Stat(filepath.Join(h.profile(), name)); err != nil {
			t.Error(err)
		}
	}
	if err := first.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	if got := h.run(ordering("acme")...); got.code != 0 {
		t.Errorf("once it goes on: %+v", got)
	}
	if exit := first.quit(); exit != 0 {
		t.Errorf("the console ended with %d", exit)
	}
}

// A payment link of the sandbox leads to a page on which somebody can pay.
func TestTheSandboxIsPaid(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	if got := h.run("listings", "list"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	cmd := h.command("--sandbox", "listings", "pay", "+16285550177", "--wait", "--yes", "--timeout", "10m")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatalf("no link came: %s", said.String())
	}
	paid, err := http.Post(lines.Text(), "application/x-www-form-urlencoded", nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = paid.Body.Close()
	last := ""
	for lines.Scan() {
		last = lines.Text()
	}
	if err := cmd.Wait(); err != nil || paid.StatusCode != http.StatusOK || last != "verified" {
		t.Errorf("paying answers %d, and then %v, %q: %s", paid.StatusCode, err, last, said.String())
	}
	if !strings.Contains(said.String(), "The sandbox serves this page itself") {
		t.Errorf("it says %q", said.String())
	}
}
