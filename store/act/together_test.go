package act_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
)

func ending(id string, refused ...act.Reason) act.Verdict {
	v := act.Verdict{Act: act.Cancel{ID: id}, Before: []act.Fact{{Name: "number", Value: id}}}
	v.Refuse(refused...)
	return v
}

func TestTogetherIsOneVerdict(t *testing.T) {
	early := act.WrongState.Of("+1", "canceled", "it is too early")
	for _, c := range []struct {
		name   string
		each   []act.Verdict
		why    act.Code
		warned int
		takes  act.Sureness
	}{
		{"one alone is as it is", []act.Verdict{ending("a")}, "", 0, act.Unasked},
		{"more than one take more", []act.Verdict{ending("a"), ending("b")}, "", 0, act.ByCapital},
		{"what one meets alone keeps the others from nothing", []act.Verdict{ending("a", early), ending("b")}, "", 1, act.ByCapital},
		{"what all meet stops them", []act.Verdict{ending("a", early), ending("b", early)}, act.WrongState, 0, act.ByCapital},
		{"what lies in the program stops them", []act.Verdict{ending("a", act.Blocked.Of("SMS", "12:00", "")), ending("b")}, act.Blocked, 0, act.ByCapital},
	} {
		v := act.Together(c.each)
		if got := why(t, v.Err()); got != c.why || len(v.Warned) != c.warned || v.Consent.Sureness() != c.takes {
			t.Errorf("%s: %q, %d warned, takes %d", c.name, got, len(v.Warned), v.Consent.Sureness())
		}
	}
	if act.Together([]act.Verdict{ending("a"), ending("b")}).Fingerprint() == act.Together([]act.Verdict{ending("a"), ending("c")}).Fingerprint() {
		t.Error("other numbers are the same verdict")
	}
}

func TestWhatTheNextWouldMeetToo(t *testing.T) {
	for _, c := range []struct {
		err  error
		want bool
	}{
		{nil, false},
		{act.WrongState.Of("+1", "canceled", "too early").Refusal(), false},
		{act.OpenAttempt.Of("it is looked for").Refusal(), false},
		{act.KeyRefused.Of("SMS").Refusal(), true},
		{act.Limited.Of("SMS", "12:00").Refusal(), true},
		{fmt.Errorf("ending: %w", &rest.Error{Kind: rest.Conflict, Status: 409, Sent: true}), false},
		{&rest.Error{Kind: rest.NotFound, Status: 404, Sent: true}, false},
		{&rest.Error{Kind: rest.Limited, Status: 429, Sent: true}, true},
		{&rest.Error{Kind: rest.Server, Status: 500, Sent: true}, true},
		{&store.Unsettled{Intent: 1}, true},
		{context.Canceled, true},
	} {
		if got := act.Repeats(c.err); got != c.want || act.Ends(act.Cancel{ID: "a"}, c.err) != c.want {
			t.Errorf("%v: %v", c.err, got)
		}
		if act.Ends(act.Order{Of: 3}, c.err) != (c.err != nil) {
			t.Errorf("%v: the same order again", c.err)
		}
	}
}

// full is a judge for whom every budget of calls is used up for half a minute.
type full struct {
	act.Judge
	until time.Time
}

func (f full) Do(context.Context, act.Act, act.Consent) (act.Outcome, error) {
	if time.Now().Before(f.until) {
		no := act.Limited.Of("SMS", "12:00")
		no.Until = f.until
		return nil, no.Refusal()
	}
	return "done", nil
}

// A budget of calls is waited for between several things; who wants one is told at once.
func TestOneThingIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for n, waits := range map[int]time.Duration{1: 0, 2: 30 * time.Second} {
			began, done := time.Now(), 0
			v := act.Together([]act.Verdict{ending("a"), ending("b")}[:n])
			c, err := v.Agree(v.Consent)
			if err != nil {
				t.Fatal(err)
			}
			err = v.Carry(t.Context(), full{until: began.Add(30 * time.Second)}, c, func(_ int, _ act.Outcome, err error) bool {
				if err == nil {
					done++
				}
				return true
			})
			if took := time.Since(began); took != waits || (err == nil) != (n > 1) || n > 1 && done != n {
				t.Errorf("%d: after %v %d are done, %v", n, took, done, err)
			}
		}
	})
}

// What comes of each alike is told once: the address that all of them get. What differs, moves by itself or adds up is not.
func TestWhatComesOfEachAlikeIsTold(t *testing.T) {
	one := func(id, address string) act.Verdict {
		v := act.Verdict{Act: act.Cancel{id}, After: []act.Fact{{Name: "Sends", Value: address, Kind: act.Place}, {Name: "of", Value: id}, {Name: "free", Value: "$1.00", Loose: true}}}
		v.Take(act.Enter())
		return v
	}
	for _, c := range []struct {
		addresses []string
		want      int
	}{{[]string{"1 Market St", "1 Market St"}, 1}, {[]string{"1 Market St", "2 Market St"}, 0}} {
		v := act.Together([]act.Verdict{one("a", c.addresses[0]), one("b", c.addresses[1])})
		if len(v.After) != c.want || c.want > 0 && v.After[0].Value != "1 Market St" {
			t.Errorf("%q: %+v", c.addresses, v.After)
		}
	}
	barred := one("b", "2 Market St")
	barred.Refuse(act.AlreadySo.Of("it is"))
	if v := act.Together([]act.Verdict{one("a", "1 Market St"), barred}); len(v.After) != 3-1 {
		t.Errorf("of those that can be done: %+v", v.After)
	}
}
