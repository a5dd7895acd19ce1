package act_test

import (
	"context"
	"fmt"
	"testing"

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
		if got := act.Repeats(c.err); got != c.want {
			t.Errorf("%v: %v", c.err, got)
		}
	}
}
