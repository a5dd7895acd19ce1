package act

import (
	"context"
	"errors"
	"fmt"
	"time"

	"switchboard/client/rest"
)

// soon is the longest that a run waits by itself: a longer block is a person's to know of.
const soon = 2 * time.Minute

// patience is how long it waits so for one thing in all: where a budget is used up that often, others need it.
const patience = 15 * time.Minute

// Passes is when something can be tried again that a budget of calls, ours or the
// provider's, kept from being done; false where that is not why, and where it lasts.
func Passes(err error) (time.Time, bool) {
	var until time.Time
	var no *Refusal
	var fault *rest.Error
	switch {
	case errors.As(err, &no) && no.Why == Limited:
		until = no.Until
	case errors.As(err, &fault) && fault.Kind == rest.Limited:
		until = fault.Until
	}
	return until, !until.IsZero() && time.Until(until) < soon
}

// Patiently does what a budget of calls may keep from being done for a moment:
// it is waited for, though not without an end.
func Patiently(ctx context.Context, do func(context.Context) error) error {
	wait := WaitFrom(time.Now())
	for {
		until, err := wait.Until(do(ctx))
		if until.IsZero() {
			return err
		}
		if !Pause(ctx, until) {
			return ctx.Err()
		}
	}
}

// Wait is how long one thing waits for its place among the calls.
type Wait struct{ end time.Time }

// WaitFrom begins to wait, before the first attempt.
func WaitFrom(now time.Time) Wait { return Wait{now.Add(patience)} }

// Until is when an attempt that came to err is made again; zero with what it came to in the end when it is not.
func (w Wait) Until(err error) (time.Time, error) {
	until, again := Passes(err)
	switch {
	case !again:
		return time.Time{}, err
	case until.After(w.end):
		return time.Time{}, inVain(err)
	}
	return until, err
}

// inVain says that something was waited for without getting its turn.
func inVain(err error) error {
	const said = "It waited up to 15 minutes for a place among the calls, and none came: "
	var no *Refusal
	if errors.As(err, &no) {
		late := *no
		late.Say = said + no.Say
		return &late
	}
	return fmt.Errorf("%s%w", said, err)
}

// Pause waits until a moment; false when ctx ends first.
func Pause(ctx context.Context, until time.Time) bool {
	t := time.NewTimer(max(time.Until(until), 10*time.Millisecond))
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
