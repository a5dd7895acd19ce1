package e2e

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"

	"switchboard/testdata/proof"
)

const (
	// settled is after what time a console has read what it reads at its start but the slow documents.
	settled = 30 * time.Second
	// span is how long requests are counted. It has several polls, and one beat of what is read every minute.
	span = 45 * time.Second
)

// poll is what sees all the numbers that run.
const poll = "GET sms/m/customers/activation/history"

// replaced is within what time another process reads in the place of one that was stopped: in the
// large run, which is for a quiet computer, within as many seconds as it is large.
func replaced(t *testing.T) time.Duration {
	return time.Duration(proof.Size(t, int(patience/time.Second))) * time.Second
}

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
	var more []string
	for range 3 { // of two profiles on a busy computer one may read what it reads at its start for longer
		var first *screen
		var shared *served
		if first, shared, more = besideAnother(t); len(more) == 0 {
			replacedSoon(t, first, shared)
			return
		}
	}
	t.Errorf("each time more is asked: %s", strings.Join(more, "; "))
}

// besideAnother starts a console, and two of another profile, and tells the first of the two, its providers, and of what they are asked more.
func besideAnother(t *testing.T) (first *screen, shared *served, more []string) {
	t.Helper()
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
	const document = "GET lines/accounts/:id/phone_numbers/:id"
	want := alone.counted(from)
	for ; want[poll] < 4 || want[document] < 15; want = alone.counted(from) { // a busy computer asks later
		if time.Since(from) > patience {
			t.Fatalf("a console alone asked in %v for %v", patience, want)
		}
		time.Sleep(time.Second)
	}
	for kind, n := range shared.counted(from) {
		if n > want[kind]*5/4+2 { // a beat may fall to either side of the edges, and a busy computer puts some off
			more = append(more, fmt.Sprintf("%s: %d times beside a second console, %d times alone", kind, n, want[kind]))
		}
	}
	return first, shared, more
}

// replacedSoon stops the console that polls: another polls in its place.
func replacedSoon(t *testing.T, first *screen, shared *served) {
	t.Helper()
	if err := first.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	stop := time.Now()
	for shared.counted(stop.Add(time.Second))[poll] == 0 && time.Since(stop) < patience {
		time.Sleep(100 * time.Millisecond)
	}
	if took := time.Since(stop); took > replaced(t) {
		t.Errorf("the stopped console was replaced after %v", took)
	}
	if err := first.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
}
