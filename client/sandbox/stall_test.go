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
	lock, err := acquire(dir)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", filepath.Join(dir, socketFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = listener.Close(), lock.Close() })
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
			dir := t.TempDir()
			stopped(t, dir, c.alive)
			s := share(t, dir)
			s.stall.within = 50 * time.Millisecond
			for range 2 {
				r, err := http.NewRequestWithContext(t.Context(), "POST", "http://127.0.0.1/api/v1/retail/m/customer", strings.NewReader("{}"))
				if err != nil {
					t.Fatal(err)
				}
				answer, err := s.RoundTrip(r)
				var stall *Stalled
				if !errors.As(err, &stall) || stall.PID != os.Getpid() || stall.NotSent() == c.sent || !strings.Contains(err.Error(), "kill -CONT") {
					t.Errorf("%v, %v", answer, err)
				}
				c.sent = false // it is known now, and nothing more is sent
			}
		})
	}
}
