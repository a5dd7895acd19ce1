package e2e

import (
	"strings"
	"testing"
	"time"
)

// A number that expires while its order is to be made again is followed by
// another, as often as was agreed to, and then the command ends.
func TestAnOrderIsMadeAgainWhileTheCommandWaits(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits", "--sms-after", "2h")
	h := connected(t, p)
	waited := make(chan result, 1)
	go func() {
		waited <- h.bare(append(ordering("acme"), "--wait", "--again", "1", "--again-max", "5", "--timeout", "10m", "--ndjson")...)
	}()
	orders := func() (n int) {
		for _, q := range p.requests("sms") {
			if q.Method == "POST" && strings.HasSuffix(q.Path, "/acme/activation") {
				n++
			}
		}
		return n
	}
	for orders() < 1 { // the first
		time.Sleep(50 * time.Millisecond)
	}
	p.tell("clock", `{"forward":1201}`)
	for orders() < 2 && len(waited) == 0 { // in its place
		time.Sleep(50 * time.Millisecond)
	}
	p.tell("clock", `{"forward":1201}`)
	got := <-waited
	if got.code != 7 || strings.Count(got.out, `"event":"ordered"`) != 2 || strings.Count(got.out, `"event":"ended"`) != 2 || !strings.Contains(got.err, "no more than 1 was agreed to") || orders() != 2 {
		t.Errorf("%d orders, %+v", orders(), got)
	}
}
