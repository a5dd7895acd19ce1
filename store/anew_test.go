package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
		"an empty file":                 {put("cache.db", ""), false},
		"a text":                        {put("journal.db", strings.Repeat("this is not a database. ", 400)), true},
		"a short text":                  {put("cache.db", "x"), true},
		"a database of another program": {put("cache.db", "SQLite format 3\x00"+strings.Repeat("\x00", 100)), true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if c.make(t, dir); (Foreign(dir) != nil) != c.want {
				t.Errorf("foreign: %v", !c.want)
			}
		})
	}
}
