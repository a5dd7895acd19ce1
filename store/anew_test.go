package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mattn/go-sqlite3"
)

// A folder whose world is begun anew knows nothing of the one before: no attempt, no reason, no mark of how it ended.
func TestNothingOfAnotherWorldIsLeft(t *testing.T) {
	for name, before := range map[string]func(t *testing.T, dir string){
		"an attempt is open":             func(*testing.T, string) {},
		"the journal was lost":           func(t *testing.T, dir string) { write(t, dir, lostMarker) },
		"a salvaged journal stands by":   func(t *testing.T, dir string) { write(t, dir, salvaged) },
		"the program before was killed":  func(t *testing.T, dir string) { write(t, dir, "open.lock") },
		"the journal was marked damaged": func(t *testing.T, dir string) { write(t, dir, "journal.damaged") },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			db := openAt(t, dir)
			id, err := db.Begin(t.Context(), Intent{Op: "order", NaturalKey: "acme telegram", Subject: "telegram for acme", Body: json.RawMessage(`{}`)}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := db.MarkSent(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			before(t, dir)
			if err := Forget(dir); err != nil {
				t.Fatal(err)
			}
			db = openAt(t, dir)
			defer db.Close()
			open, err := db.OpenIntents(t.Context())
			if err != nil || len(open) != 0 || len(db.Notes()) != 0 || db.Abrupt() {
				t.Errorf("open %v, notes %q, abrupt %v, %v", open, db.Notes(), db.Abrupt(), err)
			}
			if held, err := db.Hold(t.Context()); err != nil || held != "" {
				t.Errorf("money is held: %q %v", held, err)
			}
		})
	}
}

func write(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("open\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A file that no store has made is no store's to be taken away; a store's is known also while its mark is only in its log.
func TestAForeignFileIsKnown(t *testing.T) {
	put := func(name, content string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		make func(t *testing.T, dir string)
		want bool
	}{
		"nothing": {func(*testing.T, string) {}, false},
		"a store that is open": {func(t *testing.T, dir string) {
			db := openAt(t, dir)
			t.Cleanup(func() { db.Close() })
		}, false},
		"a store that is closed": {func(t *testing.T, dir string) {
			if err := openAt(t, dir).Close(); err != nil {
				t.Fatal(err)
			}
		}, false},
		"a damaged cache beside its journal": {func(t *testing.T, dir string) {
			if err := openAt(t, dir).Close(); err != nil {
				t.Fatal(err)
			}
			put("cache.db", strings.Repeat("this is not a database. ", 400))(t, dir)
		}, false},
		"a database of another program beside a journal": {func(t *testing.T, dir string) {
			if err := openAt(t, dir).Close(); err != nil {
				t.Fatal(err)
			}
			put("cache.db", "SQLite format 3\x00"+strings.Repeat("\x00", 100))(t, dir)
		}, true},
		"a database of another program without an id, which is in use": {func(t *testing.T, dir string) {
			db := sql.OpenDB(connector{"file:" + filepath.Join(dir, "cache.db"), &sqlite3.SQLiteDriver{}})
			t.Cleanup(func() { db.Close() })
			for _, do := range []string{"PRAGMA journal_mode = WAL", "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)"} {
				if _, err := db.ExecContext(t.Context(), do); err != nil {
					t.Fatal(err)
				}
			}
		}, true},
		"a folder": {func(t *testing.T, dir string) {
			if err := os.MkdirAll(filepath.Join(dir, "cache.db", "mine"), 0o700); err != nil {
				t.Fatal(err)
			}
		}, true},
		"a link": {func(t *testing.T, dir string) {
			if err := os.Symlink(filepath.Join(t.TempDir(), "elsewhere"), filepath.Join(dir, "journal.db")); err != nil {
				t.Fatal(err)
			}
		}, true},
		"an empty file":                 {put("cache.db", ""), false},
		"a text":                        {put("journal.db", strings.Repeat("this is not a database. ", 400)), true},
		"a short text":                  {put("cache.db", "x"), true},
		"a database of another program": {put("cache.db", "SQLite format 3\x00"+strings.Repeat("\x00", 100)), true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			c.make(t, dir)
			before, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			err = Forget(dir)
			left, gone := os.ReadDir(dir)
			if foreign := err != nil && !errors.Is(err, ErrLocked); foreign != c.want || gone != nil || foreign && len(left) != len(before) {
				t.Errorf("foreign: %v, %d of %d files are left, %v", err, len(left), len(before), gone)
			}
		})
	}
}

// What only has a name like those of a store stays.
func TestFilesWithLikeNamesStay(t *testing.T) {
	dir := t.TempDir()
	if err := openAt(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	like := []string{"cache-of-mine", "cached.txt", "journal.txt", "journal-damaged-20260101T000000.db"}
	for _, name := range like {
		write(t, dir, name)
	}
	if err := Forget(dir); err != nil || Begun(dir) {
		t.Errorf("%v, or something is left", err)
	}
	for _, name := range like {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

// A file that cannot be read is not one that is not there: nothing is taken away beside it.
func TestAFileThatCannotBeReadIsThere(t *testing.T) {
	const unreadable = "/proc/self/mem" // its beginning is mapped nowhere
	if _, err := os.Stat(unreadable); err != nil {
		t.Skip(err)
	}
	if who, err := makerOf(unreadable, cacheID); err == nil {
		t.Errorf("it is taken for %d", who)
	}
}
