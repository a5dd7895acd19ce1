package sandbox

import (
	"errors"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
)

// An act that cannot be kept is not done, and that is what is answered, by whichever provider and however it was asked
// for: neither this world nor the one that the next program finds knows of it. The next one that can be kept is.
func TestAnActThatCannotBeKeptIsNotDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		w := open(t, Options{Dir: dir, Seed: 7, NoLimits: true})
		u := inProcess(t, w)
		u.want(200, "POST", creditPath, credit("ONE"))
		account := "/v2/accounts/" + w.Endpoints("").Lines.AccountID + "/phone_numbers"
		before, read := states(t, w), u.want(200, "GET", "/m/customers", "")
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skip(err)
		}
		var file *os.File
		for _, breaks := range []struct {
			name    string
			off, on func()
		}{
			{"the disk is full", func() { file, w.kept.acts.file = w.kept.acts.file, full }, func() { w.kept.acts.file = file }},
			{
				"the folder is gone", func() { w.kept.dir, w.kept.acts.size = dir+"/gone", w.kept.acts.size+mostActs },
				func() { w.kept.dir, w.kept.acts.size = dir, w.kept.acts.size-mostActs },
			},
		} {
			breaks.off()
			for _, tc := range []struct{ method, path, body string }{
				{"POST", creditPath, credit("TWO")},
				{"POST", "/activation", `{"service_id":"telegram","country_id":"uk"}`},
				{"PUT", "/api/v1/account/listings/+16285550177", `{"kind":"business","dba":"Kept Ltd"}`},
				{"POST", account + "/%2B14155550142", `{"data":{"cnam":{"display_name":"KEPT"}}}`},
				{"POST", "/_sandbox/block", ""},
				{"POST", "/_sandbox/clock", `{"forward":60}`},
			} {
				code, _, said, err := u.do(tc.method, tc.path, tc.body)
				if err != nil || code != 500 || !strings.Contains(said, "could not be saved: no s") {
					t.Errorf("%s: %s %s: %d %.300s %v", breaks.name, tc.method, tc.path, code, said, err)
				}
				if states(t, w) != before || w.clock.Ahead() != 0 || found(t, dir) != before {
					t.Fatalf("%s: %s %s is done", breaks.name, tc.method, tc.path)
				}
			}
			breaks.on()
		}
		if now := u.want(200, "GET", "/m/customers", ""); now != read {
			t.Errorf("read %s, before %s", now, read)
		}
		u.want(200, "POST", creditPath, credit("TWO"))
		if found(t, dir) != states(t, w) || states(t, w) == before {
			t.Error("the next act is not kept")
		}
		closeWorld(t, w)
	})
}

// Where it is not known what is on disk, the end says so.
func TestAWorldThatIsNotKnownToBeKept(t *testing.T) {
	w := open(t, Options{Dir: done(t, "ONE")})
	w.kept.dir, w.kept.acts.size = w.kept.dir+"/gone", mostActs+1
	inProcess(t, w).want(500, "POST", creditPath, credit("TWO"))
	if err := w.Close(); err == nil {
		t.Error("the end does not say that")
	}
}

// Who asks a world that has ended, or one that ends meanwhile, is told that nothing was done, or what was done is kept.
func TestAWorldThatHasEndedDoesNothing(t *testing.T) {
	dir := t.TempDir()
	for _, later := range []bool{false, true} {
		w := open(t, Options{Dir: dir, Later: later})
		if later { // it was never asked for anything
			closeWorld(t, w)
		}
		r := inProcess(t, open(t, Options{Seed: 1})).request(t.Context(), "POST", creditPath, credit("ENDED"))
		closeWorld(t, w)
		var not interface{ NotSent() bool }
		if answer, err := w.RoundTrip(r); !errors.As(err, &not) || !not.NotSent() {
			t.Errorf("answered %v %v", answer, err)
		}
		if _, err := w.Control("block", nil); !errors.As(err, &not) {
			t.Errorf("steered: %v", err)
		}
	}
	w := open(t, Options{Dir: dir, NoLimits: true})
	u := inProcess(t, w)
	var requests []*http.Request
	for i := range 8 {
		requests = append(requests, u.request(t.Context(), "POST", creditPath, credit("RACE"+strconv.Itoa(i))))
	}
	answered := make([]bool, len(requests))
	var all sync.WaitGroup
	for i, r := range requests {
		all.Go(func() {
			answer, err := w.RoundTrip(r)
			answered[i] = err == nil && answer.StatusCode == 200
		})
	}
	closeWorld(t, w)
	all.Wait()
	for i, was := range answered {
		if knows(t, dir, "RACE"+strconv.Itoa(i)) != was {
			t.Errorf("%d: answered %v, and the next program knows otherwise", i, was)
		}
	}
}
