package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An SQLite that can damage a store opens none, and touches no file; the one that is linked in cannot.
func TestAnOldLibraryOpensNothing(t *testing.T) {
	linked := library
	t.Cleanup(func() { library = linked })
	for _, c := range []struct {
		name string
		n    int
		old  bool
	}{{"3.40.1", 3_040_001, true}, {"3.51.2", 3_051_002, true}, {"3.51.3", 3_051_003, false}, {"4.0.0", 4_000_000, false}} {
		library = func() (string, int, string) { return c.name, c.n, "" }
		dir := filepath.Join(t.TempDir(), "profile")
		db, err := Open(t.Context(), dir)
		if db != nil {
			db.Close()
		}
		if errors.Is(err, ErrLibrary) != c.old || !c.old && err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if c.old && (!strings.Contains(err.Error(), c.name) || !strings.Contains(err.Error(), "3.51.3")) {
			t.Errorf("%s: it does not say which is there and which is needed: %v", c.name, err)
		}
		if left, err := os.ReadDir(dir); c.old && len(left) > 0 {
			t.Errorf("%s: it wrote %v, %v", c.name, left, err)
		}
	}
	if name, n, _ := linked(); n < leastLibrary {
		t.Errorf("%s is linked in", name)
	}
}
