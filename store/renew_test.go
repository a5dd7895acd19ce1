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

// Wherever a Switchboard that sets a cache aside is stopped, the next start ends it: settings and drafts come along.
func TestASetAsideThatWasStoppedIsEnded(t *testing.T) {
	for _, why := range []string{"newer", "damaged"} {
		for name, stop := range map[string]func(t *testing.T, cache, ready string){
			"before the new one is complete": func(t *testing.T, cache, ready string) {
				renamed(t, ready, filepath.Join(filepath.Dir(ready), "cache-part.db"))
			},
			"before the old one is moved": func(*testing.T, string, string) {},
			"after its log was moved": func(t *testing.T, cache, _ string) {
				renamed(t, cache+"-wal", cache+"-aside-wal")
			},
			"before the new one is moved": func(t *testing.T, cache, _ string) {
				renamed(t, cache, cache+"-aside")
				renamed(t, cache+"-wal", cache+"-aside-wal")
			},
		} {
			t.Run(why+" "+name, func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "profile")
				fill(t, dir, 5)
				if why == "newer" {
					turn(t, dir, "PRAGMA user_version = 99")
				}
				cache, old := filepath.Join(dir, "cache.db"), filepath.Join(t.TempDir(), "old.db")
				duplicated(t, cache, old)
				if why == "newer" {
					must[string](t)(Renew(t.Context(), dir, func() error { return nil }))
				} else {
					marked(t, dir)
					openAt(t, dir).Close()
					marked(t, dir)
				}
				ready := filepath.Join(dir, replacements[why])
				renamed(t, cache, ready)
				duplicated(t, old, cache)
				duplicated(t, old, cache+"-wal") // what it holds is of no use to the one that replaces it
				stop(t, cache, ready)
				if why == "newer" && isThere(filepath.Join(dir, "cache-part.db")) {
					os.Remove(cache + "-wal")
					must[string](t)(Renew(t.Context(), dir, func() error { return nil }))
				}
				db := openAt(t, dir)
				if v := must[string](t)(db.Setting(t.Context(), "sort")); v != "left" {
					t.Errorf("the setting is %q", v)
				}
				if left := must[[]string](t)(filepath.Glob(filepath.Join(dir, "cache-for-*"))); len(left) > 0 {
					t.Errorf("left: %v", left)
				}
				if got := codesOf(t, db, "000000000000000000000001"); !equalStrings(got, []string{"100001"}) {
					t.Errorf("codes %v", got)
				}
			})
		}
	}
}

// marked notes in dir that an earlier check found the cache damaged.
func marked(t *testing.T, dir string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "cache.damaged"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
}

func renamed(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

func duplicated(t *testing.T, from, to string) {
	t.Helper()
	if err := os.WriteFile(to, must[[]byte](t)(os.ReadFile(from)), 0o600); err != nil {
		t.Fatal(err)
	}
}
