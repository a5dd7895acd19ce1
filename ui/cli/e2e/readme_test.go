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
	t.Parallel()
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
