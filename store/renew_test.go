package store

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// A cache that a newer version wrote is set aside once a person agrees, with the way to that named where it is refused;
// the journal, settings and drafts are as they were.
func TestACacheOfANewerVersionIsSetAsideWhenAsked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 5)
	turn(t, dir, "PRAGMA user_version = 99; ALTER TABLE settings ADD COLUMN later TEXT")
	_, err := Open(t.Context(), dir)
	if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "switchboard db renew") {
		t.Fatalf("it is opened with %v", err)
	}
	before, never := snapshot(t, dir), errors.New("no")
	if aside, err := Renew(t.Context(), dir, func() error { return never }); !errors.Is(err, never) || aside != "" {
		t.Errorf("without consent: %q, %v", aside, err)
	}
	if !reflect.DeepEqual(before, snapshot(t, dir)) {
		t.Error("something was changed without consent")
	}
	asked := 0
	agree := func() error { asked++; return nil }
	aside, err := Renew(t.Context(), dir, agree)
	if err != nil || asked != 1 || !isThere(filepath.Join(dir, aside)) {
		t.Fatalf("set aside as %q, asked %d times, %v", aside, asked, err)
	}
	db := openAt(t, dir)
	if got := codesOf(t, db, "000000000000000000000001"); !equalStrings(got, []string{"100001"}) {
		t.Errorf("codes %v", got)
	}
	if v := must[string](t)(db.Setting(t.Context(), "sort")); v != "left" || len(db.Notes()) != 0 {
		t.Errorf("the setting is %q, told %q", v, db.Notes())
	}
	if hold := must[string](t)(db.Hold(t.Context())); hold != "" {
		t.Errorf("money is held: %s", hold)
	}
	if _, err := db.Purge(t.Context(), PurgeFilter{Customer: "acme"}); err != nil || isThere(filepath.Join(dir, aside)) {
		t.Errorf("a purge leaves the cache that was set aside: %v", err)
	}
	db.Close()
	if aside, err := Renew(t.Context(), dir, agree); err != nil || aside != "" || asked != 1 {
		t.Errorf("a cache of this version: %q, asked %d times, %v", aside, asked, err)
	}
}

// Nothing is set aside under another process, nor beside a journal that is newer too, nor after a kill without a mark of it.
func TestACacheIsNotSetAsideUnderOthers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	fill(t, dir, 5)
	agree := func() error { t.Error("a person is asked"); return nil }
	other := must[*flock](t)(openLock(filepath.Join(dir, "open.lock")))
	if _, _, err := other.enter(); err != nil {
		t.Fatal(err)
	}
	if err := other.shared(); err != nil {
		t.Fatal(err)
	}
	turn(t, dir, "PRAGMA user_version = 99")
	if _, err := Renew(t.Context(), dir, agree); !errors.Is(err, ErrLocked) {
		t.Errorf("beside another process: %v", err)
	}
	if err := other.close(); err != nil {
		t.Fatal(err)
	}
	journal := pool(filepath.Join(dir, "journal.db"), map[string][]string{"mode": {"rw"}}, 1)
	if _, err := journal.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	journal.Close()
	if _, err := Renew(t.Context(), dir, agree); !errors.Is(err, ErrNewer) || strings.Contains(err.Error(), "renew") {
		t.Errorf("with a newer journal: %v", err)
	}
	if info, err := os.Stat(filepath.Join(dir, "open.lock")); err != nil || info.Size() == 0 {
		t.Errorf("the mark of a process that did not close the store is gone: %v", err)
	}
}
