package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// formats are the ways in which an answer is written; none is text.
var formats = []string{"", "--json", "--ndjson", "--csv", "--quiet", "--format=md"}

// shell runs a line of a shell, in which $S is the program in the sandbox.
func (h *home) shell(line string) result {
	h.t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(h.t.Context(), "sh", "-c", `S="$0 --sandbox"; `+line, binary)
	cmd.Env, cmd.Dir, cmd.Stdout, cmd.Stderr = h.environ(), h.dir, &out, &errs
	_ = cmd.Run() // how it ended is looked at by who asked
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// An answer that cannot be written is a failure of who only reads, in every
// format: standard output that is closed, or full. What is thrown away on
// purpose is none, and neither is standard error that is closed.
func TestAnAnswerThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.shell("$S sync")
	for to, c := range map[string]struct {
		ends int
		says string
	}{
		">&-": {1, "standard output: it is closed"}, "<&- >&-": {1, "standard output: it is closed"}, ">/dev/full": {1, "standard output: no space left"},
		">&- 2>&-": {1, ""}, ">/dev/full 2>&-": {1, ""}, "<&- >&- 2>&-": {1, ""},
		">/dev/null": {0, ""}, "1<>/dev/null": {0, ""}, ">/dev/null 2>&-": {0, ""}, "<&- >/dev/null": {0, ""},
	} {
		if _, err := os.Stat("/dev/full"); err != nil && strings.Contains(to, "full") {
			continue // this system has none
		}
		for _, format := range formats {
			got := h.shell("$S --offline customers list " + format + " " + to)
			if got.code != c.ends || !strings.Contains(got.err, c.says) || strings.Contains(got.err, "goroutine ") {
				t.Errorf("%s %s: it ended with %d and says %q", format, to, got.code, got.err)
			}
		}
	}
	for _, command := range []string{"version", "help", "order --help", "help json", "man", "completion zsh", "keys", "themes", "config show", "doctor --offline", "--snapshot 80x24", "code --offline"} {
		if got := h.shell("$S " + command + " >&-"); got.code != 1 || !strings.Contains(got.err, "standard output: it is closed") {
			t.Errorf("%s: it ended with %d and says %q", command, got.code, got.err)
		}
	}
	if got := h.shell("$S customers show nobody >&-"); got.code != 4 {
		t.Errorf("what is missing is what is told: %+v", got)
	}
}

// What an act came to is how its command ends, whoever can hear of it; what it
// did is named on standard error.
func TestAnActOfWhichNobodyHears(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	for i, format := range formats {
		got := h.shell(fmt.Sprintf("$S customers credit acme +1 --ref nobody%d -y %s >&-", i, format))
		if got.code != 0 || !strings.Contains(got.err, "Done: ") || !strings.Contains(got.err, "it is closed") {
			t.Errorf("%q: %+v", format, got)
		}
	}
	if got := h.shell("$S customers credit acme +1 --ref deaf -y 2>&- >&-"); got.code != 0 {
		t.Errorf("both closed: %+v", got)
	}
	if got := h.shell("$S customers credit nobody +1 -y >&-"); got.code == 0 {
		t.Errorf("an act that failed: %+v", got)
	}
}

// Who reads a little and goes away is no failure that anybody is told of, in
// any format.
func TestReaderThatGoesAway(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.shell("$S sync")
	for _, format := range formats {
		read, write, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		read.Close()
		var errs strings.Builder
		cmd := h.command("--sandbox", "history")
		if format != "" {
			cmd.Args = append(cmd.Args, format)
		}
		cmd.Stdout, cmd.Stderr = write, &errs
		err = cmd.Run()
		write.Close()
		if code := cmd.ProcessState.ExitCode(); code != 141 || errs.String() != "" {
			t.Errorf("%q: it ended with %d (%v): %q", format, code, err, errs.String())
		}
	}
}
