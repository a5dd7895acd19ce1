package sms

import (
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
)

// bentSince counts the requests a condition met: those in the sandbox's log,
// and those that never came there.
func (r *rig) bentSince(b *bentWire, c condition, since time.Time, path string) int {
	if c.wire != nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		return b.done
	}
	return len(r.Since(since, "GET", path))
}

// pollMost is how often one number is asked about by itself in a minute of a
// condition: what was refused is left alone, what may pass is tried again.
var pollMost = map[string]int{
	"no answer in time": 3, "400": 1, "401": 1, "402": 1, "403": 1, "404": 2, "409": 1, "410": 2, "422": 1,
	"429 with a time": 1, "429 without a time": 1, "torn JSON": 8, "huge": 4, "wrong types": 4, "web page": 4,
	"404 of an edge": 4, "302": 4, "307": 4,
}

// A waiting number that cannot be asked about by itself is seen with the
// others: its code is here within half a minute, and its row stays.
func TestTheFailureMatrixOfPolls(t *testing.T) {
	matrix(t, func(t *testing.T, r *rig, b *bentWire, c condition) {
		a := r.mustOrder("bluekite", "telegram", "uk")
		time.Sleep(31 * time.Second)
		start := time.Now()
		r.meets(b, c, "GET", "/activation/"+a.ID, -1)
		time.Sleep(25 * time.Second)
		r.sms(a.ID, "Your code is 4815")
		time.Sleep(35 * time.Second)
		most, known := pollMost[c.name]
		if !known {
			most = 16 // four tries, four times
		}
		if n := r.bentSince(b, c, start, "/activation/"+a.ID); n > most || n == 0 && len(r.Since(start, "GET", everybodyCall)) == 0 {
			t.Errorf("%s: asked %d times in a minute, want at most %d", c.name, n, most)
		}
		if c.name == "401" {
			if n := len(r.Since(start.Add(15*time.Second), "GET", "")); n != 0 || r.health().State != store.HealthRefused {
				t.Errorf("%d requests with a refused key, the state is %s", n, r.health().State)
			}
			r.over(b, c)
			time.Sleep(time.Second)
		}
		if got := r.row(a.ID); got.Code != "4815" {
			t.Errorf("%s: the row says %s and the code is %q", c.name, got.RawWords(), got.Code)
		}
	})
}

// outages are what the strip says while every read meets a condition.
var outages = map[string]store.HealthState{
	"no network": store.HealthOffline, "no answer in time": store.HealthOffline, "answer lost": store.HealthOffline, "reset": store.HealthOffline, "TLS": store.HealthOffline,
	"401": store.HealthRefused, "403": store.HealthLive, "429 with a time": store.HealthLimited, "429 without a time": store.HealthLimited,
	"500": store.HealthError, "503": store.HealthError, "torn JSON": store.HealthError, "huge": store.HealthError, "wrong types": store.HealthError,
	"web page": store.HealthError, "404 of an edge": store.HealthError, "302": store.HealthError, "307": store.HealthError,
	"400": store.HealthLive, "402": store.HealthLive, "404": store.HealthLive, "409": store.HealthLive, "410": store.HealthLive, "422": store.HealthLive,
}

