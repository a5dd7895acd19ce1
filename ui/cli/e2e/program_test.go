// Package e2e drives the built program as a person and a script would: in a
// terminal, and without one.
package e2e

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"switchboard/client/contract"
	"switchboard/client/sandbox"
	"switchboard/testdata/proof"
)

// patience is how long a thing may take on a slow machine before the test
// fails. Nothing waits for it to pass.
const patience = 3 * time.Minute

// binary is the program, built once for all tests.
var binary string

// testsAtOnce is how many tests may run beside each other: most of what they do is
// wait for the program, which has a home of its own in each.
const testsAtOnce = "6"

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", testsAtOnce); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(build(m))
}

func build(m *testing.M) int {
	dir, err := os.MkdirTemp("", "switchboard-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "switchboard")
	out, err := exec.Command("go", "build", "-o", binary, "switchboard").CombinedOutput()
	if err != nil {
		fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// home is a person's folders, empty at first.
type home struct {
	t   *testing.T
	dir string
	env []string // beside the folders
}

// newHome makes one. What a sandbox is asked there is held to the providers' documents at the test's end.
func newHome(t *testing.T, env ...string) *home {
	t.Helper()
	h := &home{t, t.TempDir(), env}
	t.Cleanup(func() { contract.Log(t, h.requests()) })
	return h
}

// requests is the file with everything that a sandbox of this home was asked.
func (h *home) requests() string { return filepath.Join(h.dir, "requests") }

// environ is the environment of a program started here: nothing of the
// machine's own but the path, which is empty unless env says otherwise.
func (h *home) environ() []string {
	at := func(name string) string { return filepath.Join(h.dir, name) }
	return append([]string{
		"HOME=" + h.dir, "TMPDIR=" + h.dir, "PATH=" + at("none"), "TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC",
		"XDG_CONFIG_HOME=" + at("config"), "XDG_DATA_HOME=" + at("data"), "XDG_STATE_HOME=" + at("state"),
		sandbox.LogVariable + "=" + h.requests(),
	}, h.env...)
}

// profile is the folder of the sandbox's profile.
func (h *home) profile() string {
	return filepath.Join(h.dir, "data", "switchboard", "profiles", "sandbox")
}

func (h *home) command(args ...string) *exec.Cmd {
	limit := 10 * patience
	if proof.Large() {
		limit *= 6
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	h.t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Env, cmd.Dir = h.environ(), h.dir
	return cmd
}

// result is what a command came to.
type result struct {
	code     int
	out, err string
}

// run runs a command in the sandbox, without a terminal.
func (h *home) run(args ...string) result {
	h.t.Helper()
	return h.bare(append([]string{"--sandbox"}, args...)...)
}

// bare runs a command as it stands.
func (h *home) bare(args ...string) result {
	h.t.Helper()
	var out, errs bytes.Buffer
	cmd := h.command(args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		h.t.Fatalf("running %v: %v", args, err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}
