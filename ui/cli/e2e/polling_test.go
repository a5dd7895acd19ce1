package e2e

import (
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"
)

const (
	// settled is after what time a console has read what it reads at its start but the slow documents.
	settled = 30 * time.Second
	// span is how long requests are counted. It has several polls, and one beat of what is read every minute.
	span = 45 * time.Second
	// replaced is within what time another process reads in the place of one that was stopped.
	replaced = 15 * time.Second
)

// kind is a request without the customers, numbers and ids in it.
func (q request) kind() string {
	parts := strings.Split(q.Path, "/")
	for i, part := range parts {
		if strings.ContainsFunc(part, unicode.IsDigit) && part != "v1" || i > 0 && parts[i-1] == "customer" {
			parts[i] = ":id"
		}
	}
	return q.Method + " " + q.Provider + strings.Join(parts, "/")
}

// counted are the requests that came from one moment on, by their kind.
func (p *served) counted(from time.Time) map[string]int {
	p.t.Helper()
	came := map[string]int{}
	for _, provider := range []string{"sms", "trust", "lines"} {
		for _, q := range p.requests(provider) {
			if q.Time.After(from) {
				came[q.kind()]++
			}
		}
	}
	return came
}

// Of two consoles of one profile one polls: as much is asked in the same time as where there is one console alone.
// When it is stopped the other one polls soon.
func TestASecondConsoleAddsNoPolling(t *testing.T) {
	t.Parallel()
	alone, shared := serve(t, "--no-limits", "--sms-after", "1h"), serve(t, "--no-limits", "--sms-after", "1h")
	h := connected(t, shared)
	one, first := connected(t, alone).start(120, 40), h.start(120, 40)
	for _, s := range []*screen{one, first} {
		s.shows("SMS live", "TRUST live", "LINES live", "WAITING")
	}
	time.Sleep(settled)
	from := time.Now()
	second := h.start(120, 40)
	second.shows("SMS live", "TRUST live", "LINES live", "WAITING")
	time.Sleep(time.Until(from.Add(span)))
	want, got := alone.counted(from), shared.counted(from)
	const poll, document = "GET sms/m/customers/activation/history", "GET lines/accounts/:id/phone_numbers/:id"
	if want[poll] < 4 || want[document] < 15 {
		t.Fatalf("a console alone asked in %v for %v", span, want)
	}
	for kind, n := range got {
		if n > want[kind]+2 { // a beat may fall to either side of the edges
			t.Errorf("%s: %d times beside a second console, %d times alone", kind, n, want[kind])
		}
	}

	if err := first.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	stop := time.Now()
	for shared.counted(stop.Add(time.Second))[poll] == 0 && time.Since(stop) < patience {
		time.Sleep(100 * time.Millisecond)
	}
	if took := time.Since(stop); took > replaced {
		t.Errorf("the stopped console was replaced after %v", took)
	}
	if err := first.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
}
