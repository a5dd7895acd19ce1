package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

// afterOrder orders a number and waits.
func (r *rig) afterOrder(wait time.Duration) platfone.Activation {
	r.T.Helper()
	a := r.mustOrder("acme", "google", "uk")
	time.Sleep(wait)
	return a
}

func TestLostAnswersToActsAreFoundOut(t *testing.T) {
	for _, c := range []struct {
		name, path string
		sms        time.Duration
		act        func(*rig, platfone.Activation) error
		done       func(store.Activation) bool
	}{
		{"cancel", "/cancel", time.Hour, func(r *rig, a platfone.Activation) error { return r.Cancel(r.T.Context(), a.ID) },
			func(a store.Activation) bool { return a.Status == platfone.StatusCanceled }},
		{"finalize", "/finalize", time.Minute, func(r *rig, a platfone.Activation) error { return r.Finalize(r.T.Context(), a.ID) },
			func(a store.Activation) bool { return a.Status == platfone.StatusFinalized }},
		{"retry", "/retry", time.Minute, func(r *rig, a platfone.Activation) error { return r.Retry(r.T.Context(), a.ID) },
			func(a store.Activation) bool { return a.SMS == platfone.RetryRequested }},
	} {
		for _, kind := range []sandbox.Kind{sandbox.LostAnswer, sandbox.Reset} {
			t.Run(c.name+" "+string(kind), func(t *testing.T) {
				inBubble(t, sandbox.Options{SMSAfter: c.sms}, func(t *testing.T, r *rig) {
					a := r.afterOrder(3 * time.Minute)
					start := time.Now()
					r.inject(sandbox.Fault{Kind: kind, Method: "PUT", Path: c.path})
					err := c.act(r, a)
					var open *store.Unsettled
					if !errors.As(err, &open) {
						t.Fatalf("it ended with %v, want *store.Unsettled", err)
					}
					time.Sleep(3 * time.Second)
					in, _ := r.DB.Intent(t.Context(), open.Intent)
					want, done := store.StateConfirmed, true
					if kind == sandbox.Reset { // it never arrived
						want, done = store.StateAbsent, false
						time.Sleep(130 * time.Second)
						in, _ = r.DB.Intent(t.Context(), open.Intent)
					}
					if in.State != want {
						t.Errorf("the journal says %s (%s), want %s", in.State, in.Reason, want)
					}
					if got := r.row(a.ID); c.done(got) != done {
						t.Errorf("the row is %s", got.RawWords())
					}
					if n := len(r.Since(start, "PUT", c.path)); n != 1 {
						t.Errorf("sent %d times, want once", n)
					}
				})
			})
		}
	}
}

// Two processes cancel one number: the second waits for its turn, and by then the number's new
// state is saved, so it is refused here and not sent. One that dies before it is saved leaves
// its attempt open.
func TestAnActIsNotOverBeforeTheNumbersNewStateIsSaved(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.afterOrder(3 * time.Minute)
		second := r.second(nil)
		defer second.Stop()
		start := time.Now()
		r.inject(sandbox.Fault{Kind: sandbox.Latency, Method: "GET", Path: "/activation/" + a.ID, MS: 3000, Times: 1})
		first, other := make(chan error, 1), make(chan error, 1)
		go func() { first <- r.Cancel(t.Context(), a.ID) }()
		time.Sleep(time.Second)
		go func() { other <- second.Cancel(t.Context(), a.ID) }()
		if in := r.newest(); in.Op != opCancel || in.State != store.StateSent {
			t.Errorf("while the number is read the journal has %s %s, want it sent", in.Op, in.State)
		}
		if err := <-first; err != nil {
			t.Errorf("the first: %v", err)
		}
		if err := <-other; livetest.Reason(err) != act.AlreadySo {
			t.Errorf("the second: %v, want that it is so already", err)
		}
		if n := len(r.Since(start, "PUT", "/cancel")); n != 1 {
			t.Errorf("sent %d times, want once", n)
		}
	})
}

