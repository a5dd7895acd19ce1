package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"switchboard/client/platfone"
)

func TestFilesArePrivate(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	above := filepath.Join(t.TempDir(), "above")
	if err := os.Mkdir(above, 0o700); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(above, "deep", "profile")
	db := openAt(t, dir)
	put(t, db, epoch, act("a1", epoch, coded("1", time.Second)))
	if _, err := db.Lead(t.Context()); err != nil {
		t.Fatal(err)
	}
	backup := must[string](t)(db.Backup(t.Context(), filepath.Join(dir, "backups")))
	files := 0
	err := filepath.WalkDir(filepath.Join(above, "deep"), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		} else {
			files++
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %o, want %o", path, info.Mode().Perm(), want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Errorf("only %d files looked at, backup in %s", files, backup)
	}
}

func TestLooseFilesAreTightened(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	openAt(t, dir).Close()
	for _, path := range []string{dir, filepath.Join(dir, "cache.db")} {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	openAt(t, dir)
	for path, want := range map[string]fs.FileMode{dir: 0o700, filepath.Join(dir, "cache.db"): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestRefusals(t *testing.T) {
	write := func(t *testing.T, path, query string) {
		t.Helper()
		db := pool(path, map[string][]string{"mode": {"rwc"}}, 1)
		defer db.Close()
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		make func(t *testing.T, dir string)
		want error
	}{
		{"text in place of the journal", func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, "journal.db"), bytes.Repeat([]byte("not a database\n"), 300), 0o600); err != nil {
				t.Fatal(err)
			}
		}, ErrNotStore},
		{"a few bytes in place of the journal", func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, "journal.db"), []byte("hello"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, ErrNotStore},
		{"text in place of the cache of a new store", func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, "cache.db"), bytes.Repeat([]byte("not a database\n"), 300), 0o600); err != nil {
				t.Fatal(err)
			}
		}, ErrNotStore},
		{"another program's database", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "cache.db"), "PRAGMA application_id = 77; CREATE TABLE t (a)")
		}, ErrForeign},
		{"an unmarked database with tables", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "journal.db"), "CREATE TABLE t (a)")
		}, ErrForeign},
		{"a newer schema", func(t *testing.T, dir string) {
			openAt(t, dir).Close()
			write(t, filepath.Join(dir, "journal.db"), "PRAGMA user_version = 99")
		}, ErrNewer},
		{"a newer schema of the cache", func(t *testing.T, dir string) {
			openAt(t, dir).Close()
			write(t, filepath.Join(dir, "cache.db"), "PRAGMA user_version = 99")
		}, ErrNewer},
		{"a link in place of the cache", func(t *testing.T, dir string) {
			if err := os.Symlink(filepath.Join(dir, "elsewhere"), filepath.Join(dir, "cache.db")); err != nil {
				t.Fatal(err)
			}
		}, ErrUnsafe},
		{"a folder in place of the journal", func(t *testing.T, dir string) {
			if err := os.Mkdir(filepath.Join(dir, "journal.db"), 0o700); err != nil {
				t.Fatal(err)
			}
		}, ErrUnsafe},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "profile")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			c.make(t, dir)
			before := snapshot(t, dir)
			db, err := Open(t.Context(), dir)
			if err == nil {
				db.Close()
			}
			var refusal *Refusal
			if !errors.Is(err, c.want) || !errors.As(err, &refusal) {
				t.Fatalf("opened: %v, want %v", err, c.want)
			}
			if strings.Contains(err.Error(), "\n") || len(err.Error()) > 250 {
				t.Errorf("not one sentence: %q", err)
			}
			for name, content := range before {
				if now, err := os.ReadFile(filepath.Join(dir, name)); err == nil && !bytes.Equal(now, content) {
					t.Errorf("%s was changed", name)
				}
			}
		})
	}
}

// snapshot reads the databases in a folder.
func snapshot(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	names, err := filepath.Glob(filepath.Join(dir, "*.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if b, err := os.ReadFile(name); err == nil {
			files[filepath.Base(name)] = b
		}
	}
	return files
}

func TestFolderThatOthersCanReplaceIsRefused(t *testing.T) {
	above := filepath.Join(t.TempDir(), "above")
	if err := os.Mkdir(above, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(above, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), filepath.Join(above, "profile")); !errors.Is(err, ErrUnsafe) {
		t.Errorf("opened below a folder everybody may write to: %v", err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(t.TempDir(), link); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), link); !errors.Is(err, ErrUnsafe) {
		t.Errorf("opened through a link: %v", err)
	}
}

func TestReadOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	db := openAt(t, dir)
	put(t, db, epoch, act("a1", epoch, coded("1", time.Second)))
	read := func(t *testing.T) {
		ro, err := OpenReadOnly(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer ro.Close()
		if a, err := ro.Activation(t.Context(), "a1"); err != nil || a.Code != "1" || len(codesOf(t, ro, "a1")) != 1 {
			t.Errorf("read %v, %v", a, err)
		}
		if err := ro.PutActivations(t.Context(), epoch, act("a2", epoch)); !errors.Is(err, ErrReadOnly) {
			t.Errorf("a write: %v", err)
		}
		if _, err := ro.Begin(t.Context(), Intent{Op: "order"}, nil); !errors.Is(err, ErrReadOnly) {
			t.Errorf("an intent: %v", err)
		}
		if led, err := ro.Lead(t.Context()); led || err != nil {
			t.Errorf("it leads: %v, %v", led, err)
		}
		if st, stands := ro.Unwritable(); !stands || st.Code != ReadOnly || st.Mend == "" {
			t.Error("it does not say that it is read-only")
		}
	}
	t.Run("beside a writer", read)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	t.Run("alone", read)
	if _, err := OpenReadOnly(t.Context(), t.TempDir()); err == nil {
		t.Error("nothing was opened")
	}
}

func TestConnectionsAreStrict(t *testing.T) {
	db := open(t)
	for _, f := range db.files() {
		for pragma, want := range map[string]string{
			"journal_mode": "wal", "foreign_keys": "1", "secure_delete": "1", "trusted_schema": "0", "cell_size_check": "1", "busy_timeout": "250",
		} {
			if got := must[string](t)(one(t.Context(), f.w, text, "PRAGMA "+pragma)); got != want {
				t.Errorf("%s of the %s is %s, want %s", pragma, f.name, got, want)
			}
		}
		if _, err := f.r.Exec("CREATE TABLE t (a)"); err == nil {
			t.Errorf("a reader of the %s wrote", f.name)
		}
	}
}

func TestWritesDoNotFailOnAForeignLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	a, b := openAt(t, dir), openAt(t, dir)
	tx := must[*sql.Tx](t)(a.cache.w.Begin())
	done := make(chan error, 1)
	go func() { done <- b.PutActivations(t.Context(), epoch, act("a1", epoch)) }()
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestLeadIsHeldByOne(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	a, b := openAt(t, dir), openAt(t, dir)
	if led := must[bool](t)(a.Lead(t.Context())); !led {
		t.Fatal("nobody leads")
	}
	if led := must[bool](t)(a.Lead(t.Context())); !led {
		t.Error("the leader lost the lead by asking")
	}
	if led := must[bool](t)(b.Lead(t.Context())); led {
		t.Error("two lead")
	}
	if holder := must[string](t)(b.holder(t.Context(), b.journal.r)); holder != a.self.id || pidOf(holder) != os.Getpid() {
		t.Errorf("the leader is %q", holder)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if led := must[bool](t)(b.Lead(t.Context())); !led {
		t.Error("nobody took over")
	}
	if err := b.ReleaseLead(); err != nil {
		t.Fatal(err)
	}
	if led := must[bool](t)(openAt(t, dir).Lead(t.Context())); !led {
		t.Error("the lead was not given up")
	}
}

func TestReopenedStoreIsTheSame(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profile")
	db := openAt(t, dir)
	put(t, db, epoch, act("a1", epoch, coded("1", time.Second)))
	if err := db.PutSetting(t.Context(), "sort", "left"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, tail := range []string{"cache.db-wal", "journal.db-wal"} {
		if _, err := os.Stat(filepath.Join(dir, tail)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s was left behind: %v", tail, err)
		}
	}
	db = openAt(t, dir)
	if a := must[Activation](t)(db.Activation(t.Context(), "a1")); a.Code != "1" {
		t.Errorf("read %+v", a)
	}
	if v := must[string](t)(db.Setting(t.Context(), "sort")); v != "left" {
		t.Errorf("setting %q", v)
	}
	if notes := db.Notes(); len(notes) != 0 {
		t.Errorf("notes %q", notes)
	}
}

// A log too long to be emptied in the time a close has stays for the next start, and is no failure;
// what was asked to be deleted is only gone when it is emptied, and says so.
func TestALogThatTakesLongToEmptyStays(t *testing.T) {
	dir := t.TempDir()
	db := openAt(t, dir)
	if err := db.PutCustomers(t.Context(), time.Now(), platfone.Customer{ID: "acme", Status: platfone.CustomerActive}); err != nil {
		t.Fatal(err)
	}
	over, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	if err := db.emptyLogs(over); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("emptying the logs in no time: %v", err)
	}
	if err := db.closeWithin(over); err != nil {
		t.Errorf("closing in no time: %v", err)
	}
	if _, err := openAt(t, dir).Customer(t.Context(), "acme"); err != nil {
		t.Errorf("what was in the log: %v", err)
	}
}
