package sms

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

func TestTwoEnginesOfOneProfilePollOnce(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		first := r.Stop
		second := &rig{Rig: r.Beside(), key: r.key}
		second.start(nil)
		start := time.Now()
		time.Sleep(2 * time.Minute)
		if n := len(r.Since(start, "GET", "/activation/"+a.ID)) + len(r.Since(start, "GET", everybodyCall)); n > 12 {
			t.Errorf("%d polls in two minutes of two engines, want 12", n)
		}
		if r.Engine.Leading() == second.Engine.Leading() {
			t.Errorf("leading: %v and %v", r.Engine.Leading(), second.Engine.Leading())
		}
		if err := second.e.Ready(t.Context()); err != nil || second.Refusal() != "" {
			t.Errorf("the second is not ready: %v, %q", err, second.Refusal())
		}
		first()
		time.Sleep(8 * time.Second)
		if !second.Engine.Leading() {
			t.Error("the second has not taken over")
		}
		second.mustOrder("acme", "telegram", "uk")
		second.Stop()
	})
}

// Who asks again gets an answer at once, also where another process polls.
func TestAskingAgainIsDoneByTheLeader(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		two := r.second(nil)
		time.Sleep(3*time.Minute + 20*time.Second)
		start := time.Now()
		time.Sleep(3 * time.Second)
		if n := len(r.Since(start, "GET", everybodyCall)); n > 0 || two.Engine.Leading() {
			t.Fatalf("%d reads, leading %v", n, two.Engine.Leading())
		}
		if err := two.Engine.AskAgain(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Second)
		if n := len(r.Since(start, "GET", everybodyCall)); n != 1 {
			t.Errorf("%d reads after it was asked again", n)
		}
		two.Stop()
		if err := two.Engine.AskAgain(); err == nil {
			t.Error("a program that ended asks")
		}
	})
}

func TestWhatAnotherProcessOrdersIsPolledByTheLeader(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 25 * time.Second}, func(t *testing.T, r *rig) {
		two := r.second(nil)
		a := two.mustOrder("acme", "telegram", "uk")
		two.Stop()
		if got := r.row(a.ID); got.HasCode() {
			t.Fatal("the code came too soon for this test")
		}
		time.Sleep(37 * time.Second)
		if !r.row(a.ID).HasCode() {
			t.Error("twelve seconds after the code came nobody has seen it")
		}
	})
}

func TestTheLastPlaceIsTakenOnce(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		r.Stop()
		few := func(c *setup) { c.MaxActive = 2 }
		r.start(few)
		two := r.second(few)
		r.inject(sandbox.Fault{Kind: sandbox.Latency, MS: 2000, Times: 9, Method: "POST", Path: "/activation"})
		r.mustOrder("acme", "telegram", "uk")
		var all sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			rg := r
			if i%2 == 1 {
				rg = two
			}
			all.Go(func() {
				_, errs[i] = rg.Order(t.Context(), []string{"acme", "bluekite", "northwind", "harborlight"}[i], order("telegram", "uk"))
			})
		}
		all.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			} else if livetest.Reason(err) != live.ReasonFull {
				t.Error(err)
			}
		}
		if done != 1 {
			t.Errorf("%d orders fitted into the last place", done)
		}
		two.Stop()
	})
}

func TestTheSameFromSeveralProcessesWaitsItsTurn(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		two := r.second(nil)
		r.inject(sandbox.Fault{Kind: sandbox.Latency, MS: 700, Times: 9, Method: "POST", Path: orderPath})
		start := time.Now()
		var all sync.WaitGroup
		for i := range 5 {
			rg := r
			if i%2 == 1 {
				rg = two
			}
			all.Go(func() {
				if _, err := rg.Order(t.Context(), "acme", order("telegram", "uk")); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := len(r.Since(start, "POST", orderPath)); n != 5 {
			t.Errorf("%d of five orders were sent", n)
		}
		two.Stop()
	})
}

// stopped makes a process look as if it had been stopped a while ago.
func stopped(t *testing.T, dir string, mark string) {
	t.Helper()
	then := time.Now().Add(-store.Lost)
	if err := os.Chtimes(filepath.Join(dir, "processes", mark), then, then); err != nil {
		t.Fatal(err)
	}
}

// marks are the processes that are known.
func (r *rig) marks() []string {
	r.T.Helper()
	list, err := os.ReadDir(filepath.Join(r.Dir, "processes"))
	if err != nil {
		r.T.Fatal(err)
	}
	var names []string
	for _, f := range list {
		names = append(names, f.Name())
	}
	return names
}

func TestAStoppedLeaderLosesTheLeadAndFindsOut(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		r.mustOrder("acme", "telegram", "uk")
		mark := r.marks()[0]
		thief := r.Store()
		defer thief.Close()
		if led, err := thief.Lead(t.Context()); led || err != nil {
			t.Fatalf("a leader that goes on lost the lead: %v", err)
		}
		stopped(t, r.Dir, mark)
		if led, err := thief.Lead(t.Context()); !led || err != nil {
			t.Fatalf("a stopped leader keeps the lead: %v", err)
		}
		time.Sleep(3 * time.Second)
		if r.Engine.Leading() {
			t.Error("it has not found out that it lost the lead")
		}
		start := time.Now()
		for range 20 { // the thief goes on
			time.Sleep(3 * time.Second)
			if err := thief.Beat(); err != nil {
				t.Fatal(err)
			}
		}
		if polled := r.Since(start, "GET", "/"); len(polled) > 0 {
			t.Errorf("it still polls: %v", polled[0])
		}
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); err != nil {
			t.Errorf("it does not act any more: %v", err)
		}
		time.Sleep(15 * time.Second) // now the thief is silent
		if !r.Engine.Leading() {
			t.Error("it has not taken the lead again from one that hangs")
		}
	})
}

