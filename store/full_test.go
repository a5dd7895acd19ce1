package store

import (
	"errors"
	"fmt"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/testdata/proof"
)

// fillDisk leaves a file no room to grow, and gives what makes room again.
func fillDisk(t *testing.T, f *file) (room func()) {
	t.Helper()
	return limitDisk(t, f, 0)
}

// limitDisk leaves a file room for so many more pages, and gives what makes room again.
func limitDisk(t *testing.T, f *file, more int) (room func()) {
	t.Helper()
	pages := must[int64](t)(one(t.Context(), f.w, number, "PRAGMA page_count"))
	limit := func(n int64) {
		if _, err := f.w.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + int64(more))
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

// A number that is ordered while the disk is full is there, waited for, and told when it ends, and it
// is saved when there is room.
func TestANumberOrderedOnAFullDiskIsWaitedFor(t *testing.T) {
	db := open(t)
	now := time.Now()
	put(t, db, now, act("a1", now))
	room := fillDisk(t, db.cache)
	long := func(a *platfone.Activation) { a.ServiceID = strings.Repeat("telegram", 20000) }
	heard := func(after time.Duration, edit ...func(*platfone.Activation)) {
		t.Helper()
		at := now.Add(after)
		if err := db.PutActivations(t.Context(), at, act("b2", now, append(edit, long, func(a *platfone.Activation) { a.UpdatedAt = at })...)); !errors.Is(err, ErrFull) {
			t.Fatalf("no room, and the error is %v", err)
		}
	}
	waits := func() (ids string) {
		for _, a := range must[[]Activation](t)(db.WaitingActivations(t.Context())) {
			ids += a.ID + " "
		}
		return ids
	}
	heard(time.Second)
	live := must[[]Activation](t)(db.LiveActivations(t.Context(), now))
	if len(live) != 2 || live[0].ID != "b2" || live[0].Key == 0 || waits() != "a1 b2 " {
		t.Errorf("live are %+v, waiting %s", live, waits())
	}
	if st, _ := db.Unkept(); strings.Contains(st.Works, "in memory alone") {
		t.Errorf("no code came, and it says %q", st.Works)
	}
	heard(2*time.Second, coded("693937", 2*time.Second))
	if a := must[Activation](t)(db.Activation(t.Context(), "b2")); a.Code != "693937" {
		t.Errorf("the number has no code: %+v", a)
	}
	if got := codesOf(t, db, "b2"); !slices.Equal(got, []string{"693937"}) {
		t.Errorf("its codes: %v", got)
	}
	heard(3*time.Second, coded("693937", 2*time.Second), func(a *platfone.Activation) { a.Status = platfone.StatusFinalized })
	if a := must[Activation](t)(db.Activation(t.Context(), "b2")); !a.Status.Ended() || waits() != "a1 " {
		t.Errorf("it has ended, and is %+v; waiting %s", a, waits())
	}
	room()
	if err := db.SaveUnsaved(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a, err := one(t.Context(), db.cache.r, scanActivation, "SELECT "+activationColumns+" FROM activations WHERE id = 'b2'"); err != nil || !a.Status.Ended() || a.Code != "693937" {
		t.Errorf("with room it is saved as %+v, %v", a, err)
	}
	if live := must[[]Activation](t)(db.LiveActivations(t.Context(), now)); len(live) != 2 {
		t.Errorf("live are %+v", live)
	}
}

// unsavedOrder is a store that has no room for a number that was just ordered.
func unsavedOrder(t *testing.T, edit ...func(*platfone.Activation)) (db *DB, now time.Time, room func()) {
	t.Helper()
	db, now = open(t), time.Now()
	put(t, db, now, act("a1", now))
	room = fillDisk(t, db.cache)
	long := func(a *platfone.Activation) { a.ServiceID = strings.Repeat("telegram", 20000) }
	if err := db.PutActivations(t.Context(), now, act("b2", now, append(edit, long)...)); !errors.Is(err, ErrFull) {
		t.Fatalf("no room, and the error is %v", err)
	}
	return db, now, room
}

// What the disk was told since of a number that was only in memory is how it stands.
func TestWhatIsInMemoryIsNotOverWhatCameLater(t *testing.T) {
	db, now, room := unsavedOrder(t)
	room()
	later := now.Add(time.Minute)
	put(t, db, later, act("b2", now, func(a *platfone.Activation) { a.Status, a.UpdatedAt = platfone.StatusCanceled, later }))
	for _, a := range must[[]Activation](t)(db.WaitingActivations(t.Context())) {
		if a.ID == "b2" {
			t.Errorf("it is over and waited for: %s", a.Status)
		}
	}
}

// What is heard while the rest is being saved is not forgotten with it.
func TestWhatComesWhileTheRestIsSavedStays(t *testing.T) {
	db, now, room := unsavedOrder(t, coded("111111", time.Second))
	_, at := db.unsaved.due(now, true)
	later := now.Add(time.Minute)
	for id, code := range map[string]string{"b2": "222222", "c3": "333333"} {
		db.keepUnsaved(t.Context(), later, []platfone.Activation{act(id, now, coded(code, 2*time.Second), func(a *platfone.Activation) { a.UpdatedAt = later })})
	}
	db.unsaved.saved(at)
	room()
	if err := db.SaveUnsaved(t.Context()); err != nil {
		t.Fatal(err)
	}
	for id, code := range map[string]string{"b2": "222222", "c3": "333333"} {
		if a, err := db.Activation(t.Context(), id); err != nil || a.Code != code {
			t.Errorf("%s: %q, %v", id, a.Code, err)
		}
	}
}

// What is in memory alone is saved when the program ends, if there is room by then.
func TestTheEndSavesWhatIsInMemory(t *testing.T) {
	db, _, room := unsavedOrder(t)
	room()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if a, err := openAt(t, db.dir).Activation(t.Context(), "b2"); err != nil || a.Status != platfone.StatusActive {
		t.Errorf("the next start has %s, %v", a.Status, err)
	}
}

// A write that changes nothing succeeds on a full disk: it does not say that there is room.
func TestAWriteOfNothingIsNoRoom(t *testing.T) {
	if !proof.Alone(t) {
		return
	}
	db := open(t)
	now := time.Now()
	put(t, db, now, act("a1", now))
	signal.Ignore(syscall.SIGXFSZ)
	var was syscall.Rlimit
	if err := errors.Join(syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was), syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Max: was.Max})); err != nil {
		t.Fatal(err)
	}
	stands := func(when string, full bool) {
		t.Helper()
		if st, stands := db.Unkept(); stands != full || full && st.Code != DiskFull {
			t.Errorf("%s: %v, %+v", when, stands, st)
		}
	}
	if err := db.PutActivations(t.Context(), now, act("a2", now)); !errors.Is(err, ErrFull) {
		t.Fatalf("no room, and the error is %v", err)
	}
	stands("a write failed", true)
	if err := db.exec(t.Context(), db.cache, 0, "DELETE FROM activations WHERE k < 0"); err != nil {
		t.Errorf("a write of nothing: %v", err)
	}
	stands("nothing was written", true)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	if err := db.exec(t.Context(), db.cache, 0, "DELETE FROM activations WHERE k < 0"); err != nil {
		t.Error(err)
	}
	stands("there is room again", false)
}
