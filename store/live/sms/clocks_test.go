package sms

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live/livetest"
	"switchboard/testdata/proof"
)

// apart are the ends of what is tried, and the hours of a changed summer time.
var apart = []time.Duration{-6 * time.Hour, 6 * time.Hour, time.Hour, -time.Hour, 0, 29 * time.Second}

// timely are acts whose time is up to the provider, and what they need.
var timely = []func(*shift) error{(*shift).order, (*shift).order, (*shift).cancel, (*shift).retry, (*shift).finalize, (*shift).report, (*shift).adjust}

// Whatever the computer's clock says, and when it is set while people work, a
// number ends here when it ends at the provider, nothing is sent that it
// refuses as too early or too late, and every code and cent is in the books.
func TestClocksThatAreApart(t *testing.T) {
	if testing.Short() {
		t.Skip("simulated hours take seconds")
	}
	n, dice := proof.Size(t, 3), rand.New(rand.NewPCG(proof.Seed(t, 1), 5))
	for i := range n {
		ahead := time.Duration(dice.Int64N(int64(12*time.Hour))) - 6*time.Hour
		if i < len(apart) {
			ahead = apart[i]
		}
		t.Run(ahead.Round(time.Second).String(), func(t *testing.T) { workApart(t, ahead, dice.Uint64()) })
		if t.Failed() {
			return
		}
	}
	proof.Figure(t, "differences of clocks", n)
}

// workApart is an hour of acts with clocks that are apart, another after the
// provider's went ten minutes forward, as ours does when it is set back.
func workApart(t *testing.T, ahead time.Duration, seed uint64) {
	seen := &exposures{}
	inBubble(t, sandbox.Options{Deliver: seen.take, Seed: 1 + seed%1000, Ahead: ahead}, func(t *testing.T, r *rig) {
		r.enrich(staffed[4:]...)
		time.Sleep(time.Minute)
		r.Control("hook", `{"url":"http://127.0.0.1:9/","secret":"for the test alone"}`)
		start := time.Now().Add(ahead)
		d := &shift{rig: r, dice: rand.New(rand.NewPCG(seed, 6)), staff: slices.Clone(staffed), tally: map[string]int{}}
		for n := range 40 {
			d.note(timely[d.dice.IntN(len(timely))](d))
			time.Sleep(time.Duration(d.dice.Int64N(int64(6 * time.Minute))))
			r.sameEnds(n)
			if n == 20 {
				r.Control("clock", `{"forward":600}`)
				time.Sleep(20 * time.Second)
			}
		}
		time.Sleep(40 * time.Minute)
		a := r.auditor(start)
		a.Audit()
		for _, op := range []string{opCancel, opRetry, opFinalize} {
			for _, in := range a.Journal[op][store.StateRejected] {
				if !outrun(a, in) {
					t.Errorf("%s of %s was sent and refused: %s", op, in.Subject, in.Reason)
				}
			}
		}
		if lost := seen.missing(r); len(lost) != 0 || len(seen.list) == 0 {
			t.Errorf("%d of %d codes are not in the journal once: %q", len(lost), len(seen.list), lost)
		}
		if d.tally["done"] < 10 {
			t.Errorf("the hours were too quiet: %v", d.tally)
		}
	})
}

// outrun says whether a code came before an act upon its number did.
func outrun(a *livetest.Auditor, in store.Intent) bool {
	for _, n := range a.Ledger.Activations {
		if strings.Contains(in.NaturalKey, n.ID) {
			return n.Code != nil
		}
	}
	return false
}

// sameEnds fails the test for a number that runs at the provider and not here,
// or the other way round, but in the second of its end, since an answer's Date
// tells no less, and until a poll has told what the provider ended by itself.
func (r *rig) sameEnds(step int) {
	r.T.Helper()
	live, err := r.DB.LiveActivations(r.T.Context(), r.Now())
	if err != nil {
		r.T.Fatal(err)
	}
	here := map[string]bool{}
	for _, a := range live {
		if end := a.ExpireAt.Sub(r.Now()).Abs(); end < 2*time.Second {
			return
		}
		here[a.ID] = a.Status == platfone.StatusActive && a.ExpireAt.After(r.Now())
	}
	for _, a := range r.books().Activations {
		runs := a.Status == string(platfone.StatusActive) && a.Expire > r.Now().Unix() // the provider says so a little late
		if !runs && r.Now().Unix() < a.Updated+15 {
			continue
		}
		if runs != here[a.ID] {
			r.T.Errorf("step %d: %s runs at the provider: %v, here: %v", step, a.ID, runs, here[a.ID])
		}
	}
}
