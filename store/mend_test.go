package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/testdata/proof"
)

// fill gives a store enough rows for several pages in both files.
func fill(t *testing.T, dir string, n int) {
	t.Helper()
	db := openAt(t, dir)
	var rows []platfone.Activation
	for i := range n {
		a := act(fmt.Sprintf("%024x", i), epoch.Add(time.Duration(i)*time.Second), coded(fmt.Sprint(100000+i), time.Second))
		a.Raw = (&Activation{Activation: a}).object(false)
		if i%2 == 0 { // in a form that is kept beside the row
			a.Raw = append(a.Raw[:len(a.Raw)-1], `,"operator":"x"}`...)
		}
		rows = append(rows, a)
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

// Damage that a read meets after an end in order is told with the way out, and the next start mends it.
func TestDamageThatAReadMeetsIsMendedAtTheNextStart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 300)
	wreck(t, filepath.Join(dir, "cache.db"), 4096, 2000)
	db := openAt(t, dir)
	for what, read := range map[string]func() error{
		"a page": func() error { _, err := db.History(t.Context(), ActivationFilter{}, 0, 10); return err },
		"a sum":  func() error { _, err := db.claim(t.Context(), epoch, 0); return err },
		"lines":  func() error { _, err := openStatementLines(t.Context(), db.cache.r, "acme", epoch); return err },
		"a table": func() error {
			return Table{Name: "numbers"}.Read(t.Context(), db, func(func(...any) error) error { return nil }, "SELECT phone FROM activations")
		},
	} {
		if err := read(); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "start it again") {
			t.Errorf("%s fails with %v", what, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Log(err) // a damaged file may refuse its last checkpoint
	}
	db = openAt(t, dir)
	if list := must[[]Activation](t)(db.History(t.Context(), ActivationFilter{}, 0, 10)); len(list) != 0 || len(db.Notes()) != 1 {
		t.Errorf("after the next start %d rows, notes %q", len(list), db.Notes())
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db = openAt(t, dir); len(db.Notes()) != 0 {
		t.Errorf("once it is mended the start says %q", db.Notes())
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

// A column of the journal whose name has turned into another is salvaged around, and money waits for a person.
func TestAJournalWhoseSchemaIsDamagedIsSalvaged(t *testing.T) {
	for _, c := range []struct{ table, column, turned string }{{"intents", "parent", "qarent"}, {"codes", "copied", "copiee"}, {"audit", "result", "resulu"}} {
		dir := filepath.Join(t.TempDir(), "profile")
		fill(t, dir, 5)
		journal := pool(filepath.Join(dir, "journal.db"), map[string][]string{"mode": {"rw"}}, 1)
		if _, err := journal.Exec("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ?", c.column, c.turned, c.table); err != nil {
			t.Fatal(err)
		}
		journal.Close()
		db := openAt(t, dir)
		if hold := must[string](t)(db.Hold(t.Context())); hold == "" {
			t.Errorf("%s: nothing is held", c.column)
		}
		if aside, _ := filepath.Glob(filepath.Join(dir, "journal-damaged-*.db")); len(aside) != 1 {
			t.Errorf("%s: set aside %q", c.column, aside)
		}
		if open := must[[]Intent](t)(db.OpenIntents(t.Context())); len(open) == 0 {
			t.Errorf("%s: the open attempt is gone", c.column)
		}
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

// Whatever byte is damaged, no damaged code, intent, amount or address may pass for a sound one, and the store
// never crashes.
func TestRandomDamageIsNoticed(t *testing.T) {
	master := filepath.Join(t.TempDir(), "profile")
	fill(t, master, 60)
	db := openAt(t, master)
	figures(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	damages, luck := proof.Size(t, 40), proof.Seed(t, 1)
	proof.Figure(t, "damaged files", 2*damages)
	for _, name := range []string{"journal.db", "cache.db"} {
		closed := 0
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
			if !sound(t, dir) {
				closed++
			}
		}
		if most := map[string]int{"journal.db": damages / 4, "cache.db": 0}[name]; closed > most {
			t.Errorf("with a damaged %s %d of %d profiles could not be opened", name, closed, damages)
		}
	}
}

// sound opens a damaged store and checks what it shows.
func sound(t *testing.T, dir string) (opened bool) {
	t.Helper()
	db, err := Open(t.Context(), dir)
	if err != nil {
		t.Logf("%s: %v", dir, err)
		return false // it says so
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
	for i := range 60 {
		a, err := db.Activation(t.Context(), fmt.Sprintf("%024x", i))
		if err == nil && (a.Price != money.Known(20) || a.CustomerPrice != money.Known(80) || a.Code != "" && a.Code != fmt.Sprint(100000+i)) {
			t.Errorf("row %d is shown with %v, %v and the code %q", i, a.Price, a.CustomerPrice, a.Code)
		}
	}
	soundFigures(t, db)
	intents, err := db.OpenIntents(t.Context())
	if err != nil {
		return true
	}
	for _, in := range intents {
		if !in.Damaged && (in.NaturalKey != "open" || in.State != StateSent || in.Subject != "one") {
			t.Errorf("a damaged intent passes: %+v", in)
		}
	}
	return true
}
