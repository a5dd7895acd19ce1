package cli

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
)

// no is a refusal as the engine makes them.
type no struct {
	why   string
	until time.Time
}

func (n no) Error() string                { return "no: " + n.why }
func (n no) Refused() (string, time.Time) { return n.why, n.until }

func TestExitCodeOfErrors(t *testing.T) {
	soon := time.Now().Add(20 * time.Second)
	fault := func(k rest.Kind) error { return &rest.Error{Provider: "sms", Kind: k} }
	for _, c := range []struct {
		err  error
		want int
	}{
		{errors.New("anything"), Failure},
		{Misuse(errors.New("--max: no")), Usage},
		{&platfone.FieldError{Field: "max_price", Allowed: "1 to 10000"}, Usage},
		{fault(rest.Unauthorized), KeyRefused},
		{&rest.Error{Kind: rest.Forbidden, Status: 401}, KeyRefused},
		{no{why: "no_key"}, KeyRefused},
		{no{why: "key_refused"}, KeyRefused},
		{store.ErrNotFound, NotFound},
		{&store.Incomplete{What: "the ledger of acme", Pages: 20}, Unknown},
		{fault(rest.NotFound), NotFound},
		{&rest.Error{Kind: rest.Limited, Until: soon}, Limited},
		{no{why: "blocked", until: soon}, Limited},
		{no{why: "place_full"}, Limited},
		{no{why: "on_hold"}, Limited},
		{platfone.ErrOnHold, Limited},
		{platfone.ErrCustomerHeld, Guarded},
		{&platfone.PriceMoved{Suggested: 41, OrderID: "o1", Err: &rest.Error{Kind: rest.Conflict}}, PriceMoved},
		{&Exit{Code: NoCode, Err: errors.New("none")}, NoCode},
		{no{why: "read_only"}, Guarded},
		{no{why: "turn"}, Guarded},
		{no{why: "wrong_state"}, Guarded},
		{no{why: "unreachable"}, Failure},
		{store.ErrReadOnly, Guarded},
		{&store.Unsettled{Intent: 7, What: "The order"}, Unknown},
		{&store.OpenIntentError{Intent: store.Intent{ID: 7}}, Unknown},
		{fault(rest.Server), Failure},
		{fault(rest.Unanswered), Failure},
	} {
		a := &App{}
		wrapped := fmt.Errorf("doing it: %w", c.err)
		p := a.problem(t.Context(), wrapped)
		if p.Exit != c.want || p.Reason == "" || p.Message == "" {
			t.Errorf("%v: %+v, want %d", c.err, p, c.want)
		}
		if c.want == Limited && !errors.Is(c.err, platfone.ErrOnHold) && p.RetryAt != "" && (p.RetryAfter < 19 || p.RetryAfter > 20) {
			t.Errorf("%v: retry after %d", c.err, p.RetryAfter)
		}
	}
	if p := (&App{}).problem(t.Context(), fault(rest.Payment)); p.Exit != Failure || p.Reason != "payment" {
		t.Errorf("a provider that wants to be paid: %+v", p)
	}
	if p := (&App{}).problem(t.Context(), fault(rest.Offline)); p.Exit != Failure || p.Reason != "unreachable" {
		t.Errorf("a provider that cannot be reached: %+v", p)
	}
	a := &App{Flags: Flags{Offline: true}}
	if p := a.problem(t.Context(), no{why: "offline"}); p.Exit != Guarded {
		t.Errorf("--offline: %+v", p)
	}
}

// An interrupted command says so, unless something was sent whose outcome is
// not known: that weighs more.
func TestInterruptedProblem(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	a := &App{}
	if p := a.problem(ctx, context.Canceled); p.Exit != Interrupted {
		t.Errorf("%+v", p)
	}
	if p := a.problem(ctx, errors.Join(context.Canceled, &store.Unsettled{Intent: 3})); p.Exit != Unknown || p.Attempt != 3 {
		t.Errorf("%+v", p)
	}
}

func TestSentence(t *testing.T) {
	err := errors.Join(errors.New("one"), errors.New("two"), errors.New("one"))
	if got := sentence(err); got != "one; two" {
		t.Error(got)
	}
}
