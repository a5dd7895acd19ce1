package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func begin(t *testing.T, db *DB, key string) int64 {
	t.Helper()
	return must[int64](t)(db.Begin(t.Context(), Intent{Op: "order", NaturalKey: key, Subject: "telegram in uk for acme", Body: json.RawMessage(`{"max_price":20}`)}, nil))
}

func TestIntentLives(t *testing.T) {
	db := open(t)
	id := begin(t, db, "acme/telegram/uk")
	if err := db.MarkSent(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if err := db.Settle(t.Context(), id, StateUnknown, "", "no answer came"); err != nil {
		t.Fatal(err)
	}
	next := epoch.Add(time.Minute)
	if err := db.Checked(t.Context(), id, next, epoch, "still nothing"); err != nil {
		t.Fatal(err)
	}
	open := must[[]Intent](t)(db.OpenIntents(t.Context()))
	if len(open) != 1 || open[0].State != StateUnknown || open[0].Checks != 1 || open[0].NextCheck != next || open[0].Reason != "still nothing" ||
		open[0].SentAt.IsZero() || string(open[0].Body) != `{"max_price":20}` || open[0].Damaged {
		t.Fatalf("open: %+v", open)
	}
	if err := db.Settle(t.Context(), id, StateConfirmed, "a1", ""); err != nil {
		t.Fatal(err)
	}
	got := must[Intent](t)(db.Intent(t.Context(), id))
	if got.State != StateConfirmed || got.Ref != "a1" || got.SettledAt.IsZero() || !got.NextCheck.IsZero() {
		t.Errorf("settled: %+v", got)
	}
	if open := must[[]Intent](t)(db.OpenIntents(t.Context())); len(open) != 0 {
		t.Errorf("open afterwards: %v", open)
	}
	if all := must[[]Intent](t)(db.Intents(t.Context(), 10)); len(all) != 1 || all[0].ID != id {
		t.Errorf("all: %v", all)
	}
	if _, err := db.Intent(t.Context(), 99); !errors.Is(err, ErrNotFound) {
		t.Errorf("an unknown entry: %v", err)
	}
}

func TestIntentsSinceAMoment(t *testing.T) {
	db := open(t)
	var want []int64
	for i := range 5 {
		id := must[int64](t)(db.Begin(t.Context(), Intent{Op: "order", NaturalKey: fmt.Sprint(i), Created: epoch.Add(time.Duration(i) * time.Minute)}, nil))
		if i >= 3 {
			want = append([]int64{id}, want...)
		}
	}
	var got []int64
	for _, in := range must[[]Intent](t)(db.IntentsSince(t.Context(), epoch.Add(3*time.Minute))) {
		got = append(got, in.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("since the third minute: %v, want %v", got, want)
	}
	if all := must[[]Intent](t)(db.IntentsSince(t.Context(), epoch)); len(all) != 5 {
		t.Errorf("since the first: %d", len(all))
	}
}

func TestIntentSteps(t *testing.T) {
	all := []IntentState{StateIntent, StateSent, StateConfirmed, StateRejected, StateUnknown, StateAbsent}
	allowed := map[IntentState]string{
		StateIntent:  "sent rejected",
		StateSent:    "intent sent confirmed rejected unknown",
		StateUnknown: "confirmed absent rejected",
		StateAbsent:  "confirmed",
	}
	path := map[IntentState][]IntentState{
		StateIntent: {}, StateSent: {StateSent}, StateConfirmed: {StateSent, StateConfirmed}, StateRejected: {StateRejected},
		StateUnknown: {StateSent, StateUnknown}, StateAbsent: {StateSent, StateUnknown, StateAbsent},
	}
	db := open(t)
	for _, from := range all {
		for _, to := range all {
			id := must[int64](t)(db.Begin(t.Context(), Intent{Op: "test"}, nil))
			for _, s := range path[from] {
				if err := db.Settle(t.Context(), id, s, "", ""); err != nil {
					t.Fatal(err)
				}
			}
			err := db.Settle(t.Context(), id, to, "", "")
			var step *StepError
			want := strings.Contains(" "+allowed[from]+" ", " "+string(to)+" ")
			if want != (err == nil) || err != nil && !errors.As(err, &step) {
				t.Errorf("%s to %s: %v", from, to, err)
			}
		}
	}
}

func TestOneOpenIntentForOneThing(t *testing.T) {
	db := open(t)
	id := begin(t, db, "acme/telegram/uk")
	for _, state := range []IntentState{StateIntent, StateSent, StateUnknown} {
		if state != StateIntent {
			if err := db.Settle(t.Context(), id, state, "", ""); err != nil {
				t.Fatal(err)
			}
		}
		_, err := db.Begin(t.Context(), Intent{Op: "order", NaturalKey: "acme/telegram/uk"}, nil)
		var open *OpenIntentError
		var turn *InFlightError
		in := Intent{}
		if errors.As(err, &open) && state == StateUnknown {
			in = open.Intent
		} else if errors.As(err, &turn) && state != StateUnknown && turn.Process == os.Getpid() {
			in = turn.Intent
		}
		if in.ID != id || !strings.Contains(err.Error(), "telegram in uk for acme") {
			t.Errorf("while it is %s: %v", state, err)
		}
	}
	begin(t, db, "acme/telegram/pl")
	if err := db.Settle(t.Context(), id, StateAbsent, "", "not there"); err != nil {
		t.Fatal(err)
	}
	again, err := db.Begin(t.Context(), Intent{Op: "order", NaturalKey: "acme/telegram/uk", Parent: id}, nil)
	if err != nil {
		t.Fatalf("after it was settled: %v", err)
	}
	if got := must[Intent](t)(db.Intent(t.Context(), again)); got.Parent != id {
		t.Errorf("parent %d, want %d", got.Parent, id)
	}
}

func TestParentMustHaveFailed(t *testing.T) {
	db := open(t)
	id := begin(t, db, "one")
	var step *StepError
	if _, err := db.Begin(t.Context(), Intent{Op: "order", NaturalKey: "two", Parent: id}, nil); !errors.As(err, &step) {
		t.Errorf("an open parent: %v", err)
	}
	for _, state := range []IntentState{StateSent, StateConfirmed} {
		if err := db.Settle(t.Context(), id, state, "", ""); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Begin(t.Context(), Intent{Op: "order", NaturalKey: "two", Parent: id}, nil); !errors.As(err, &step) {
			t.Errorf("a parent that is %s: %v", state, err)
		}
	}
	if _, err := db.Begin(t.Context(), Intent{Op: "order", NaturalKey: "two", Parent: 77}, nil); !errors.Is(err, ErrNotFound) {
		t.Errorf("an unknown parent: %v", err)
	}
}

func TestOneOpenIntentAcrossProcesses(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	a, b := openAt(t, dir), openAt(t, dir)
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		db := a
		if i%2 == 1 {
			db = b
		}
		wg.Go(func() { _, errs[i] = db.Begin(t.Context(), Intent{Op: "order", NaturalKey: "same"}, nil) })
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		var turn *InFlightError
		switch {
		case err == nil:
			won++
		case !errors.As(err, &turn):
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d attempts were let through", won)
	}
}

func TestOutcomeIsWrittenWhileQuitting(t *testing.T) {
	db := open(t)
	id := begin(t, db, "x")
	if err := db.MarkSent(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := db.Begin(ctx, Intent{Op: "order"}, nil); err == nil {
		t.Error("something began after the end")
	}
	if err := db.Settle(ctx, id, StateConfirmed, "a1", ""); err != nil {
		t.Errorf("the outcome was lost: %v", err)
	}
}

func TestDamagedIntentStopsSpending(t *testing.T) {
	db := open(t)
	id := begin(t, db, "acme/telegram/uk")
	if err := db.MarkSent(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, err := db.journal.w.Exec("UPDATE intents SET natural_key = 'bcme/telegram/uk'"); err != nil {
		t.Fatal(err)
	}
	open := must[[]Intent](t)(db.OpenIntents(t.Context()))
	if len(open) != 1 || !open[0].Damaged {
		t.Fatalf("open: %+v", open)
	}
	var refused *OpenIntentError
	if _, err := db.Begin(t.Context(), Intent{Op: "order", NaturalKey: "acme/telegram/uk"}, nil); !errors.As(err, &refused) {
		t.Errorf("a second attempt: %v", err)
	}
	if err := db.Settle(t.Context(), id, StateAbsent, "", "a person looked"); err != nil {
		t.Fatal(err)
	}
	if got := must[Intent](t)(db.Intent(t.Context(), id)); !got.Damaged {
		t.Error("settling it made it look sound")
	}
	begin(t, db, "acme/telegram/uk")
}

func TestIntentsAreOnDiskForGood(t *testing.T) {
	db := open(t)
	for name, f := range map[string]*file{"journal": db.journal, "cache": db.cache} {
		var level int
		if err := f.w.QueryRow("PRAGMA synchronous").Scan(&level); err != nil {
			t.Fatal(err)
		}
		if want := map[string]int{"journal": 2, "cache": 1}[name]; level != want {
			t.Errorf("the %s has synchronous %d, want %d", name, level, want)
		}
	}
}

// What a journal never holds begins beside a damaged entry, also one that seems to be about the
// same; the entry stays open and damaged until a person settles it.
func TestADamagedEntryHoldsNoEmergencyAddress(t *testing.T) {
	db := open(t)
	const key = "lines/number/+14155550142"
	id := must[int64](t)(db.Begin(t.Context(), Intent{Op: "lines.e911", NaturalKey: key}, nil))
	if err := db.MarkSent(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, err := db.journal.w.Exec("UPDATE intents SET subject = 'another'"); err != nil {
		t.Fatal(err)
	}
	var refused *OpenIntentError
	if _, err := db.Begin(t.Context(), Intent{Op: "lines.release", NaturalKey: key}, nil); !errors.As(err, &refused) {
		t.Errorf("a release beside it: %v", err)
	}
	next := must[int64](t)(db.Begin(t.Context(), Intent{Op: "lines.e911", NaturalKey: key}, nil))
	if err := db.Settle(t.Context(), next, StateRejected, "", "refused"); err != nil {
		t.Fatal(err)
	}
	if open := must[[]Intent](t)(db.OpenIntents(t.Context())); len(open) != 1 || open[0].ID != id || !open[0].Damaged {
		t.Errorf("open: %+v", open)
	}
}

// What an ended program had sent has no known outcome; what it had only decided is over; what a
// program that goes on has under way is its own.
func TestWhatAnEndedProgramLeftIsTakenUp(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	before := openAt(t, dir)
	decided, sent := begin(t, before, "one"), begin(t, before, "two")
	if err := before.MarkSent(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	is := func(db *DB, when string, decidedIs, sentIs IntentState, open int) {
		t.Helper()
		list := must[[]Intent](t)(db.TakeUp(t.Context()))
		d, s := must[Intent](t)(db.Intent(t.Context(), decided)), must[Intent](t)(db.Intent(t.Context(), sent))
		if len(list) != open || d.State != decidedIs || s.State != sentIs {
			t.Errorf("%s: %d taken up, %s and %s", when, len(list), d.State, s.State)
		}
	}
	beside := openAt(t, dir)
	is(beside, "while it goes on", StateIntent, StateSent, 0)
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	is(beside, "once it has ended", StateRejected, StateUnknown, 1)
	if !StateUnknown.Open() {
		t.Error("an unknown outcome is still to come")
	}
}

// A new attempt names the one before that came to nothing, whether it was refused or never arrived.
func TestFruitless(t *testing.T) {
	db := open(t)
	for _, state := range []IntentState{StateAbsent, StateConfirmed} {
		key := string(state)
		id := begin(t, db, key)
		for _, next := range []IntentState{StateSent, StateUnknown, state} {
			if err := db.Settle(t.Context(), id, next, "", ""); err != nil {
				t.Fatal(err)
			}
		}
		want := id
		if state == StateConfirmed {
			want = 0
		}
		if got := must[int64](t)(db.Fruitless(t.Context(), key)); got != want {
			t.Errorf("%s: %d, want %d", state, got, want)
		}
	}
}

// What is sent is under the checksum like everything else.
func TestADamagedBodyIsNoticed(t *testing.T) {
	db := open(t)
	id := begin(t, db, "one")
	if _, err := db.journal.w.Exec(`UPDATE intents SET body = '{"max_price":21}'`); err != nil {
		t.Fatal(err)
	}
	if !must[Intent](t)(db.Intent(t.Context(), id)).Damaged {
		t.Error("another amount is taken for what was sent")
	}
}
