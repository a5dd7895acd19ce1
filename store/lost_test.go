package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// heldNow fails unless money is held, told as standing, and 911 addresses are not.
func heldNow(t *testing.T, db *DB, want bool) {
	t.Helper()
	var held *HeldError
	_, err := db.Begin(t.Context(), Intent{Op: "sms.order", NaturalKey: "next"}, nil)
	if errors.As(err, &held) != want {
		t.Errorf("held %v, want %v: %v", !want, want, err)
	}
	if _, err := db.Begin(t.Context(), Intent{Op: "lines.e911", NaturalKey: time.Now().String()}, nil); err != nil {
		t.Errorf("a 911 address is held: %v", err)
	}
	all := must[[]Standing](t)(db.Standing(t.Context(), time.Now()))
	if told := slices.ContainsFunc(all, func(s Standing) bool { return s.Code == JournalHeld }); told != want {
		t.Errorf("told %v, want %v: %+v", told, want, all)
	}
	for _, s := range all {
		if s.Code == JournalHeld && (s.Word != "CONFIRM JOURNAL" || s.Command == "" || s.Mend == "" || !s.Grave()) {
			t.Errorf("without a word, a way out or weight: %+v", s)
		}
	}
}

// A journal that is gone, empty, cut or overwritten while the profile was in use
// holds what costs money, over restarts, until a person confirms.
func TestALostJournalHoldsMoney(t *testing.T) {
	for name, lose := range map[string]func(t *testing.T, path string) error{
		"removed":    func(_ *testing.T, path string) error { return os.Remove(path) },
		"emptied":    func(_ *testing.T, path string) error { return os.Truncate(path, 0) },
		"cut":        func(_ *testing.T, path string) error { return os.Truncate(path, 6000) },
		"header":     func(t *testing.T, path string) error { wreck(t, path, 0, 16); return nil },
		"schema":     func(t *testing.T, path string) error { wreck(t, path, 100, 20); return nil },
		"other page": func(t *testing.T, path string) error { wreck(t, path, size(path)/4096/2*4096, 4096); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "profile")
			fill(t, dir, 300)
			if err := lose(t, filepath.Join(dir, "journal.db")); err != nil {
				t.Fatal(err)
			}
			db := openAt(t, dir)
			heldNow(t, db, true)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			db = openAt(t, dir)
			heldNow(t, db, true)
			if wrong := must[[]string](t)(db.Check(t.Context())); len(wrong) == 0 {
				t.Error("the check says that all is well")
			}
			if err := db.Resume(t.Context()); err != nil {
				t.Fatal(err)
			}
			heldNow(t, db, false)
		})
	}
}

func TestANewProfileIsNotHeld(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	heldNow(t, openAt(t, dir), false)
	if err := os.Remove(filepath.Join(dir, "cache.db")); err != nil { // the cache alone can be read again
		t.Fatal(err)
	}
}

// A stop between finding the journal gone and saying so loses nothing.
func TestALossIsNotedBeforeTheNewJournal(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 3)
	if err := os.WriteFile(filepath.Join(dir, lostMarker), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	heldNow(t, openAt(t, dir), true)
	if _, err := os.Lstat(filepath.Join(dir, lostMarker)); err == nil {
		t.Error("the marker stays after the hold stands")
	}
}

// In a large journal, whose pages opening does not read, damage is found behind
// the start; what costs money waits for that.
func TestDamageThatOpeningDoesNotReadHoldsMoney(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 300)
	db := openAt(t, dir)
	pages := size(filepath.Join(dir, "journal.db")) / 4096
	wreck(t, filepath.Join(dir, "journal.db"), pages*3/4*4096, 4096) // behind those that say what tables there are: opening has read these
	db.examineSoon()
	heldNow(t, db, true)
	if err := db.Close(); err != nil {
		t.Log(err) // a damaged file may refuse its last checkpoint
	}
	db = openAt(t, dir)
	heldNow(t, db, true)
	if aside, _ := filepath.Glob(filepath.Join(dir, "journal-damaged-*.db")); len(aside) != 1 {
		t.Errorf("the damaged journal is not kept: %v", aside)
	}
}
