package e2e

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/testdata/proof"
)

const (
	onTime = 100 * time.Millisecond  // how soon a frame is to follow its key, as a person feels it
	waited = 1500 * time.Millisecond // who waits for a file waits for longer than that
)

// frames opens and closes the help so many times, and returns how long each frame took.
func (s *screen) frames(n int) (took []time.Duration) {
	s.t.Helper()
	for range n {
		for _, c := range []struct {
			key string
			ok  func(string) bool
		}{
			{"?", func(shown string) bool { return strings.Contains(shown, "Help: ") }},
			{"\x1b", func(shown string) bool { return !strings.Contains(shown, "Help: ") }},
		} {
			begun := time.Now()
			s.press(c.key)
			s.until("the frame after "+c.key, c.ok)
			took = append(took, time.Since(begun))
		}
	}
	return took
}

// tardy is what frames took: how many there were, how many of them came late, what nine of ten of them took at the most,
// and the slowest.
type tardy struct {
	frames, late  int
	most, slowest time.Duration
}

func tardiness(took []time.Duration) (t tardy) {
	slices.Sort(took)
	t.frames = len(took)
	for _, d := range took {
		if d > onTime {
			t.late++
		}
	}
	t.most, t.slowest = took[len(took)*9/10], took[len(took)-1]
	return t
}

// besides are what may hold a console up: what begins it ends with the function it returns.
func (h *home) besides(addr string) map[string]func() func() {
	return map[string]func() func(){
		"a cache that another program holds":   func() func() { return h.lock("cache.db") },
		"a journal that another program holds": func() func() { return h.lock("journal.db") },
		"a thousand slow senders of hooks": func() func() {
			var all []net.Conn
			for range 1000 {
				conn, err := net.Dial("tcp", addr)
				if err != nil {
					h.t.Fatal(err)
				}
				all = append(all, conn)
				if _, err := io.WriteString(conn, "POST / HTTP/1.1\r\nHost: x\r\nX-Slow: s"); err != nil {
					h.t.Fatal(err)
				}
			}
			return func() {
				for _, conn := range all {
					_ = conn.Close() // the console may have closed it
				}
			}
		},
	}
}

// listener is an address at which nobody listens and which the system gives to nobody who only connects.
func listener(t *testing.T) string {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 20000+rand.IntN(10000)))
		if err == nil {
			defer l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("no port is free")
	return ""
}

// measured are frames alone and beside something that begins and ends, in turns.
func (s *screen) measured(times int, begin func() func()) (alone, beside tardy) {
	s.t.Helper()
	var a, b []time.Duration
	for left := times; left > 0; left -= turn {
		a = append(a, s.frames(min(left, turn))...)
		end := begin()
		b = append(b, s.frames(min(left, turn))...)
		end()
	}
	return tardiness(a), tardiness(b)
}

// turn is how many pairs of frames are measured beside something before as many are measured alone.
const turn = 5

// Beside whatever may hold it up a console draws as soon as without. No frame waits for a file or for
// a sender; a busy computer is late too, though not each time. In the large run frames beside and frames alone take turns, so that what else the computer
// does meets both, and nine of ten frames beside take at most what they take alone, twice, and a little.
func TestNoFrameWaitsForOthers(t *testing.T) {
	t.Parallel()
	times := proof.Size(t, 3)
	p := serve(t, "--no-limits", "--sms-after", "1h")
	h := connected(t, p, "SWITCHBOARD_WEBHOOK_SECRET=a-secret-of-some-length")
	addr := listener(t)
	text, err := os.ReadFile(h.config())
	if err != nil {
		t.Fatal(err)
	}
	write(t, h.config(), string(text)+"[profiles.default.webhooks]\naddr = \""+addr+"\"\n")
	s := h.start(120, 40)
	s.shows("SMS live", "TRUST live", "LINES live", "WAITING")
	total := 0
	for what, begin := range h.besides(addr) {
		for from := time.Now(); ; {
			s.gone("LOCKED") // what was known to be held before is not waited for again
			a, b := s.measured(times, begin)
			total += b.frames
			t.Logf("%s: of %d frames beside it and as many alone %d and %d took more than %v, nine of ten at most %v and %v, the slowest %v and %v",
				what, b.frames, b.late, a.late, onTime, b.most, a.most, b.slowest, a.slowest)
			if proof.Large() && b.most > 2*a.most+onTime/2 {
				t.Errorf("beside %s: nine of ten frames took at most %v, %v alone", what, b.most, a.most)
			}
			if b.slowest <= waited {
				break
			}
			if time.Since(from) > patience {
				t.Errorf("beside %s a frame always takes more than %v: %v", what, waited, b.slowest)
				break
			}
		}
	}
	proof.Figure(t, "frames beside others", total)
	if exit := s.quit(); exit != 0 {
		t.Errorf("the console ended with %d", exit)
	}
}
