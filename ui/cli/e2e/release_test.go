package e2e

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// packed are the names in an archive, without the folder that all lie in.
func packed(t *testing.T, name string) (names []string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	folder := strings.TrimSuffix(filepath.Base(name), ".tar.gz") + "/"
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		inside, ok := strings.CutPrefix(h.Name, folder)
		if !ok {
			t.Errorf("%s lies outside %s", h.Name, folder)
		}
		if h.Mode&0o022 != 0 {
			t.Errorf("others may write %s", h.Name)
		}
		if inside != "" && !strings.HasSuffix(inside, "/") {
			names = append(names, inside)
		}
	}
}

// What is released is whole: the archive and the package of this machine have
// the program, its page, completions and themes, and the checksums fit.
func TestReleaseHasEverything(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"bash", "git", "tar", "gzip", "go"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s here", tool)
		}
	}
	out := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "bash", filepath.Join("..", "..", "..", ".ci", "release"), out, runtime.GOARCH)
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if !strings.Contains(string(said), "runs here:") || !strings.Contains(string(said), " MB packed") {
		t.Errorf("it says neither the size nor whether it runs: %s", said)
	}
	archives, err := filepath.Glob(filepath.Join(out, "switchboard-*-"+runtime.GOOS+"-"+runtime.GOARCH+".tar.gz"))
	if err != nil || len(archives) != 1 {
		t.Fatalf("%v %v\n%s", archives, err, said)
	}
	themes, err := filepath.Glob(filepath.Join("..", "..", "..", "themes", "*.toml"))
	if err != nil || len(themes) == 0 {
		t.Fatal("there are no themes", err)
	}
	want := []string{"switchboard", "LICENSE", "README.md", "switchboard.1", "completions/switchboard.bash", "completions/_switchboard", "completions/switchboard.fish"}
	for _, theme := range themes {
		want = append(want, "themes/"+filepath.Base(theme))
	}
	have := packed(t, archives[0])
	slices.Sort(want)
	slices.Sort(have)
	if !slices.Equal(want, have) {
		t.Errorf("in the archive are %v, want %v", have, want)
	}
	sums := read(t, filepath.Join(out, "SHA256SUMS"))
	files, err := filepath.Glob(filepath.Join(out, "switchboard*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.Contains(sums, "  "+filepath.Base(f)+"\n") {
			t.Errorf("there is no checksum of %s", f)
		}
	}
	debian(t, out)
	installed(t, out)
}

// installed does with what was released what the README says, and looks what `go install` calls the program.
func installed(t *testing.T, out string) {
	t.Helper()
	_, lines := readme(t, "Installing")
	var script []string
	for _, line := range lines {
		if line != "go install ." {
			script = append(script, strings.ReplaceAll(line, "linux-amd64", runtime.GOOS+"-"+runtime.GOARCH))
		}
	}
	if len(script)+1 != len(lines) || len(script) < 3 {
		t.Fatalf("the README installs by %q", lines)
	}
	if _, err := exec.LookPath("sha256sum"); err == nil {
		cmd := exec.CommandContext(t.Context(), "bash", "-c", "set -eu\n"+strings.Join(script, "\n"))
		cmd.Dir, cmd.Env = out, newHome(t, "PATH="+os.Getenv("PATH")).environ()
		if said, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(said), ": OK") || !strings.Contains(string(said), "switchboard") {
			t.Errorf("%v\n%s", err, said)
		}
	}
	cmd := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.Name}} {{.Target}}", ".")
	cmd.Dir = filepath.Join("..", "..", "..")
	if said, err := cmd.Output(); err != nil || !strings.HasPrefix(string(said), "main ") || filepath.Base(strings.TrimSpace(string(said))) != "switchboard" {
		t.Errorf("go install makes %s, %v", said, err)
	}
}

// debian holds the package's list against what has to be in it, where there is the tool to read it.
func debian(t *testing.T, out string) {
	t.Helper()
	if _, err := exec.LookPath("dpkg-deb"); err != nil || runtime.GOOS != "linux" {
		return
	}
	packages, err := filepath.Glob(filepath.Join(out, "*.deb"))
	if err != nil || len(packages) != 1 {
		t.Fatalf("%v %v", packages, err)
	}
	list, err := exec.CommandContext(t.Context(), "dpkg-deb", "--contents", packages[0]).Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"usr/bin/switchboard", "usr/share/man/man1/switchboard.1.gz", "usr/share/bash-completion/completions/switchboard",
		"usr/share/zsh/vendor-completions/_switchboard", "usr/share/fish/vendor_completions.d/switchboard.fish", "usr/share/doc/switchboard/copyright", "usr/share/doc/switchboard/themes/dark.toml"} {
		if !strings.Contains(string(list), "./"+name+"\n") {
			t.Errorf("%s is not in the package:\n%s", name, list)
		}
	}
	if !strings.Contains(string(list), "root/root") {
		t.Errorf("its files are not root's:\n%s", list)
	}
}
