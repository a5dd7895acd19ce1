package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The README's lines work as they stand, one after the other, in a shell of a
// new machine.
func TestReadmeLines(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell here")
	}
	readme, err := os.ReadFile(filepath.Join("..", "..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, part, ok1 := strings.Cut(string(readme), "## Without a screen\n")
	part, _, ok2 := strings.Cut(part, "\n## ")
	if !ok1 || !ok2 {
		t.Fatal("the README has no part about life without a screen")
	}
	script := "set -eu\n"
	for line := range strings.Lines(part) {
		if code, isCode := strings.CutPrefix(line, "    "); isCode {
			script += code
		}
	}
	h := newHome(t)
	h.env = append(h.env, "PATH="+filepath.Dir(binary))
	cmd := exec.CommandContext(t.Context(), shell, "-c", script+"echo \"$code\"\n")
	cmd.Env, cmd.Dir = h.environ(), h.dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, out, err.(*exec.ExitError).Stderr)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if code := lines[len(lines)-1]; len(code) < 4 || strings.Contains(code, " ") {
		t.Errorf("the code is %q", code)
	}
}

// Who reads a little and goes away is no failure that anybody is told of.
func TestReaderThatGoesAway(t *testing.T) {
	h := newHome(t)
	if got := h.run("activations", "list"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	read.Close()
	var errs strings.Builder
	cmd := h.command("--sandbox", "history", "--ndjson")
	cmd.Stdout, cmd.Stderr = write, &errs
	err = cmd.Run()
	write.Close()
	if code := cmd.ProcessState.ExitCode(); code != 141 || errs.String() != "" {
		t.Errorf("it ended with %d (%v): %q", code, err, errs.String())
	}
}