func TestAnAttemptInFlightElsewhereIsLeftAloneWhileItsProcessLives(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		other := r.Store()
		defer other.Close()
		body := []byte(`{"Customer":"acme","Order":{"ServiceID":"telegram","CountryID":"uk","MaxPrice":500}}`)
		sent := map[bool]int64{}
		for _, gone := range []bool{false, true} {
			id, err := other.Begin(t.Context(), store.Intent{Op: opOrder, NaturalKey: fmt.Sprint(gone), Body: body}, nil)
			if err == nil && gone {
				err = other.MarkSent(t.Context(), id)
			}
			if err != nil {
				t.Fatal(err)
			}
			sent[gone] = id
		}
		state := func(gone bool) store.IntentState {
			in, err := r.DB.Intent(t.Context(), sent[gone])
			if err != nil {
				t.Fatal(err)
			}
			return in.State
		}
		for range 10 {
			time.Sleep(3 * time.Second)
			if err := other.Beat(); err != nil {
				t.Fatal(err)
			}
		}
		if state(false) != store.StateIntent || state(true) != store.StateSent {
			t.Errorf("of a process that goes on they are %s and %s", state(false), state(true))
		}
		time.Sleep(16 * time.Second)
		if state(false) != store.StateRejected || state(true) != store.StateUnknown {
			t.Errorf("of a process that is stopped they are %s and %s", state(false), state(true))
		}
		// It goes on, and has its answer after all.
		if err := other.MarkSent(t.Context(), sent[false]); err == nil {
			t.Error("what others gave up for never sent is sent after all")
		}
		if err := other.Settle(t.Context(), sent[true], store.StateConfirmed, "x", ""); err != nil {
			t.Errorf("the answer does not count: %v", err)
		}
	})
}

func TestLooksOfSeveralProcessesCountTogether(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.Reset, Method: "POST", Path: orderPath})
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); err == nil {
			t.Fatal("the order was not cut")
		}
		time.Sleep(5 * time.Second)
		r.Stop()
		time.Sleep(2 * time.Minute)
		r.start(nil) // four seconds long
		list, err := r.DB.Intents(t.Context(), 1)
		if err != nil || list[0].State != store.StateAbsent {
			t.Errorf("two processes that looked two minutes apart leave it %s, %v", list[0].State, err)
		}
		a := r.mustOrder("acme", "telegram", "uk")
		if list, err = r.DB.Intents(t.Context(), 2); err != nil || list[0].Ref != a.ID || list[0].Parent != list[1].ID {
			t.Errorf("the next attempt is %+v, %v; want the earlier one as its parent", list[0], err)
		}
	})
}

// late answers by a clock that is ten seconds behind.
type late struct{ http.RoundTripper }

func (l late) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := l.RoundTripper.RoundTrip(r)
	if err == nil {
		answer.Header.Set("Date", time.Now().Add(-10*time.Second).UTC().Format(http.TimeFormat))
	}
	return answer, err
}

func TestASpanEndsAtTheProvidersTime(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		late := func(c *rest.Config) { c.Transport = late{r.World} }
		_, s := setup{Config: live.Config{DB: r.DB}, API: r.api(late)}.desk()
		if err := (&wholeList{s: s, what: "test", page: s.historyPage}).newest(t.Context()); err != nil {
			t.Fatal(err)
		}
		gaps, err := r.DB.Gaps(t.Context(), "test", time.Now().Add(-time.Hour), time.Now())
		if err != nil || len(gaps) != 1 || gaps[0].Low.After(time.Now().Add(-9*time.Second)) {
			t.Errorf("of the last hour %v is missing, %v; want the ten seconds the provider is behind", gaps, err)
		}
	})
}

func TestAnAnswerThatLeavesTheOutcomeOpenIsTold(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		for _, c := range []struct {
			fault sandbox.Fault
			says  string
		}{
			{sandbox.Fault{Kind: sandbox.Status, Status: 500}, "SMS answered 500"},
			{sandbox.Fault{Kind: sandbox.Malformed}, "SMS answered 20"},
			{sandbox.Fault{Kind: sandbox.Reset}, "no answer yet"},
		} {
			c.fault.Method, c.fault.Path = "POST", orderPath
			r.inject(c.fault)
			_, err := r.Order(t.Context(), "acme", order("telegram", "uk"))
			var open *store.Unsettled
			if !errors.As(err, &open) || !strings.Contains(open.Error(), c.says) {
				t.Errorf("%s: %v", c.fault.Kind, err)
			}
			time.Sleep(5 * time.Minute)
		}
	})
}
