package sms

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/testdata/proof"
)

// gauge stands between the program and the provider and notes what is asked,
// and what is asked of a class that the provider has just paused.
type gauge struct {
	next http.RoundTripper

	mu     sync.Mutex
	log    []sandbox.Request
	paused map[string]pause
	broken []string // requests inside a pause
}

// pause is what a provider asked for: no request of a class between the answer
// that says so and its end. One that leaves in the very moment of the answer
// could not know of it.
type pause struct{ said, until time.Time }

func (g *gauge) RoundTrip(r *http.Request) (*http.Response, error) {
	q := sandbox.Request{Time: time.Now(), Method: r.Method, Path: r.URL.Path}
	class := classOf(q).Name
	g.mu.Lock()
	g.log = append(g.log, q)
	if p := g.paused[class]; q.Time.After(p.said) && q.Time.Before(p.until) {
		g.broken = append(g.broken, fmt.Sprintf("%s %s at %v, %v before the end of the pause", q.Method, q.Path, q.Time, p.until.Sub(q.Time)))
	}
	g.mu.Unlock()
	res, err := g.next.RoundTrip(r)
	if err == nil && res.StatusCode == http.StatusTooManyRequests {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.paused[class] = pause{time.Now(), pausedUntil(res.Header)}
	}
	return res, err
}

// pausedUntil is until when a provider that says "too many" is left alone: as
// long as it says, a minute when it does not.
func pausedUntil(h http.Header) time.Time {
	if at, err := strconv.ParseInt(h.Get("X-Ratelimit-Reset"), 10, 64); err == nil {
		return time.Unix(at, 0)
	}
	return time.Now().Add(time.Minute)
}

// weather is what goes wrong, and how often in a hundred of five minutes.
var weather = []struct {
	often int
	fault func(*rand.Rand) sandbox.Fault
}{
	{10, func(d *rand.Rand) sandbox.Fault {
		return sandbox.Fault{Kind: sandbox.Latency, MS: d.IntN(30000), Times: 10}
	}},
	{10, func(d *rand.Rand) sandbox.Fault {
		return sandbox.Fault{Kind: sandbox.Status, Status: 500 + d.IntN(5), Times: 1 + d.IntN(10)}
	}},
	{7, func(*rand.Rand) sandbox.Fault { return sandbox.Fault{Kind: sandbox.Status, Status: 429} }},
	{8, func(d *rand.Rand) sandbox.Fault { return sandbox.Fault{Kind: sandbox.Reset, Times: 1 + d.IntN(5)} }},
	{6, func(*rand.Rand) sandbox.Fault { return sandbox.Fault{Kind: sandbox.Malformed, Times: 3} }},
	{4, func(*rand.Rand) sandbox.Fault { return sandbox.Fault{Kind: sandbox.HTML, Times: 3} }},
	{8, func(*rand.Rand) sandbox.Fault { return sandbox.Fault{Kind: sandbox.LostAnswer, Times: 3} }},
	{8, func(*rand.Rand) sandbox.Fault { return sandbox.Fault{Kind: sandbox.Offline, Times: -1} }},
}

// under lets five minutes of whatever weather pass, with an act or two.
func (d *shift) under() {
	n := d.dice.IntN(100)
	for _, w := range weather {
		if n -= w.often; n < 0 {
			d.inject(w.fault(d.dice))
			break
		}
	}
	if n >= 0 && d.dice.IntN(20) == 0 {
		d.again()
	}
	left := 5 * time.Minute
	for range 1 + d.dice.IntN(2) {
		d.act()
		pause := time.Duration(d.dice.Int64N(int64(left)))
		time.Sleep(pause)
		left -= pause
	}
	time.Sleep(left)
	if d.dice.IntN(3) > 0 { // an outage may last
		d.World.ClearFaults()
	}
}

// Days of faults, restarts and one block of a day: nothing is asked inside a
// pause or over a limit, every code is here once, and nothing is left open.
func TestDaysOfFaultsLoseNothingAndRespectEveryLimit(t *testing.T) {
	if testing.Short() {
		t.Skip("simulated days take seconds")
	}
	hours, seed := proof.Size(t, 12), proof.Seed(t, 1)
	seen := &exposures{}
	inBubble(t, sandbox.Options{Deliver: seen.take, Seed: 7 + seed}, func(t *testing.T, r *rig) {
		r.enrich(staffed[4:]...)
		time.Sleep(time.Minute)
		r.Control("hook", `{"url":"http://127.0.0.1:9/","secret":"for the test alone"}`)
		g := &gauge{next: r.Via, paused: map[string]pause{}}
		r.Via = g
		r.again()
		start := time.Now()
		d := &shift{rig: r, dice: rand.New(rand.NewPCG(seed, 24)), staff: slices.Clone(staffed), tally: map[string]int{}}
		for n := range hours * 12 {
			d.under()
			if n == hours*9 {
				r.Control("block", "")
			}
		}
		r.World.ClearFaults()
		time.Sleep(40 * time.Minute)
		a := r.auditor(start)
		a.Audit()
		if lost := seen.missing(r); len(lost) != 0 {
			t.Errorf("%d of %d codes are not in the journal once: %q", len(lost), len(seen.list), lost)
		}
		g.mu.Lock()
		defer g.mu.Unlock()
		for _, b := range g.broken {
			t.Error("inside a pause: " + b)
		}
		inBudgets(t, busiestMinute(g.log))
		if len(seen.list) < hours || d.tally["done"] < hours {
			t.Errorf("the days were too quiet: %v, %d codes", d.tally, len(seen.list))
		}
		proof.Figure(t, "simulated hours", hours)
		proof.Figure(t, "codes", len(seen.list))
		proof.Figure(t, "requests", len(g.log))
		t.Logf("%v, %d codes\n%s", d.tally, len(seen.list), a.Counts())
	})
}