// The number cannot be read after an act upon it: the row tells how it stood before, and the
// journal knows better.
func TestAnActIsDoneThoughTheNumberCannotBeRead(t *testing.T) {
	for _, c := range []struct {
		path string
		sms  time.Duration
		act  func(*SMS, context.Context, string) error
		why  act.Code
	}{
		{"/cancel", time.Hour, (*SMS).Cancel, act.AlreadySo},
		{"/finalize", time.Minute, (*SMS).Finalize, act.AlreadySo},
		{"/retry", time.Minute, (*SMS).Retry, act.WrongState},
	} {
		t.Run(c.path, func(t *testing.T) {
			inBubble(t, sandbox.Options{SMSAfter: c.sms}, func(t *testing.T, r *rig) {
				a := r.afterOrder(3 * time.Minute)
				before, start := r.row(a.ID), time.Now()
				r.inject(sandbox.Fault{Kind: sandbox.Status, Method: "GET", Times: 1000})
				if err := c.act(r.SMS, t.Context(), a.ID); err != nil {
					t.Fatal(err)
				}
				if row := r.row(a.ID); row.RawWords() != before.RawWords() {
					t.Fatalf("the row is %s, it was %s: the read did not fail", row.RawWords(), before.RawWords())
				}
				if err := c.act(r.SMS, t.Context(), a.ID); livetest.Reason(err) != c.why {
					t.Errorf("again: %v, want %s", err, c.why)
				}
				if n := len(r.Since(start, "PUT", c.path)); n != 1 {
					t.Errorf("sent %d times, want once", n)
				}
			})
		})
	}
}

func TestACancelThatLostTheRaceSaysThatACodeCame(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.afterOrder(3 * time.Minute)
		r.inject(sandbox.Fault{Kind: sandbox.Reset, Method: "PUT", Path: "/cancel"})
		err := r.Cancel(t.Context(), a.ID)
		var open *store.Unsettled
		if !errors.As(err, &open) {
			t.Fatal(err)
		}
		if _, err := r.World.Control("sms", fmt.Appendf(nil, `{"activation_id":%q,"text":"Code 730251"}`, a.ID)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Second)
		in, err := r.DB.Intent(t.Context(), open.Intent)
		if err != nil || in.State != store.StateAbsent || in.Reason != "a code came first: it is billed" {
			t.Errorf("it is %s: %q, %v", in.State, in.Reason, err)
		}
		if got := r.row(a.ID); got.Code != "730251" {
			t.Errorf("the code is %q", got.Code)
		}
	})
}

func TestActsAgainstTheRulesAreRefusedHere(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.afterOrder(5 * time.Second)
		start := time.Now()
		for name, err := range map[string]error{
			"a cancel too early":    r.Cancel(t.Context(), a.ID),
			"a retry without code":  r.Retry(t.Context(), a.ID),
			"an end without a code": r.Finalize(t.Context(), a.ID),
		} {
			want := live.ReasonRule
			if strings.HasSuffix(name, "too early") {
				want = act.TooEarly
			}
			if livetest.Reason(err) != want {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := r.Cancel(t.Context(), "nobody"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a cancel of nothing: %v", err)
		}
		if n := len(r.Since(start, "PUT", "/")); n != 0 {
			t.Errorf("%d acts were sent", n)
		}
	})
}

func TestAnActTheProviderRefusesIsReadAgain(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.afterOrder(3 * time.Minute)
		if err := r.elsewhere().Cancel(t.Context(), "acme", a.ID); err != nil {
			t.Fatal(err)
		}
		// A poll that came first has told so already.
		if err := r.Cancel(t.Context(), a.ID); !errors.Is(err, platfone.ErrWrongState) && livetest.Reason(err) != act.AlreadySo {
			t.Errorf("a cancel of what is canceled: %v", err)
		}
		if got := r.row(a.ID); got.Status != platfone.StatusCanceled {
			t.Errorf("the row still says %s", got.RawWords())
		}
	})
}

