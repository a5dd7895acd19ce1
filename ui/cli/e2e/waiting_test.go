package e2e

import (
	"strings"
	"testing"
	"time"
)

// Numbers that one process waits for are ended by others, in one call and in several at once: all
// of them are ended, each once, and who waits hears of it.
func TestNumbersAreEndedBesideWhoWaits(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits", "--sms-after", "2h")
	h := connected(t, p)
	var ids []string
	for range 4 {
		got := h.bare(append(ordering("acme"), "--format=ndjson")...)
		_, rest, _ := strings.Cut(got.out, `"activation_id":"`)
		id, _, _ := strings.Cut(rest, `"`)
		if ids = append(ids, id); got.code != 0 || id == "" {
			t.Fatalf("%+v", got)
		}
	}
	p.tell("clock", `{"forward":180}`) // from when on they may be ended
	waited := make(chan result)
	go func() { waited <- h.bare(append([]string{"wait", "--ndjson", "--timeout", "10m"}, ids...)...) }()
	polled := len(p.requests("sms"))
	for len(p.requests("sms")) == polled { // it asks
	}
	for i, got := range h.together([]string{"activations", "end", ids[0], "-y"}, []string{"activations", "end", ids[1], "-y"}, []string{"activations", "end", ids[2], ids[3], "-y"}) {
		if got.code != 0 {
			t.Errorf("ending %d beside a wait: %+v", i, got)
		}
	}
	got := <-waited
	if got.code != 7 || strings.Count(got.err, "ended without a code: CANCELED") != len(ids) {
		t.Errorf("the wait ended with %+v", got)
	}
	ended := 0
	for _, q := range p.requests("sms") {
		if q.Method != "GET" && !strings.HasSuffix(q.Path, "/acme/activation") {
			ended++
		}
	}
	if ended != len(ids) {
		t.Errorf("%d ends were sent for %d numbers", ended, len(ids))
	}
}

// inVain has an order wait for a code that does not come, for a moment, and for longer where the computer is so busy
// that the order itself was not made in that time; then it is tried by somebody new.
func inVain(order func(limit time.Duration) result) (got result, limit time.Duration) {
	for limit = 2 * time.Second; ; limit *= 4 {
		got = order(limit)
		if made := got.code != 10 && !strings.Contains(got.err, "not done within"); made || limit > patience {
			return got, limit
		}
	}
}

// What is waited for in vain ends with 7 in every format, and names the time as its reason.
func TestWaitingInVain(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	const order = "order --customer acme --service telegram --country uk -y --wait --sms-after 2h"
	for _, format := range formats {
		for _, line := range []string{"prices telegram --country uk --below 0.01 --watch", "listings watch +14155550199", order} {
			limit := 2 * time.Second
			try := func(limit time.Duration) result {
				return h.shell("$S " + line + " --timeout " + limit.String() + " " + format)
			}
			got := try(limit)
			if line == order && (got.code == 10 || strings.Contains(got.err, "not done within")) {
				got, limit = inVain(func(limit time.Duration) result {
					h = newHome(t)
					return try(limit)
				})
			}
			data := strings.HasSuffix(format, "json")
			if got.code != 7 || !strings.Contains(got.err, " in time") && !strings.Contains(got.err, "within "+limit.String()) || data && !strings.Contains(got.out, `"exit":7`) ||
				data && line == order && (!strings.Contains(got.out, `"activation_id":"`) || !strings.Contains(got.out, `"expires_at":"`)) {
				t.Errorf("%s %s: %+v", line, format, got)
			}
		}
	}
}

// The examination that only its exit status is wanted of asks nobody with --offline.
func TestAQuietExaminationWithoutTheNetwork(t *testing.T) {
	t.Parallel()
	p := serve(t)
	h := connected(t, p)
	before := len(p.requests("sms")) + len(p.requests("trust")) + len(p.requests("lines"))
	for _, line := range [][]string{{"doctor", "-q", "--offline"}, {"doctor", "--quiet", "--offline"}, {"doctor", "-q", "--offline", "--sandbox"}} {
		if got := h.bare(line...); got != (result{}) {
			t.Errorf("%v: %+v", line, got)
		}
	}
	if now := len(p.requests("sms")) + len(p.requests("trust")) + len(p.requests("lines")); now != before {
		t.Errorf("%d requests were made", now-before)
	}
	write(t, h.config(), read(t, h.config())+"\n[nosuch]\nx = 1\n")
	if got := h.bare("doctor", "-q", "--offline"); !strings.Contains(got.out, "nosuch: there is no such setting") {
		t.Errorf("of settings that are broken: %+v", got)
	}
}
