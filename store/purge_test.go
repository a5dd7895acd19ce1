package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/testdata/proof"
)

// grep counts in how many files of a folder a text can be found, the logs included.
func grep(t *testing.T, dir, what string) (n int) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			n += grep(t, name, what)
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(what)) {
			n++
		}
	}
	return n
}

// found are the codes of this test that stand in any file of a folder.
func found(t *testing.T, dir string) map[string]bool {
	t.Helper()
	codes := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, code := range zebras.FindAll(b, -1) {
			codes[string(code)] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return codes
}

var zebras = regexp.MustCompile(`zebra[0-9]{4}`)

func TestPurgeLeavesNoByte(t *testing.T) {
	db := open(t)
	var rows []platfone.Activation
	for i := range 2000 {
		rows = append(rows, act(fmt.Sprintf("%024x", i), epoch.Add(time.Duration(i)*time.Minute),
			coded(fmt.Sprintf("zebra%04d", i), time.Second), ended(platfone.StatusFinalized, time.Minute)))
	}
	put(t, db, epoch, rows...)
	if grep(t, db.Dir(), "zebra0000") == 0 {
		t.Fatal("the test cannot find what is there")
	}
	old := epoch.Add(1000 * time.Minute)
	// It was cut off once it had been through the cache: said again it tells the whole.
	if _, err := inSteps(t.Context(), -1, func(after int64) (int, int64, error) {
		return db.purgeCache(t.Context(), PurgeFilter{Before: old}, after)
	}); err != nil {
		t.Fatal(err)
	}
	if n := must[PurgeResult](t)(db.Purge(t.Context(), PurgeFilter{Before: old})).Deleted; n != 1000 {
		t.Errorf("%d purged, want 1000", n)
	}
	backup := must[string](t)(db.Backup(t.Context(), t.TempDir())) // pages that are free are in no copy either
	for _, dir := range []string{db.Dir(), backup} {
		left := found(t, dir)
		for i := range 1000 {
			if code := fmt.Sprintf("zebra%04d", i); left[code] {
				t.Fatalf("code %d is still in a file of %s", i, dir)
			}
		}
		if !left["zebra1000"] {
			t.Errorf("a younger code is not in %s", dir)
		}
	}
	if len(must[[]Code](t)(db.Codes(t.Context(), rows[1000].ID))) != 1 {
		t.Error("a younger code is gone")
	}
	a := must[Activation](t)(db.Activation(t.Context(), rows[3].ID))
	if a.State(epoch) != platfone.Done || a.Price != money.Known(20) || a.Code != Purged || a.Text != "" || len(a.Raw) != 0 {
		t.Errorf("after the purge: %+v", a)
	}
	if n := len(must[[]Code](t)(db.Codes(t.Context(), rows[3].ID))); n != 0 {
		t.Errorf("%d codes left", n)
	}

	// The history that is read again does not bring them back, nor after a restart.
	put(t, db, epoch.Add(time.Hour), rows[:10]...)
	dir := db.Dir()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openAt(t, dir)
	put(t, db, epoch.Add(2*time.Hour), rows[:10]...)
	if n := grep(t, dir, "zebra0003"); n > 0 {
		t.Error("the code came back")
	}
	total := must[PairRecord](t)(db.PairRecord(t.Context(), "telegram", "uk", epoch.Add(-time.Hour)))
	if total.Ordered != 2000 || total.Received != 2000 {
		t.Errorf("the sums changed: %+v", total.Record)
	}
}

func TestPurgeOfACustomerOrANumber(t *testing.T) {
	db := open(t)
	done := ended(platfone.StatusFinalized, time.Minute)
	put(t, db, epoch,
		act("a", epoch, coded("zebra1", 1), done),
		act("b", epoch, coded("zebra2", 1), done, func(a *platfone.Activation) { a.CustomerID = "other" }),
		act("c", epoch, coded("zebra3", 1), done, func(a *platfone.Activation) { a.CustomerID, a.Phone = "other", "+48500000000" }),
	)
	must[PurgeResult](t)(db.Purge(t.Context(), PurgeFilter{Customer: "acme"}))
	if grep(t, db.Dir(), "zebra1") > 0 || grep(t, db.Dir(), "zebra2") == 0 || grep(t, db.Dir(), "zebra3") == 0 {
		t.Error("not exactly the customer's codes are gone")
	}
	must[PurgeResult](t)(db.Purge(t.Context(), PurgeFilter{Number: "+48500000000"}))
	if grep(t, db.Dir(), "zebra2") == 0 || grep(t, db.Dir(), "zebra3") > 0 {
		t.Error("not exactly the number's codes are gone")
	}
}

// What was taken before a backup began is in it, in both files, while more is written.
func TestBackupIsWholeWhileWriting(t *testing.T) {
	db, backups := open(t), proof.Size(t, 3)
	put(t, db, epoch, crowd(200)...)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	var taken atomic.Int64 // numbers, each with its code and an attempt that is over
	go func() {
		defer close(done)
		for i := int64(0); ctx.Err() == nil; i++ {
			id := fmt.Sprint("more", i)
			err := db.PutActivations(ctx, epoch, act(id, epoch, coded("c"+id, time.Second)))
			n, begun := db.Begin(ctx, Intent{Op: "order", NaturalKey: id}, nil)
			if err = errors.Join(err, begun); err == nil {
				err = errors.Join(db.MarkSent(ctx, n), db.Settle(ctx, n, StateConfirmed, id, ""))
			}
			if err != nil {
				if ctx.Err() == nil {
					t.Errorf("writing beside the backups: %v", err)
				}
				return
			}
			taken.Store(i + 1)
		}
	}()
	defer func() { stop(); <-done }()
	for range backups {
		for before := taken.Load(); taken.Load() < before+3; {
			select {
			case <-done:
				t.Fatal("what writes beside the backups has ended")
			default:
				time.Sleep(time.Millisecond)
			}
		}
		wholeBackup(t, db, &taken)
	}
	proof.Figure(t, "backups", backups)
	proof.Figure(t, "rows written meanwhile", int(taken.Load()))
}

// wholeBackup makes a backup and looks for what was there before it.
func wholeBackup(t *testing.T, db *DB, taken *atomic.Int64) {
	t.Helper()
	before := int(taken.Load())
	into := must[string](t)(db.Backup(t.Context(), t.TempDir()))
	copied := openAt(t, into)
	defer copied.Close()
	if n := must[int](t)(copied.CountHistory(t.Context(), ActivationFilter{Terms: []string{"cust"}}, 1000)); n != 200 {
		t.Errorf("%d of 200 rows in the backup", n)
	}
	intents := map[string]IntentState{}
	for _, in := range must[[]Intent](t)(copied.Intents(t.Context(), 1<<20)) {
		intents[in.NaturalKey] = in.State
	}
	for i := range before {
		id := fmt.Sprint("more", i)
		if a, err := copied.Activation(t.Context(), id); err != nil || a.Code != "c"+id || intents[id] != StateConfirmed || !equalStrings(codesOf(t, copied, id), []string{"c" + id}) {
			t.Fatalf("%s of %d is not whole in the backup: %q, %q, %v", id, before, a.Code, intents[id], err)
		}
	}
	if wrong := must[[]string](t)(copied.Check(t.Context())); len(wrong) != 0 {
		t.Errorf("check of the backup: %q", wrong)
	}
}

// Numbers that still run are left alone in both files, and that is told.
func TestAPurgeLeavesLiveNumbersAlone(t *testing.T) {
	db, now := open(t), time.Now()
	put(t, db, now, act("live", now.Add(-time.Minute), coded("693937", time.Second)),
		act("over", now.Add(-time.Minute), coded("111222", time.Second), ended(platfone.StatusFinalized, 2*time.Second)))
	p := must[PurgeResult](t)(db.Purge(t.Context(), PurgeFilter{Before: now.Add(time.Hour)}))
	if p != (PurgeResult{Deleted: 1, Live: 1}) {
		t.Errorf("purged %+v", p)
	}
	if got := codesOf(t, db, "live"); len(got) != 1 || got[0] != "693937" {
		t.Errorf("the code of a number that runs is %v", got)
	}
	if got := codesOf(t, db, "over"); len(got) != 0 {
		t.Errorf("the code of a number that is over is %v", got)
	}
}

// Addresses of attempts that are over and of drafts go; an attempt without an
// outcome keeps what it needs to be found out about.
func TestAddressesAreNotKeptLongerThanWanted(t *testing.T) {
	db, now := open(t), time.Now()
	begin := func(key string, settle bool) int64 {
		id := must[int64](t)(db.Begin(t.Context(), Intent{Op: "lines.e911", NaturalKey: key, Body: []byte(`{"street":"116 NATOMA ST"}`)}, nil))
		if err := db.MarkSent(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if settle {
			if err := db.Settle(t.Context(), id, StateConfirmed, "", ""); err != nil {
				t.Fatal(err)
			}
		}
		return id
	}
	over, open := begin("a", true), begin("b", false)
	if err := db.PutDraft(t.Context(), now, DraftE911, "c", "116 NATOMA ST"); err != nil {
		t.Fatal(err)
	}
	if n := must[int](t)(db.PurgeAddresses(t.Context(), now.Add(-time.Hour))); n != 0 {
		t.Errorf("%d deleted that are younger", n)
	}
	if n := must[int](t)(db.PurgeAddresses(t.Context(), now.Add(time.Hour))); n != 2 {
		t.Errorf("%d deleted, not 2", n)
	}
	if i := must[Intent](t)(db.Intent(t.Context(), over)); string(i.Body) != "{}" || i.Damaged || i.State != StateConfirmed {
		t.Errorf("after it: %+v", i)
	}
	if i := must[Intent](t)(db.Intent(t.Context(), open)); string(i.Body) == "{}" {
		t.Error("an attempt without an outcome lost what it was about")
	}
}

// What was purged does not come back, what was not keeps coming, and no damaged cache is left with it.
func TestWhatAPurgeKeepsFromComingBack(t *testing.T) {
	db := open(t)
	done := ended(platfone.StatusFinalized, time.Minute)
	aside := filepath.Join(db.Dir(), "cache-damaged-1")
	if err := os.WriteFile(aside, []byte("zebra"), 0o600); err != nil {
		t.Fatal(err)
	}
	code := func(id string) string {
		t.Helper()
		return must[Activation](t)(db.Activation(t.Context(), id)).Code
	}
	must[PurgeResult](t)(db.Purge(t.Context(), PurgeFilter{Customer: "other", Before: epoch.Add(time.Hour)}))
	if _, err := os.Stat(aside); !os.IsNotExist(err) {
		t.Errorf("the damaged cache is still there: %v", err)
	}
	put(t, db, epoch, act("a", epoch, coded("111111", time.Second), done))
	if got := code("a"); got != "111111" {
		t.Errorf("the purge of another customer took %q", got)
	}
	must[PurgeResult](t)(db.Purge(t.Context(), PurgeFilter{Before: epoch.Add(time.Hour)}))
	must[PurgeResult](t)(db.Purge(t.Context(), PurgeFilter{Before: epoch.Add(time.Minute)}))
	put(t, db, epoch, act("b", epoch.Add(30*time.Minute), coded("222222", time.Second), done), act("c", epoch.Add(30*time.Minute), coded("333333", time.Second)))
	if got := code("b"); got != Purged {
		t.Errorf("a code older than the latest purge came as %q", got)
	}
	if got := code("c"); got != "333333" {
		t.Errorf("the code of a number that runs came as %q", got)
	}
}
