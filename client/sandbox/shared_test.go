package sandbox

import (
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

func share(t *testing.T, dir string) *Shared {
	t.Helper()
	s, err := Share(Options{Dir: dir, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // most have ended before
	return s
}

// shallow is a folder in which a socket can be, wherever the folder for temporary files lies.
func shallow(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "switchboard-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// asked asks for the countries and tells the status.
func asked(t *testing.T, s *Shared) int {
	t.Helper()
	e, err := s.Endpoints("http://127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), "GET", "http://127.0.0.1/api/v1/retail/m/customers", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Api-Key", e.SMS.Key)
	answer, err := s.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode
}

func TestTheWorldIsSharedAndTakenOver(t *testing.T) {
	for deep, room := range map[string]string{"": "/tmp", strings.Repeat("a-long-name/", 12): "/tmp", strings.Repeat("longer-still/", 12): filepath.Join(t.TempDir(), strings.Repeat("temporary/", 12))} {
		dir := filepath.Join(t.TempDir(), deep, "p")
		if err := os.MkdirAll(room, 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv("TMPDIR", room)
		first, second, third := share(t, dir), share(t, dir), share(t, dir)
		if first.World() == nil || second.World() != nil || third.World() != nil {
			t.Fatal("not exactly the first has the world")
		}
		here, err := first.Endpoints("http://x")
		there, err2 := second.Endpoints("http://x")
		if err := errors.Join(err, err2); err != nil || here != there {
			t.Errorf("the keys are %v here and %v there, %v", here, there, err)
		}
		for _, s := range []*Shared{first, second} {
			if got := asked(t, s); got != http.StatusOK {
				t.Errorf("it answers %d", got)
			}
		}
		if _, err := second.Control("fault", []byte(`{"kind":"status","status":503}`)); err != nil {
			t.Error(err)
		}
		if got := asked(t, first); got != http.StatusServiceUnavailable {
			t.Errorf("a fault that another program asked for: %d", got)
		}
		if _, err := second.Control("fault", []byte(`{"kind":"nothing"}`)); err == nil || !strings.Contains(err.Error(), "kind must be") {
			t.Errorf("a wrong fault: %v", err)
		}
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}
		var both sync.WaitGroup
		for _, s := range []*Shared{second, third} {
			both.Go(func() {
				if got := asked(t, s); got != http.StatusOK {
					t.Errorf("after the first has ended it answers %d", got)
				}
			})
		}
		both.Wait()
		if (second.World() == nil) == (third.World() == nil) {
			t.Error("not exactly one has taken the world over")
		}
		if err := errors.Join(second.Close(), third.Close()); err != nil {
			t.Error(err)
		}
		left, err := os.ReadDir(dir)
		for _, f := range left {
			if strings.HasPrefix(f.Name(), "world.") && !slices.Contains([]string{worldFile, actsFile, lockFile}, f.Name()) {
				t.Errorf("%s is left behind", f.Name())
			}
		}
		if err != nil {
			t.Error(err)
		}
	}
}

func TestTheSocketIsPrivate(t *testing.T) {
	dir := t.TempDir()
	share(t, dir)
	path := filepath.Join(dir, socketFile)
	if at, ok := pointed(dir); ok {
		path = at
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket is %v, %v", info, err)
	}
}

// A program that was killed leaves its socket, and nobody behind it.
func TestASocketLeftBehindIsNoWorld(t *testing.T) {
	dir := shallow(t)
	dead, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, socketFile)})
	if err != nil {
		t.Fatal(err)
	}
	dead.SetUnlinkOnClose(false)
	if err := dead.Close(); err != nil {
		t.Fatal(err)
	}
	if got := asked(t, share(t, dir)); got != http.StatusOK {
		t.Errorf("the one who comes next is answered %d", got)
	}
	if got := asked(t, share(t, dir)); got != http.StatusOK {
		t.Errorf("the one after it is answered %d", got)
	}
}

func TestAFreshWorldNeedsTheOldOneFree(t *testing.T) {
	dir := t.TempDir()
	first := share(t, dir)
	var locked *Locked
	if _, err := Share(Options{Dir: dir, Fresh: true}); !errors.As(err, &locked) {
		t.Errorf("a fresh world beside the old one: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	fresh, err := Share(Options{Dir: dir, Fresh: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := fresh.Close(); err != nil {
		t.Error(err)
	}
}