// While every read meets a condition the strip says so and the provider is not
// flooded; once it is over the code that came meanwhile is here within half a
// minute of the moment the provider may be asked again.
func TestTheFailureMatrixOfAnOutage(t *testing.T) {
	matrix(t, func(t *testing.T, r *rig, b *bentWire, c condition) {
		a := r.mustOrder("bluekite", "telegram", "uk")
		time.Sleep(15 * time.Second)
		start := time.Now()
		r.meets(b, c, "GET", "", -1)
		time.Sleep(25 * time.Second)
		r.sms(a.ID, "Your code is 4815")
		time.Sleep(35 * time.Second)
		if n := r.bentSince(b, c, start, ""); n == 0 || n > 60 {
			t.Errorf("%s: %d requests in a minute", c.name, n)
		}
		if h := r.health(); h.State != outages[c.name] && outages[c.name] != store.HealthLive {
			t.Errorf("%s: the state is %q (%s), want %q", c.name, h.State, h.Message, outages[c.name])
		}
		if got := r.row(a.ID); got.HasCode() || got.SMS != platfone.SMSRequested {
			t.Errorf("%s: the row changed to %s", c.name, got.RawWords())
		}
		r.over(b, c)
		blocks, err := r.DB.Limits().Blocked(t.Context(), platfone.Provider, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		var until time.Time // the first way to look that opens again
		for _, k := range blocks {
			if until.IsZero() || k.Until.Before(until) {
				until = k.Until
			}
		}
		time.Sleep(max(0, time.Until(until)) + 31*time.Second)
		if got := r.row(a.ID); got.Code != "4815" {
			t.Errorf("%s: half a minute after it was over the row says %s and the code is %q", c.name, got.RawWords(), got.Code)
		}
	})
}

// A read that a person asked for keeps what is known, says what happened, and
// is repeated only where that can help.
func TestTheFailureMatrixOfReads(t *testing.T) {
	words := map[string]string{
		"no network": "nothing was sent: cannot reach sandbox.test (no network)", "no answer in time": "SMS did not answer in time",
		"answer lost": "broke before the answer was complete", "reset": "broke before the answer was complete",
		"400": "SMS refused the request", "401": "SMS refused the key", "402": "too low", "403": "keeps this customer from it", "404": "SMS does not know this",
		"409": "SMS refuses it in the present state", "410": "SMS has it no longer", "422": "SMS refused the request",
		"429 with a time": "SMS asks to wait until", "429 without a time": "SMS asks to wait until about",
		"500": "SMS has trouble (500)", "503": "SMS has trouble (503)", "torn JSON": "cannot be read: it is not complete JSON",
		"huge": "it is larger than 8388608 bytes", "web page": "a web page answered instead of SMS: HTML from sandbox.test",
		"404 of an edge": "SMS does not know this: no such route", "302": "redirect to elsewhere.example, which is not followed",
		"307": "redirect to elsewhere.example, which is not followed", "TLS": "its certificate is signed by an unknown authority",
	}
	tries := map[string]int{"no network": 4, "answer lost": 4, "reset": 4, "500": 4, "503": 4, "TLS": 4, "torn JSON": 2}
	matrix(t, func(t *testing.T, r *rig, b *bentWire, c condition) {
		if err := r.RefreshBalance(t.Context(), "acme"); err != nil {
			t.Fatal(err)
		}
		known := r.holds("acme")
		time.Sleep(time.Millisecond)
		start := time.Now()
		r.meets(b, c, "GET", "/acme/balance", -1)
		err := r.RefreshBalance(t.Context(), "acme")
		if want := max(1, tries[c.name]); r.bentSince(b, c, start, "/acme/balance") != want {
			t.Errorf("%s: asked %d times, want %d", c.name, r.bentSince(b, c, start, "/acme/balance"), want)
		}
		now := r.holds("acme")
		if c.name == "wrong types" { // an amount that cannot be read is unknown, and never nothing
			if now.Total.Known || now.Total.String() == "$0.00" {
				t.Errorf("an amount that cannot be read is %s", now.Total)
			}
			return
		}
		if err == nil || !strings.Contains(err.Error(), words[c.name]) {
			t.Errorf("%s: it said %v, want %q", c.name, err, words[c.name])
		}
		if now != known {
			t.Errorf("%s: what was known changed from %v to %v", c.name, known, now)
		}
	})
}

func (r *rig) holds(customer string) platfone.Balance {
	r.T.Helper()
	c, err := r.DB.Customer(r.T.Context(), customer)
	if err != nil {
		r.T.Fatal(err)
	}
	return c.Held
}
