package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/testdata/proof"
)

// fill gives a store enough rows for several pages in both files.
func fill(t *testing.T, dir string, n int) {
	t.Helper()
	db := openAt(t, dir)
	var rows []platfone.Activation
	for i := range n {
		rows = append(rows, act(fmt.Sprintf("%024x", i), epoch.Add(time.Duration(i)*time.Second), coded(fmt.Sprint(100000+i), time.Second)))
	}
	put(t, db, epoch, rows...)
	id := must[int64](t)(db.Begin(t.Context(), Intent{Op: "order", NaturalKey: "open", Subject: "one"}, nil))
	if err := db.Settle(t.Context(), id, StateSent, "", ""); err != nil {
		t.Fatal(err)
	}
	if err := db.PutSetting(t.Context(), "sort", "left"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// unclean makes a closed store look as if the last process had been killed.
func unclean(t *testing.T, dir string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "open.lock"), []byte("open\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// wreck overwrites a stretch of a file.
func wreck(t *testing.T, path string, at, n int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	junk := make([]byte, n)
	for i := range junk {
		junk[i] = byte(rand.Uint32() | 1)
	}
	if _, err := f.WriteAt(junk, at); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedCacheIsReplaced(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 300)
	unclean(t, dir)
	// The root page of the activations: their tree is gone, the settings are not.
	wreck(t, filepath.Join(dir, "cache.db"), 4096, 2000)
	db := openAt(t, dir)
	if list := must[[]Activation](t)(db.History(t.Context(), ActivationFilter{}, 0, 10)); len(list) != 0 {
		t.Errorf("%d rows in the new cache", len(list))
	}
	if v := must[string](t)(db.Setting(t.Context(), "sort")); v != "left" {
		t.Errorf("the setting is %q", v)
	}
	if notes := db.Notes(); len(notes) != 1 {
		t.Errorf("notes %q", notes)
	}
	if aside, _ := filepath.Glob(filepath.Join(dir, "cache-damaged-*.db")); len(aside) != 1 {
		t.Errorf("set aside: %v", aside)
	}
	if codes := codesOf(t, db, fmt.Sprintf("%024x", 7)); !equalStrings(codes, []string{"100007"}) {
		t.Errorf("the codes are gone: %v", codes)
	}
}

func TestCacheThatIsNoDatabaseIsReplacedInAnOldStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 3)
	wreck(t, filepath.Join(dir, "cache.db"), 0, 100)
	db := openAt(t, dir)
	if len(db.Notes()) != 1 {
		t.Errorf("notes %q", db.Notes())
	}
	put(t, db, epoch, act("a1", epoch))
}

func TestDamageFoundBehindIsMendedAtTheNextStart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 300)
	wreck(t, filepath.Join(dir, "cache.db"), 4096, 2000)
	db := openAt(t, dir) // the last end was in order, so nobody looked
	db.checkBehind(t.Context())
	if len(db.Notes()) != 1 {
		t.Errorf("notes %q", db.Notes())
	}
	if err := db.Close(); err != nil {
		t.Log(err) // a damaged file may refuse its last checkpoint
	}
	db = openAt(t, dir)
	put(t, db, epoch, act("a1", epoch))
	if len(db.Notes()) != 1 {
		t.Errorf("notes after the start %q", db.Notes())
	}
}

