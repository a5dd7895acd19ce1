package e2e

import (
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// careless is a command as it runs for a person whose umask takes nothing away.
func (h *home) careless(args ...string) *exec.Cmd {
	h.t.Helper()
	cmd := h.command(args...)
	careless := exec.CommandContext(h.t.Context(), "/bin/sh", append([]string{"-c", `umask 0; exec "$0" "$@"`, cmd.Path}, cmd.Args[1:]...)...)
	careless.Env, careless.Dir = cmd.Env, cmd.Dir
	return careless
}

// Whatever the umask: every folder the program makes is the person's alone, and so is every file.
func TestWhatTheProgramWritesIsForThePersonAlone(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	write(t, h.file("backup", "for"), "a copy")
	for _, args := range [][]string{
		{"config", "init"}, {"--sandbox", "sync", "--full"}, {"--sandbox", "customers", "credit", "acme", "+1", "-y"},
		{"--sandbox", "db", "backup", h.file("backup")},
	} {
		cmd := h.careless(args...)
		if out, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState.ExitCode() != 10 { // the history may not be whole yet
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
	s := h.startCommand(100, 30, h.careless("--sandbox"))
	s.shows("SMS live")
	s.quit()
	seen := map[string]int{}
	err := filepath.WalkDir(h.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == h.dir {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		seen[d.Name()]++
		if own := strings.Contains(path, "switchboard") || strings.Contains(path, "backup"); own && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s can be used by others: %v", path, info.Mode())
		}
		return nil
	})
	if err != nil || seen["cache.db"] < 2 || seen["journal.db"] < 2 || seen["config.toml"] != 1 {
		t.Errorf("found %v, %v", seen, err)
	}
}
