package store

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"time"
)

// seized keeps a file as another program would, until it is let go.
func seized(t *testing.T, f *file) (letGo func()) {
	t.Helper()
	other := f.writer(false)
	tx := must[*sql.Tx](t)(other.Begin())
	return func() {
		if err := errors.Join(tx.Rollback(), other.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

// A file that another program holds is waited for as long as ours hold one, then it is
// said which it is, later writes do not wait again, and it ends by itself.
func TestALockedFileIsWaitedForOnce(t *testing.T) {
	for name, c := range map[string]struct {
		of    func(*DB) *file
		word  string
		write func(*DB) error
	}{
		"cache":   {func(db *DB) *file { return db.cache }, "CACHE LOCKED", func(db *DB) error { return db.PutSetting(t.Context(), "sort", "left") }},
		"journal": {func(db *DB) *file { return db.journal }, "JOURNAL LOCKED", func(db *DB) error { return db.Audit(t.Context(), "sms.order", "one", "done") }},
	} {
		t.Run(name, func(t *testing.T) {
			db := openAt(t, filepath.Join(t.TempDir(), "profile"))
			letGo := seized(t, c.of(db))
			began := time.Now()
			if err := c.write(db); !errors.Is(err, ErrLocked) || !Unsaved(err) {
				t.Errorf("held, and the error is %v", err)
			}
			if took := time.Since(began); took > 2*time.Minute {
				t.Errorf("it was waited for %s", took)
			}
			for range 100 { // each on its own would wait for seconds
				if err := c.write(db); !errors.Is(err, ErrLocked) {
					t.Fatalf("held, and the error is %v", err)
				}
			}
			if took := time.Since(began); took > 2*time.Minute {
				t.Errorf("they were waited for %s", took)
			}
			all := must[[]Standing](t)(db.Standing(t.Context(), time.Now()))
			if len(all) != 1 || all[0].Code != Locked || all[0].Word != c.word || !all[0].Grave() || all[0].Mend == "" || all[0].Ends == "" {
				t.Errorf("told: %+v", all)
			}
			watch := db.Watch()
			must[Topic](t)(db.Refresh(t.Context()))
			if told := must[Topic](t)(watch.Next(t.Context())); !told.Has(Healths) {
				t.Errorf("nobody hears of it: %b", told)
			}
			letGo()
			c.of(db).trouble.tried.Store(time.Now().Add(-lockedEvery).UnixMilli())
			must[Topic](t)(db.Refresh(t.Context()))
			if err := c.write(db); err != nil {
				t.Errorf("let go, and the error is %v", err)
			}
			if all := must[[]Standing](t)(db.Standing(t.Context(), time.Now())); len(all) != 0 {
				t.Errorf("let go, and told: %+v", all)
			}
		})
	}
}

// An attempt that cannot be written down is not begun, however short another write waits.
func TestALockedJournalBeginsNothing(t *testing.T) {
	db := open(t)
	letGo := seized(t, db.journal)
	if id, err := db.Begin(t.Context(), Intent{Op: "sms.order", NaturalKey: "one"}, nil); !errors.Is(err, ErrLocked) || id != 0 {
		t.Errorf("begun: %d %v", id, err)
	}
	letGo()
	if list := must[[]Intent](t)(db.OpenIntents(t.Context())); len(list) != 0 {
		t.Errorf("open: %+v", list)
	}
	if _, err := db.Begin(t.Context(), Intent{Op: "sms.order", NaturalKey: "one"}, nil); err != nil { // whatever was tried last
		t.Errorf("let go, and the error is %v", err)
	}
}