func TestJudge(t *testing.T) {
	then := time.Unix(1000, 0)
	waiting := actNote{SMS: platfone.SMSRequested, Status: platfone.StatusActive, Updated: then}
	ready := actNote{SMS: platfone.SMSReceived, Status: platfone.StatusActive, Updated: then}
	twice := actNote{SMS: platfone.RetryReceived, Status: platfone.StatusActive, Updated: then}
	is := func(sms platfone.SMSStatus, status platfone.ActivationStatus, at int64) platfone.Activation {
		return platfone.Activation{SMS: sms, Status: status, UpdatedAt: time.Unix(at, 0)}
	}
	for _, c := range []struct {
		name   string
		op     string
		before actNote
		now    platfone.Activation
		want   live.FindingState
		sure   bool
	}{
		{"canceled", opCancel, waiting, is(platfone.SMSRequested, platfone.StatusCanceled, 1001), live.Happened, false},
		{"not canceled", opCancel, waiting, is(platfone.SMSRequested, platfone.StatusActive, 1000), live.Absent, false},
		{"a code first", opCancel, waiting, is(platfone.SMSReceived, platfone.StatusActive, 1001), live.Absent, true},
		{"expired first", opCancel, waiting, is(platfone.SMSRequested, platfone.StatusExpired, 1001), live.Absent, true},
		{"finalized", opFinalize, ready, is(platfone.SMSReceived, platfone.StatusFinalized, 1001), live.Happened, false},
		{"not finalized", opFinalize, ready, is(platfone.SMSReceived, platfone.StatusActive, 1000), live.Absent, false},
		{"not finalized, and a message came", opFinalize, actNote{SMS: platfone.RetryRequested, Status: platfone.StatusActive, Updated: then},
			is(platfone.RetryReceived, platfone.StatusActive, 1001), live.Absent, false},
		{"retried", opRetry, ready, is(platfone.RetryRequested, platfone.StatusActive, 1001), live.Happened, false},
		{"retried and received", opRetry, ready, is(platfone.RetryReceived, platfone.StatusActive, 1001), live.Happened, false},
		{"a third message", opRetry, twice, is(platfone.RetryReceived, platfone.StatusActive, 1001), live.Happened, false},
		{"no third message", opRetry, twice, is(platfone.RetryReceived, platfone.StatusActive, 1000), live.Absent, false},
		{"a state nobody expects", opRetry, ready, is("odd", platfone.StatusActive, 1001), live.Unclear, false},
	} {
		if got := judge(c.op, c.before, c.now); got.State != c.want || got.Sure != c.sure {
			t.Errorf("%s: %v, sure %v; want %v, %v", c.name, got.State, got.Sure, c.want, c.sure)
		}
	}
}

func TestWhatAnOrderCanHaveMade(t *testing.T) {
	note := orderNote{Customer: "acme", Order: platfone.NewOrder{ServiceID: "telegram", CountryID: "uk", MaxPrice: 50}}
	from, to := time.Unix(1000, 5e8), time.Unix(1120, 0)
	fits := platfone.Activation{ServiceID: "telegram", CountryID: "uk", Price: money.Known(50), CreatedAt: time.Unix(1000, 0)}
	if !note.made(fits, from, to) {
		t.Error("what fits is not taken")
	}
	for name, edit := range map[string]func(*platfone.Activation){
		"another service": func(a *platfone.Activation) { a.ServiceID = "signal" },
		"another country": func(a *platfone.Activation) { a.CountryID = "pl" },
		"dearer":          func(a *platfone.Activation) { a.Price = money.Known(51) },
		"older":           func(a *platfone.Activation) { a.CreatedAt = time.Unix(999, 0) },
		"later":           func(a *platfone.Activation) { a.CreatedAt = time.Unix(1121, 0) },
	} {
		a := fits
		edit(&a)
		if note.made(a, from, to) {
			t.Errorf("%s: taken", name)
		}
	}
	fits.Price = money.Price{}
	if !note.made(fits, from, to) {
		t.Error("one without a stated price is not taken")
	}
}

func TestTheJournalKeepsWhatAnActNeedsToBeFoundOut(t *testing.T) {
	note := orderNote{Customer: "acme", Order: order("telegram", "uk"), Skew: 3 * time.Second}
	b, err := json.Marshal(note)
	if err != nil {
		t.Fatal(err)
	}
	var back orderNote
	if err := json.Unmarshal(b, &back); err != nil || back != note {
		t.Errorf("%+v came back as %+v, %v", note, back, err)
	}
}