func TestDamagedJournalIsSalvaged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 300)
	unclean(t, dir)
	path := filepath.Join(dir, "journal.db")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := int64(bytes.Index(before, []byte("Your code is 100150")))
	wreck(t, path, at/4096*4096, 4096)
	db := openAt(t, dir)

	hold := must[string](t)(db.Hold(t.Context()))
	if hold == "" || len(db.Notes()) != 1 {
		t.Fatalf("hold %q, notes %q", hold, db.Notes())
	}
	open := must[[]Intent](t)(db.OpenIntents(t.Context()))
	if len(open) != 1 || open[0].NaturalKey != "open" || open[0].Damaged {
		t.Errorf("open intents %+v", open)
	}
	saved := 0
	for i := range 300 {
		for _, c := range must[[]Code](t)(db.Codes(t.Context(), fmt.Sprintf("%024x", i))) {
			if c.Damaged || c.Code != fmt.Sprint(100000+i) {
				t.Errorf("code %d came back as %+v", i, c)
			}
			saved++
		}
	}
	if saved < 200 || saved == 300 {
		t.Errorf("%d of 300 codes saved from a journal with one broken page", saved)
	}
	if aside, _ := filepath.Glob(filepath.Join(dir, "journal-damaged-*.db")); len(aside) != 1 {
		t.Errorf("set aside: %v", aside)
	} else if kept, err := os.ReadFile(aside[0]); err != nil || len(kept) != len(before) {
		t.Errorf("the damaged journal is not kept whole: %d bytes of %d, %v", len(kept), len(before), err)
	}

	var held *HeldError
	if _, err := db.Begin(t.Context(), Intent{Op: "order", NaturalKey: "new"}, nil); !errors.As(err, &held) {
		t.Errorf("something began: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openAt(t, dir)
	if _, err := db.Begin(t.Context(), Intent{Op: "order", NaturalKey: "new"}, nil); !errors.As(err, &held) {
		t.Errorf("something began after a restart: %v", err)
	}
	if err := db.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Begin(t.Context(), Intent{Op: "order", NaturalKey: "new"}, nil); err != nil {
		t.Errorf("after a person let go: %v", err)
	}
}

func TestSalvageIsFinishedAfterAStop(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 3)
	// Stopped between moving the damaged journal aside and putting the new one in place.
	if err := os.Rename(filepath.Join(dir, "journal.db"), filepath.Join(dir, salvaged)); err != nil {
		t.Fatal(err)
	}
	db := openAt(t, dir)
	if got := codesOf(t, db, fmt.Sprintf("%024x", 1)); !equalStrings(got, []string{"100001"}) {
		t.Errorf("codes %v", got)
	}
}

func TestDamagedJournalInUseIsNotTouched(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 300)
	other := openAt(t, dir)
	wreck(t, filepath.Join(dir, "journal.db"), 4096*2, 4096)
	wreck(t, filepath.Join(dir, "journal.db"), 4096, 4096)
	if _, err := Open(t.Context(), dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("opened beside another process: %v", err)
	}
	other.Close()
}

// Whatever byte is damaged, no damaged code or intent may pass for a sound one, and the store
// never crashes.
func TestRandomDamageIsNoticed(t *testing.T) {
	master := filepath.Join(t.TempDir(), "profile")
	fill(t, master, 60)
	damages, luck := proof.Size(t, 40), proof.Seed(t, 1)
	proof.Figure(t, "damaged files", 2*damages)
	for _, name := range []string{"journal.db", "cache.db"} {
		content, err := os.ReadFile(filepath.Join(master, name))
		if err != nil {
			t.Fatal(err)
		}
		other := map[string]string{"journal.db": "cache.db", "cache.db": "journal.db"}[name]
		rest, err := os.ReadFile(filepath.Join(master, other))
		if err != nil {
			t.Fatal(err)
		}
		for i := range damages {
			rnd := rand.New(rand.NewPCG(uint64(i), luck))
			dir := filepath.Join(t.TempDir(), "profile")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, other), rest, 0o600); err != nil {
				t.Fatal(err)
			}
			unclean(t, dir)
			n := 1 + rnd.Int64N(1<<rnd.IntN(12))
			wreck(t, filepath.Join(dir, name), 100+rnd.Int64N(int64(len(content))-n-100), n)
			sound(t, dir)
		}
	}
}

// sound opens a damaged store and checks what it shows.
func sound(t *testing.T, dir string) {
	t.Helper()
	db, err := Open(t.Context(), dir)
	if err != nil {
		return // it says so
	}
	defer db.Close()
	for i := range 60 {
		codes, err := db.Codes(t.Context(), fmt.Sprintf("%024x", i))
		if err != nil {
			continue
		}
		for _, c := range codes {
			if !c.Damaged && c.Code != fmt.Sprint(100000+i) {
				t.Errorf("a damaged code passes: %+v", c)
			}
		}
	}
	intents, err := db.OpenIntents(t.Context())
	if err != nil {
		return
	}
	for _, in := range intents {
		if !in.Damaged && (in.NaturalKey != "open" || in.State != StateSent || in.Subject != "one") {
			t.Errorf("a damaged intent passes: %+v", in)
		}
	}
}
