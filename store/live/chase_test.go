package live

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
)

// looker is a desk of which only looks are asked.
type looker struct {
	Desk
	found Finding
}

func (l *looker) Look(context.Context, store.Intent) (Finding, error) { return l.found, nil }

// lost is a journal with one attempt whose outcome is not known.
func lost(t *testing.T) (*store.DB, store.Intent) {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	in := store.Intent{Op: "sms.order", NaturalKey: "k", Subject: "one"}
	if in.ID, err = db.Begin(t.Context(), in, nil); err != nil {
		t.Fatal(err)
	}
	if err := db.MarkSent(t.Context(), in.ID); err != nil {
		t.Fatal(err)
	}
	if err := db.Settle(t.Context(), in.ID, store.StateUnknown, "", "no answer"); err != nil {
		t.Fatal(err)
	}
	return db, in
}

// An absence is proved by two looks two minutes apart, with none between them that is in doubt;
// what others have settled is not looked for.
func TestAnAbsenceIsProvedWithoutABreak(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db, in := lost(t)
		d := &looker{}
		c := &chaser{e: &Engine{db: db}, d: d, in: in, since: time.Now()}
		look := func(found FindingState, want store.IntentState) {
			t.Helper()
			d.found = Finding{State: found, Ref: "made"}
			if _, err := c.look(t.Context()); err != nil {
				t.Fatal(err)
			}
			if now, err := db.Intent(t.Context(), in.ID); err != nil || now.State != want {
				t.Errorf("it is %s, %v; want %s", now.State, err, want)
			}
			time.Sleep(time.Minute)
		}
		look(Absent, store.StateUnknown)
		look(Absent, store.StateUnknown)
		for _, doubt := range []FindingState{Unclear, Partial} {
			look(doubt, store.StateUnknown)
			look(Absent, store.StateUnknown)
		}
		look(Absent, store.StateUnknown)
		look(Absent, store.StateAbsent)
		look(Happened, store.StateAbsent)
	})
}

// Looks that were asked for meanwhile do not end the looking before its time: what is in doubt for
// the first minute is settled afterwards.
func TestLooksBetweenDoNotEndTheLooking(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db, in := lost(t)
		c := &chaser{e: &Engine{db: db}, d: &looker{}, in: in, since: time.Now()}
		for range 2 * len(chaseAt) {
			if next, err := c.look(t.Context()); err != nil || next == Done {
				t.Fatalf("after %v the next look is in %v: %v", time.Since(c.since), next, err)
			}
		}
		time.Sleep(chaseAt[len(chaseAt)-1])
		if next, err := c.look(t.Context()); err != nil || next != Done {
			t.Errorf("after the last look the next is in %v: %v", next, err)
		}
	})
}

// What can never be read whole is looked for without an end, and no more often than what can: it costs more requests.
func TestWhatIsReadInPartIsReadAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db, in := lost(t)
		c := &chaser{e: &Engine{db: db}, d: &looker{found: Finding{State: Partial, Reason: "in part"}}, in: in, since: time.Now()}
		for range 2 * len(chaseAt) {
			next, err := c.look(t.Context())
			if err != nil || next <= 0 {
				t.Fatalf("the next look is in %v, %v", next, err)
			}
			time.Sleep(next)
		}
		if d := time.Since(c.since); d < chaseAt[len(chaseAt)-1]+time.Duration(len(chaseAt)-1)*chaseAgain {
			t.Errorf("it was looked for %d times in %v", c.looks, d)
		}
		if now, err := db.Intent(t.Context(), in.ID); err != nil || now.State != store.StateUnknown || now.Reason != "in part" || now.NextCheck.IsZero() {
			t.Errorf("it is %s: %q, next %v, %v", now.State, now.Reason, now.NextCheck, err)
		}
	})
}

// What was sent once more is looked for anew: what was found before proves nothing.
func TestLookingAnewForgetsWhatWasMissed(t *testing.T) {
	db, in := lost(t)
	e := &Engine{db: db}
	in.Missed = time.Now().Add(-time.Hour)
	if err := e.ChaseAnew(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if now, err := db.Intent(t.Context(), in.ID); err != nil || !now.Missed.IsZero() {
		t.Errorf("missed since %v, %v", now.Missed, err)
	}
}

// A key that is refused is not tried again at once, and what is limited not before its time.
func TestResumeWaitsForWhatPasses(t *testing.T) {
	for kind, want := range map[rest.Kind]time.Duration{rest.Unauthorized: time.Minute, rest.Offline: 0, rest.NotFound: 0, rest.Server: 0} {
		if got := Resume(&rest.Error{Kind: kind}); got != want {
			t.Errorf("%v is tried again in %v, want %v", kind, got, want)
		}
	}
	if got := Resume(&rest.Error{Kind: rest.Limited, Until: time.Now().Add(time.Hour)}); got < 59*time.Minute {
		t.Errorf("what is limited for an hour is tried again in %v", got)
	}
}
