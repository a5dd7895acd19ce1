package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// unsettled is an attempt that was sent, in a journal that has no room for what came of it.
func unsettled(t *testing.T) (db *DB, id int64, room func()) {
	t.Helper()
	db = open(t)
	id = sent(t, db, Intent{Op: "sms.order", NaturalKey: "sms/order/acme", Subject: "telegram/uk for acme"}, "")
	return db, id, fillDisk(t, db.journal)
}

// long is more than fits beside what is in the journal.
var long = strings.Repeat("as it was answered ", 10000)

// An outcome for which the journal has no room is known to this process at once, is no error, and is
// written down when there is room.
func TestAnOutcomeOnAFullDiskIsNotLost(t *testing.T) {
	for state, ref := range map[IntentState]string{StateConfirmed: "a1b2", StateRejected: "", StateUnknown: "answered"} {
		db, id, room := unsettled(t)
		watch := db.Watch()
		if err := db.Settle(t.Context(), id, state, ref, long); err != nil {
			t.Fatalf("%s: %v", state, err)
		}
		if told := must[Topic](t)(watch.Next(t.Context())); !told.Has(Journal) || !told.Has(Healths) {
			t.Errorf("%s: told %b", state, told)
		}
		if st, stands := db.Unkept(); !stands || st.Code != DiskFull {
			t.Errorf("%s: what stands is %+v", state, st)
		}
		raw := func() Intent {
			return must[Intent](t)(one(t.Context(), db.journal.r, scanIntent, "SELECT "+intentColumns+" FROM intents WHERE id = ?", id))
		}
		if raw().State != StateSent {
			t.Fatalf("%s: the journal had room", state)
		}
		open := must[[]Intent](t)(db.OpenIntents(t.Context()))
		if in := must[Intent](t)(db.Intent(t.Context(), id)); in.State != state || in.Ref != ref || in.Reason != long || (len(open) == 1) != state.Open() {
			t.Errorf("%s: known as %s %q, and open are %d", state, in.State, in.Ref, len(open))
		}
		room()
		if err := db.SaveUnsaved(t.Context()); err != nil {
			t.Fatal(err)
		}
		if in := raw(); in.State != state || in.Ref != ref || in.Reason != long || in.Damaged {
			t.Errorf("%s: with room the journal has %s %q", state, in.State, in.Ref)
		}
		left := must[[]os.DirEntry](t)(os.ReadDir(filepath.Join(db.dir, copiesFolder)))
		if (len(left) == 1) != state.Open() {
			t.Errorf("%s: second copies are left: %v", state, left)
		}
	}
}

// Who comes after a process that could not write the outcome down takes it from the name of the second copy;
// a reference that is no name is left out, and one whose outcome was not known is looked for.
func TestAnOutcomeOutlivesItsProcess(t *testing.T) {
	for ref, kept := range map[string]string{"a1b2-C_3": "a1b2-C_3", "+14155550142": "+14155550142", "../x": "", "": ""} {
		for _, state := range []IntentState{StateConfirmed, StateRejected, StateUnknown} {
			db, id, _ := unsettled(t)
			if err := db.Settle(t.Context(), id, state, ref, long); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatalf("closing on a full disk: %v", err)
			}
			db = openAt(t, db.dir)
			if open := must[[]Intent](t)(db.OpenIntents(t.Context())); (len(open) == 1) != state.Open() {
				t.Errorf("%s %q: open before anybody has taken it up: %+v", state, ref, open)
			}
			unknown := must[[]Intent](t)(db.TakeUp(t.Context()))
			if (len(unknown) == 1) != (state == StateUnknown) {
				t.Errorf("%s %q: %d are looked for", state, ref, len(unknown))
			}
			in := must[Intent](t)(db.Intent(t.Context(), id))
			if in.State != state || !state.Open() && in.Ref != kept || in.Damaged {
				t.Errorf("%s %q: the next start has %s %q", state, ref, in.State, in.Ref)
			}
			left := must[[]os.DirEntry](t)(os.ReadDir(filepath.Join(db.dir, copiesFolder)))
			if (len(left) == 1) != state.Open() {
				t.Errorf("%s %q: second copies are left: %v", state, ref, left)
			}
		}
	}
}

