package cli

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/store/act"
)

// busy refuses each act a few times for a budget of calls.
type busy struct {
	act.Judge
	left int
}

func (b *busy) Do(context.Context, act.Act, act.Consent) (act.Outcome, error) {
	if b.left--; b.left >= 0 {
		return nil, &act.Refusal{Why: act.Limited, Say: "Wait", Until: time.Now().Add(20 * time.Second)}
	}
	return "done", nil
}

// A command that waits for a budget of calls says so, once however often it does.
func TestAWaitForCallsIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var errs bytes.Buffer
		o := newOutput(io.Discard, &errs, false)
		p := &patient{Judge: &busy{left: 3}, say: o.Say}
		out, began := act.Outcome(nil), time.Now()
		err := act.Patiently(t.Context(), func(ctx context.Context) (err error) {
			out, err = p.Do(ctx, nil, act.Consent{})
			return err
		})
		if took := time.Since(began); err != nil || out != "done" || took != time.Minute {
			t.Errorf("after %v %v, %v", took, out, err)
		}
		if said := errs.String(); strings.Count(said, "goes on by itself at ") != 1 {
			t.Errorf("it says %q", said)
		}
	})
}
