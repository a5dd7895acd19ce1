package sandbox

import (
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// stopped is a process that has the world of a folder and does not go on: it has the lock and the
// socket, and what it was heard to answer before it was stopped.
func stopped(t *testing.T, dir string, alive int) {
	t.Helper()
	other := &kept{dir: dir}
	if err := other.acquire(); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", filepath.Join(dir, socketFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = listener.Close(), other.lock.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			if alive--; alive >= 0 {
				_, _ = conn.Read(make([]byte, 4096))
				_, _ = conn.Write([]byte("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"))
				_ = conn.Close()
			}
		}
	}()
}

// A world whose process is stopped is told as such, with the process, and it is known whether the
// request had left: one that had can still be carried out.
func TestAStoppedWorldIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		alive int
		sent  bool
	}{"stopped before": {0, false}, "stopped while it is asked": {1, true}} {
		t.Run(name, func(t *testing.T) {
			// A busy machine may be late with the one answer that comes: then there is more time for it.
			for within := 50 * time.Millisecond; !stalls(t, c.alive, c.sent, within); within *= 4 {
				if within > time.Minute {
					t.Fatalf("it is not known that the request had left, %v after it", within)
				}
			}
		})
	}
}

// stalls asks a stopped world twice and reports whether it is known of the first request that it had left, or had not.
func stalls(t *testing.T, alive int, sent bool, within time.Duration) bool {
	t.Helper()
	dir := shallow(t)
	stopped(t, dir, alive)
	s := share(t, dir)
	s.stall.within = within
	for _, left := range []bool{sent, false} { // after the first it is known, and nothing more is sent
		r, err := http.NewRequestWithContext(t.Context(), "POST", "http://127.0.0.1/api/v1/retail/m/customer", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		answer, err := s.RoundTrip(r)
		var stall *Stalled
		if !errors.As(err, &stall) || stall.PID != os.Getpid() || !strings.Contains(err.Error(), "kill -CONT") {
			t.Fatalf("%v, %v", answer, err)
		}
		if stall.NotSent() == left {
			return false
		}
	}
	return true
}
