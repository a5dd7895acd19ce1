package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
)

// fillDisk leaves a file no room to grow, and gives what makes room again.
func fillDisk(t *testing.T, f *file) (room func()) {
	t.Helper()
	pages := must[int64](t)(one(t.Context(), f.w, number, "PRAGMA page_count"))
	limit := func(n int64) {
		if _, err := f.w.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages)
	return func() { limit(1 << 30) }
}

// A code that comes while the disk is full is shown, announced and copied all
// the same, the disk is blamed, and what was kept is saved when there is room.
func TestACodeOnAFullDiskIsNotLost(t *testing.T) {
	db := open(t)
	now := time.Now()
	put(t, db, now, act("a1", now))
	watch := db.Watch()
	room := fillDisk(t, db.journal)
	long := func(a *platfone.Activation) { a.Text = strings.Repeat("Your code is 693937. ", 400) }
	heard := act("a1", now, coded("693937", 2*time.Second), long)
	if err := db.PutActivations(t.Context(), now.Add(2*time.Second), heard); !errors.Is(err, ErrFull) {
		t.Fatalf("no room, and the error is %v", err)
	}
	told := must[Topic](t)(watch.Next(t.Context()))
	if !told.Has(Codes) || !told.Has(Activations) || !told.Has(Healths) {
		t.Errorf("told %b", told)
	}
	live := must[[]Activation](t)(db.LiveActivations(t.Context(), now))
	if len(live) != 1 || live[0].Code != "693937" || live[0].SMS != platfone.SMSReceived {
		t.Errorf("the row still waits: %+v", live)
	}
	if a := must[Activation](t)(db.Activation(t.Context(), "a1")); a.Code != "693937" {
		t.Errorf("the number has no code: %+v", a)
	}
	codes := must[[]Code](t)(db.Uncopied(t.Context(), 5))
	if len(codes) != 1 || codes[0].Code != "693937" {
		t.Fatalf("to copy: %+v", codes)
	}
	if got := codesOf(t, db, "a1"); !slices.Equal(got, []string{"693937"}) {
		t.Errorf("its codes: %v", got)
	}
	if err := db.MarkCopied(t.Context(), codes[0].ID, now); err != nil {
		t.Errorf("copying: %v", err)
	}
	if left := must[[]Code](t)(db.Uncopied(t.Context(), 5)); len(left) != 0 {
		t.Errorf("copied, and still to copy: %+v", left)
	}
	all := must[[]Standing](t)(db.Standing(t.Context(), now))
	if len(all) == 0 || all[0].Code != DiskFull || all[0].Word != "DISK FULL" || !strings.Contains(all[0].Works, "1 code is kept in memory") {
		t.Errorf("what stands: %+v", all)
	}

	room()
	if err := db.SaveUnsaved(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all := must[[]Standing](t)(db.Standing(t.Context(), now)); len(all) != 0 {
		t.Errorf("still stands: %+v", all)
	}
	on := must[[]Code](t)(db.Codes(t.Context(), "a1"))
	if len(on) != 1 || on[0].ID < 0 || on[0].Code != "693937" || on[0].Copied.IsZero() {
		t.Errorf("on the disk: %+v", on)
	}
}

// Without room for the ledger of calls the polls go on within the same budget.
func TestPollsGoOnWhenTheLedgerHasNoRoom(t *testing.T) {
	db := open(t)
	l, now := db.Limits(), time.Now()
	b := rest.Budget{Name: strings.Repeat("b", 3000), PerMinute: 10}
	fillDisk(t, db.journal)
	started := 0
	for i := range 20 {
		wait, err := l.Take(t.Context(), "sms", b, now.Add(time.Duration(i)*time.Millisecond))
		if err != nil {
			t.Fatal(err)
		}
		if wait == 0 {
			started++
		}
	}
	if started != b.Allowed() {
		t.Errorf("%d calls in a minute, %d are allowed", started, b.Allowed())
	}
}

func TestNothingIsSentWhatCannotBeWrittenDown(t *testing.T) {
	db := open(t)
	fillDisk(t, db.journal)
	_, err := db.Begin(t.Context(), Intent{Op: "sms.order", NaturalKey: "k", Body: []byte(`"` + strings.Repeat("x", 9000) + `"`)}, nil)
	if !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("began without room: %v", err)
	}
}

// Trying again tries, also while nothing waits to be saved.
func TestTryingAgainNotesThatThereIsRoom(t *testing.T) {
	db := open(t)
	db.journal.trouble.full.Store(time.Now().Unix())
	db.cache.trouble.fails.Store(time.Now().Unix())
	if err := db.SaveUnsaved(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all := must[[]Standing](t)(db.Standing(t.Context(), time.Now())); len(all) != 0 {
		t.Errorf("there is room, and %+v", all)
	}
}
