package act

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/rest"
)

// A budget that is used up again and again is not waited for without an end, and that it was waited for is said.
func TestPatienceEnds(t *testing.T) {
	for name, busy := range map[string]func(time.Time) error{
		"ours":           func(until time.Time) error { return &Refusal{Why: Limited, Say: "Wait until then.", Until: until} },
		"the provider's": func(until time.Time) error { return &rest.Error{Kind: rest.Limited, Until: until} },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began, tries := time.Now(), 0
				err := Patiently(t.Context(), func(context.Context) error {
					tries++
					return busy(time.Now().Add(time.Minute))
				})
				if took := time.Since(began); took > patience || took < patience-time.Minute || tries != 16 {
					t.Errorf("it ended after %v and %d tries", took, tries)
				}
				if err == nil || !strings.HasPrefix(err.Error(), "It waited up to 15 minutes") || !Repeats(err) {
					t.Errorf("it says %v", err)
				}
				var no *Refusal
				var fault *rest.Error
				if !errors.As(err, &no) && !errors.As(err, &fault) {
					t.Errorf("why it has no place is lost: %T", err)
				}
			})
		})
	}
}

// A person who ends the run does not wait for it.
func TestPatienceEndsWithTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), 90*time.Second)
		defer stop()
		err := Patiently(ctx, func(context.Context) error {
			return &Refusal{Why: Limited, Until: time.Now().Add(time.Minute)}
		})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("it says %v", err)
		}
	})
}
