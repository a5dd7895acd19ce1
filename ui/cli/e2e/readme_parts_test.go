package e2e

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// readme is a part of the README, and the lines of it that are meant to be typed.
func readme(t *testing.T, heading string) (part string, lines []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, part, found := strings.Cut(string(text), "\n## "+heading+"\n")
	if !found {
		t.Fatalf("the README has no part %q", heading)
	}
	part, _, _ = strings.Cut(part, "\n## ")
	for line := range strings.Lines(part) {
		if code, isCode := strings.CutPrefix(line, "    "); isCode {
			lines = append(lines, strings.TrimRight(code, "\n"))
		}
	}
	return part, lines
}

// What the README says about importing works as it stands.
func TestReadmeImport(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell here")
	}
	_, lines := readme(t, "Importing")
	h := newHome(t)
	h.env = append(h.env, "PATH="+filepath.Dir(binary))
	cmd := exec.CommandContext(t.Context(), shell, "-c", "set -eu\n"+strings.Join(lines, "\n")+"\n")
	cmd.Env, cmd.Dir = h.environ(), h.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"ready", "nothing was sent: this was a dry run", "PROVISIONED", "plumber1", "done"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is not in what it says:\n%s", want, out)
		}
	}
	if report := read(t, filepath.Join(h.dir, "report.csv")); !strings.Contains(report, "2,+14155234712,,done,") || !strings.Contains(report, "3,+12065551422,,choice,") {
		t.Errorf("the report is %s", report)
	}
}

// Every control that the README names answers as it is written there.
func TestReadmeControls(t *testing.T) {
	p := serve(t, "--no-limits")
	call := regexp.MustCompile(`^curl \$CONTROL/(\S*)(?: -d '([^']*)')?`)
	_, tour := readme(t, "A tour of the sandbox")
	_, hooks := readme(t, "Webhooks")
	asked := 0
	for _, line := range append(tour, hooks...) {
		m := call.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		asked++
		var r *http.Response
		var err error
		if m[2] == "" {
			r, err = http.Get(p.Control + "/" + m[1])
		} else {
			r, err = http.Post(p.Control+"/"+m[1], "application/json", strings.NewReader(m[2]))
		}
		if err != nil {
			t.Fatal(err)
		}
		said, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if r.StatusCode != http.StatusOK {
			t.Errorf("%s: %d %s", line, r.StatusCode, said)
		}
	}
	if asked < 6 {
		t.Errorf("only %d controls are named", asked)
	}
}

// The files that the README shows are read as it says, and the folders are where it says.
func TestReadmeFiles(t *testing.T) {
	_, lines := readme(t, "Connecting accounts")
	settings := slices.Index(lines, "[profiles.default]")
	if settings < 0 {
		t.Fatal("it shows no settings")
	}
	h := newHome(t)
	write(t, h.keysFile(), strings.Join(lines[:settings], "\n")+"\n")
	write(t, h.config(), strings.Join(lines[settings:], "\n")+"\n")
	if got := h.bare("config", "check"); got.code != 0 {
		t.Errorf("config check: %+v", got)
	}
	if got := h.bare("doctor", "--offline"); strings.Count(got.out, "keys.toml") == 0 {
		t.Errorf("the keys are not found there: %s", got.out)
	}
	if got := h.bare("db", "path"); !strings.Contains(got.out, filepath.Join("data", "switchboard", "profiles", "default")) {
		t.Errorf("db path: %+v", got)
	}
	if got := h.bare("help", "environment"); !strings.Contains(got.out, "SWITCHBOARD_FORMAT") || !strings.Contains(got.out, "SWITCHBOARD_PROFILE") {
		t.Errorf("help environment: %+v", got)
	}
	part, _ := readme(t, "When something fails")
	for _, name := range []string{"attempts", "limits list", "db confirm", "doctor"} {
		if got := h.bare(append(strings.Fields(name), "--help")...); got.code != 0 || !strings.Contains(part, name) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
