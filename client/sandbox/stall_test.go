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

// ending is a process that has the socket of a folder and ends when it was asked for so many things, without an answer to
// the last: its world is nobody's.
func ending(t *testing.T, dir string, asked int) {
	t.Helper()
	listener, err := net.Listen("unix", filepath.Join(dir, socketFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() }) // most have ended before
	go func() {
		for ; ; asked-- {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			if asked > 1 {
				_, _ = conn.Read(make([]byte, 4096))
				_, _ = conn.Write([]byte("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"))
			} else {
				_ = listener.Close()
			}
			_ = conn.Close()
		}
	}()
}

// A request that meets the end of the program that has the world is carried out by the one that takes it over, unless it
// may have been done already.
func TestARequestThatMeetsTheEndIsMadeAgain(t *testing.T) {
	for _, c := range []struct {
		method, path, body string
		asked              int
		again              bool
	}{
		{"GET", "/m/customers", "", 1, true}, {"POST", creditPath, credit("ONCE"), 1, true},
		{"GET", "/m/customers", "", 2, true}, {"POST", creditPath, credit("ONCE"), 2, false},
	} {
		dir := shallow(t)
		closeWorld(t, open(t, Options{Dir: dir, Seed: 7}))
		other := &kept{dir: dir}
		if err := other.acquire(); err != nil {
			t.Fatal(err)
		}
		s := share(t, dir)
		other.release()
		ending(t, dir, c.asked)
		u := inProcess(t, newWorld(t, Options{Seed: 7}))
		u.base = "http://127.0.0.1"
		answer, err := s.RoundTrip(u.request(t.Context(), c.method, c.path, c.body))
		if again := err == nil && answer.StatusCode == 200; again != c.again {
			t.Errorf("%s after %d: %v %v", c.method, c.asked, answer, err)
		}
		var not interface{ NotSent() bool }
		if !c.again && errors.As(err, &not) {
			t.Errorf("%s: %v says that it was not sent", c.method, err)
		}
	}
}

// What the program that has the world cuts off by its own will is not made again.
func TestAFaultIsNoEnd(t *testing.T) {
	dir := shallow(t)
	first, second := share(t, dir), share(t, dir)
	if err := first.World().Inject(Fault{Kind: Reset}); err != nil {
		t.Fatal(err)
	}
	u := inProcess(t, first.World())
	u.base = "http://127.0.0.1"
	if answer, err := second.RoundTrip(u.request(t.Context(), "GET", "/m/customers", "")); err == nil || len(first.World().Requests()) != 1 {
		t.Errorf("%v %v after %d requests", answer, err, len(first.World().Requests()))
	}
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
