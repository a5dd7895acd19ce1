package proof

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
)

// insideTmux is the variable by which a test that runs in tmux is told its folder.
const insideTmux = "SWITCHBOARD_INSIDE_TMUX"

// The files by which the two tests talk, beside what the caller puts there.
const (
	toldInTmux = "told"
	socketOf   = "socket"
)

// Tmux judges how a terminal that is not ours draws what the tests give it.
type Tmux struct {
	t   testing.TB
	Dir string // of the files that both tests read
}

// NewTmux returns one with an empty folder, and skips the test where there is no tmux.
func NewTmux(t testing.TB) Tmux {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("there is no tmux here")
	}
	return Tmux{t, t.TempDir()}
}

// Run has another test of this program run inside tmux, in a window of w by h
// cells, and is what that test told.
func (x Tmux) Run(test string, w, h int) []byte {
	x.t.Helper()
	socket := filepath.Join(x.Dir, socketOf)
	tmux := func(args ...string) *exec.Cmd {
		return exec.Command("tmux", append([]string{"-S", socket, "-f", os.DevNull, "-u"}, args...)...)
	}
	start := tmux("start-server", ";", "set", "-g", "status", "off", ";",
		"new-session", "-d", "-x", fmt.Sprint(w), "-y", fmt.Sprint(h), os.Args[0], "-test.run", "^"+test+"$")
	start.Env = append(os.Environ(), insideTmux+"="+x.Dir, "TERM=screen-256color", "LC_ALL=C.UTF-8")
	if out, err := start.CombinedOutput(); err != nil {
		x.t.Fatalf("tmux: %v\n%s", err, out)
	}
	defer func() { _ = tmux("kill-server").Run() }()
	told := filepath.Join(x.Dir, toldInTmux)
	for runs := true; ; time.Sleep(100 * time.Millisecond) {
		raw, err := os.ReadFile(told)
		switch {
		case err == nil:
			if err := os.Remove(told); err != nil {
				x.t.Fatal(err)
			}
			return raw
		case !runs: // it had ended before the file was looked for
			x.t.Fatalf("%s ended in tmux and told nothing", test)
		}
		runs = tmux("has-session").Run() == nil
	}
}

// InTmux is the terminal that the test runs in when Run has started it; the test is skipped otherwise.
type InTmux struct {
	t       testing.TB
	Dir     string
	answers *bufio.Reader
}

// NewInTmux takes the terminal over.
func NewInTmux(t testing.TB) InTmux {
	t.Helper()
	dir := os.Getenv(insideTmux)
	if dir == "" {
		t.Skip("only a part of another test")
	}
	if _, err := term.MakeRaw(os.Stdin.Fd()); err != nil {
		t.Fatal(err)
	}
	return InTmux{t, dir, bufio.NewReader(os.Stdin)}
}

// Draw writes to the terminal and is where its cursor stands then, from 0: all of it is drawn by that time.
func (x InTmux) Draw(s string) (row, column int) {
	x.t.Helper()
	fmt.Fprint(os.Stdout, s+"\x1b[6n")
	answer, err := x.answers.ReadString('R')
	if _, scan := fmt.Sscanf(answer, "\x1b[%d;%dR", &row, &column); err != nil || scan != nil {
		x.t.Fatal(err, scan)
	}
	return row - 1, column - 1
}

// Screen is what stands on the screen, as tmux tells it.
func (x InTmux) Screen() string {
	x.t.Helper()
	out, err := exec.Command("tmux", "-S", filepath.Join(x.Dir, socketOf), "capture-pane", "-p", "-t", os.Getenv("TMUX_PANE")).Output()
	if err != nil {
		x.t.Fatal(err)
	}
	return string(out)
}

// Tell ends what Run waits for.
func (x InTmux) Tell(what string) {
	x.t.Helper()
	part := filepath.Join(x.Dir, "part")
	if err := os.WriteFile(part, []byte(what), 0o600); err != nil {
		x.t.Fatal(err)
	}
	if err := os.Rename(part, filepath.Join(x.Dir, toldInTmux)); err != nil {
		x.t.Fatal(err)
	}
}
