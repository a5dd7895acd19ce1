package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"switchboard/client/platfone"
)

// One look at what is saved reads it beside others, writes nothing, and is
// refused wherever the ordinary opening has something to mend or to make.
func TestGlance(t *testing.T) {
	ctx := t.Context()
	dir := filepath.Join(t.TempDir(), "profile")
	if db := Glance(ctx, dir); db != nil {
		t.Fatal("there is nothing to look at yet")
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Fatal("looking made a folder")
	}
	db := openIn(t, dir)
	at := time.Unix(1_700_000_000, 0)
	a := platfone.Activation{ID: "0123456789abcdef01234567", CustomerID: "acme", Status: platfone.StatusFinalized, Billing: platfone.BillingBilled,
		SMS: platfone.SMSReceived, Code: "482913", Text: "code 482913", CreatedAt: at, UpdatedAt: at, ExpireAt: at.Add(time.Hour)}
	if err := db.PutActivations(ctx, at, a); err != nil {
		t.Fatal(err)
	}
	looks := func(what string) {
		t.Helper()
		glance := Glance(ctx, dir)
		if glance == nil {
			t.Fatalf("%s: it cannot be looked at", what)
		}
		codes, err := glance.CodesOf(ctx, []string{a.ID, "none"})
		if err != nil || len(codes[a.ID]) != 1 || codes[a.ID][0].Code != "482913" || !glance.Filled(ctx) {
			t.Fatalf("%s: %v, %v", what, codes, err)
		}
		if _, err := glance.Refresh(ctx); err != nil { // as the beat of a command does that takes its time
			t.Error(err)
		}
		if err := glance.PutActivations(ctx, at, a); !errors.Is(err, ErrReadOnly) {
			t.Fatalf("%s: a write ended with %v", what, err)
		}
		if err := glance.Close(); err != nil {
			t.Fatal(err)
		}
	}
	looks("beside another")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	looks("after an orderly end")
	looks("after a look")
	db = openIn(t, dir)
	if db.Abrupt() {
		t.Fatal("a look left the store as if a program had died")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for what, spoil := range map[string]func(at string) error{
		"a program died":      func(dir string) error { return os.WriteFile(filepath.Join(dir, "open.lock"), []byte("open\n"), 0o600) },
		"a damaged cache":     func(dir string) error { return os.WriteFile(filepath.Join(dir, "cache.damaged"), nil, 0o600) },
		"no journal":          func(dir string) error { return os.Remove(filepath.Join(dir, "journal.db")) },
		"of another program":  func(dir string) error { return pragma(ctx, dir, "PRAGMA application_id = 7") },
		"of an older version": func(dir string) error { return pragma(ctx, dir, "PRAGMA user_version = 1") },
		"of a newer version":  func(dir string) error { return pragma(ctx, dir, "PRAGMA user_version = 999") },
		"not a database":      func(dir string) error { return os.WriteFile(filepath.Join(dir, "cache.db"), []byte("no"), 0o600) },
		"a link where a file is": func(dir string) error {
			return errors.Join(os.Rename(filepath.Join(dir, "cache.db"), filepath.Join(dir, "c")), os.Symlink("c", filepath.Join(dir, "cache.db")))
		},
	} {
		spoiled := filepath.Join(t.TempDir(), "profile")
		if err := errors.Join(os.CopyFS(spoiled, os.DirFS(dir)), os.Chmod(spoiled, 0o700), spoil(spoiled)); err != nil {
			t.Fatal(err)
		}
		before, _ := os.ReadFile(filepath.Join(spoiled, "open.lock"))
		if db := Glance(ctx, spoiled); db != nil {
			t.Errorf("%s: it was looked at", what)
		}
		if after, _ := os.ReadFile(filepath.Join(spoiled, "open.lock")); string(after) != string(before) {
			t.Errorf("%s: the mark of the lock became %q", what, after)
		}
	}
}

// Whoever looks hides nothing: a program that died beside the look is known to have died.
func TestAProgramThatDiesBesideALookIsKnown(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	if err := openIn(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	glance := Glance(t.Context(), dir)
	if glance == nil {
		t.Fatal("it cannot be looked at")
	}
	died := openIn(t, dir)
	died.stopSealing()
	for _, f := range died.files() {
		if err := f.close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := died.use.close(); err != nil { // as the system does for one that was killed
		t.Fatal(err)
	}
	if err := glance.Close(); err != nil {
		t.Fatal(err)
	}
	db := openIn(t, dir)
	defer db.Close()
	if !db.Abrupt() {
		t.Error("it is taken to have ended in order")
	}
}

func openIn(t *testing.T, dir string) *DB {
	t.Helper()
	db, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func pragma(ctx context.Context, dir, statement string) error {
	f := &file{path: filepath.Join(dir, "cache.db"), durable: "NORMAL"}
	w := f.writer(false)
	_, err := w.ExecContext(ctx, statement)
	return errors.Join(err, w.Close())
}
