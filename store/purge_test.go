package store

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
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

func TestPurgeLeavesNoByte(t *testing.T) {
	db := open(t)
	var rows []platfone.Activation
	for i := range 1200 {
		rows = append(rows, act(fmt.Sprintf("%024x", i), epoch.Add(time.Duration(i)*time.Minute),
			coded(fmt.Sprintf("zebra%04d", i), time.Second), ended(platfone.StatusFinalized, time.Minute)))
	}
	put(t, db, epoch, rows...)
	if grep(t, db.Dir(), "zebra0000") == 0 {
		t.Fatal("the test cannot find what is there")
	}
	old := epoch.Add(600 * time.Minute)
	if n := must[PurgeResult](t)(db.Purge(t.Context(), PurgeFilter{Before: old})).Deleted; n != 600 {
		t.Errorf("%d purged, want 600", n)
	}
	for i := range 600 {
		if n := grep(t, db.Dir(), fmt.Sprintf("zebra%04d", i)); n > 0 {
			t.Fatalf("code %d is still in %d files", i, n)
		}
	}
	if grep(t, db.Dir(), "zebra0600") == 0 || len(must[[]Code](t)(db.Codes(t.Context(), rows[600].ID))) != 1 {
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
	if total.Ordered != 1200 || total.Received != 1200 {
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

func TestBackupIsWholeWhileWriting(t *testing.T) {
	db, backups := open(t), proof.Size(t, 3)
	put(t, db, epoch, crowd(200)...)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; ctx.Err() == nil; i++ {
			_ = db.PutActivations(ctx, epoch, act(fmt.Sprint("more", i), epoch))
		}
	}()
	defer func() { stop(); <-done }()
	for range backups {
		wholeBackup(t, db)
	}
	proof.Figure(t, "backups", backups)
}

// wholeBackup makes a backup and looks for what was there before it.
func wholeBackup(t *testing.T, db *DB) {
	t.Helper()
	into := must[string](t)(db.Backup(t.Context(), t.TempDir()))
	copied := openAt(t, into)
	if n := must[int](t)(copied.CountHistory(t.Context(), ActivationFilter{Terms: []string{"cust"}}, 1000)); n != 200 {
		t.Errorf("%d of 200 rows in the backup", n)
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