// A name that tells an outcome is still a second copy: it brings back what a lost journal forgot, and settles it.
func TestANamedCopyBringsBackWhatTheJournalLost(t *testing.T) {
	db, id, _ := unsettled(t)
	if err := db.Settle(t.Context(), id, StateConfirmed, "a1b2", long); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(db.journal.path + end) // not all of them are there
	}
	db = openAt(t, db.dir)
	if unknown := must[[]Intent](t)(db.TakeUp(t.Context())); len(unknown) != 0 {
		t.Errorf("looked for: %+v", unknown)
	}
	if in := must[Intent](t)(db.Intent(t.Context(), id)); in.State != StateConfirmed || in.Ref != "a1b2" || in.Subject != "telegram/uk for acme" {
		t.Errorf("the journal has %+v", in)
	}
}

// A second copy of which the journal has no row, or whose name tells nothing that is known, keeps nobody from
// looking for what else is open.
func TestAStrangeCopyKeepsNobodyFromLooking(t *testing.T) {
	for _, name := range []string{"99.confirmed.a1b2.json", "1.settled.a1b2.json", "1.sent..json"} {
		db := open(t)
		id := sent(t, db, Intent{Op: "sms.order", NaturalKey: "sms/order/acme", Subject: "telegram/uk for acme"}, "")
		if err := db.Settle(t.Context(), id, StateUnknown, "", "no answer"); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(db.dir, copiesFolder, name), []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
		if unknown, err := db.TakeUp(t.Context()); err != nil || len(unknown) != 1 || unknown[0].ID != id {
			t.Errorf("%s: looked for %+v, %v", name, unknown, err)
		}
	}
}

// What the journal takes late was known when it was known, and a later outcome is not lost with an earlier one.
func TestAnOutcomeIsOfWhenItWasKnown(t *testing.T) {
	db, id, room := unsettled(t)
	if err := db.Settle(t.Context(), id, StateConfirmed, "a1b2", long); err != nil {
		t.Fatal(err)
	}
	first := db.outcomes.of[id]
	db.outcomes.of[id] = outcome{StateConfirmed, "a1b2", long, epoch}
	db.outcomes.drop(id, first)
	if at := must[Intent](t)(db.Intent(t.Context(), id)).SettledAt; !at.Equal(epoch) {
		t.Errorf("it is told as settled at %v", at)
	}
	room()
	if err := db.SaveUnsaved(t.Context()); err != nil {
		t.Fatal(err)
	}
	if at := must[Intent](t)(db.Intent(t.Context(), id)).SettledAt; !at.Equal(epoch) {
		t.Errorf("it was written down as settled at %v", at)
	}
}

// What was looked for in vain was not refused.
func TestANameSaysWhyNothingCame(t *testing.T) {
	for state, want := range map[IntentState]string{StateConfirmed: "", StateRejected: "refused", StateAbsent: "not found"} {
		if _, told, ok := copyOfName(outcome{state: state, ref: "a1b2"}.name(7)); !ok || told.state != state || (told.reason != "") != (want != "") || !strings.Contains(told.reason, want) {
			t.Errorf("%s: %+v, %v", state, told, ok)
		}
	}
}

// One entry that is read by itself is told as in a list, before anybody has taken it up.
func TestOneEntryIsToldAsInAList(t *testing.T) {
	db, id, _ := unsettled(t)
	if err := db.Settle(t.Context(), id, StateConfirmed, "a1b2", long); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openAt(t, db.dir)
	if in := must[Intent](t)(db.Intent(t.Context(), id)); in.State != StateConfirmed || in.Ref != "a1b2" {
		t.Errorf("it is told as %s %q", in.State, in.Ref)
	}
	if list := must[[]Intent](t)(db.Attempts(t.Context(), "sms/order/acme")); len(list) != 1 || list[0].State != StateConfirmed {
		t.Errorf("among the attempts at the same: %+v", list)
	}
	if list := must[[]Intent](t)(db.intentsWithin(t.Context(), time.Time{}, time.Time{}, 0, 9)); len(list) != 1 || list[0].State != StateConfirmed {
		t.Errorf("in the log: %+v", list)
	}
	if unknown := must[[]Intent](t)(db.TakeUp(t.Context())); len(unknown) != 0 {
		t.Errorf("looked for: %+v", unknown)
	}
	if in := must[Intent](t)(db.written(t.Context(), id)); in.State != StateConfirmed {
		t.Errorf("it was taken up as %s", in.State)
	}
}
