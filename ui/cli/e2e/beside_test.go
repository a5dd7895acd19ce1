package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/testdata/proof"
)

// Three that act without a pause beside a console of the same profile: no one is told of a lock, what
// is said to be done was sent once, and the console goes on.
func TestFourProcessesActAllTheTime(t *testing.T) {
	t.Parallel()
	seconds := proof.Size(t, 2)
	p := serve(t, "--no-limits")
	h := connected(t, p)
	s := h.start(120, 40)
	s.shows("SMS live", "TRUST live", "LINES live", "WAITING")
	until := time.Now().Add(time.Duration(seconds) * time.Second)
	var all sync.WaitGroup
	done := make([]int, 3)
	for i := range done {
		all.Go(func() {
			for n := 0; n == 0 || time.Now().Before(until); n++ {
				h.acts(i, n)
				done[i]++
			}
		})
	}
	all.Wait()
	booked := 0
	for _, q := range p.requests("sms") {
		if q.Method == http.MethodPost && strings.HasSuffix(q.Path, "/transaction") {
			booked++
		}
	}
	if want := done[0] + done[1] + done[2]; booked != want {
		t.Errorf("%d were booked, %d were sent", want, booked)
	}
	if exit := s.quit(); exit != 0 {
		t.Errorf("the console ended with %d", exit)
	}
	proof.Figure(t, "acts beside each other", done[0]+done[1]+done[2])
}

// acts books one amount, and reads what another process may be writing.
func (h *home) acts(who, n int) {
	h.t.Helper()
	for _, args := range [][]string{
		{"customers", "credit", "acme", "+1", "--ref", fmt.Sprintf("by%dn%d", who, n), "--yes"},
		{[]string{"customers", "activations", "numbers"}[who], "list", "--quiet"},
	} {
		if got := h.bare(args...); got.code != 0 || strings.Contains(strings.ToLower(got.err), "locked") {
			h.t.Errorf("%v: %+v", args, got)
		}
	}
}
