package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// A journal that is gone, empty or damaged while the cache shows that the
// profile was in use has forgotten what was sent: until a person has looked,
// nothing that costs money may begin.

// lostMarker is there from the moment a journal is found missing until its
// replacement says so itself.
const lostMarker = "journal.missing"

// noteLost leaves the marker when the journal is gone or empty and the cache is
// not new. It is called before anything is made.
func (db *DB) noteLost() error {
	if size(db.journal.path) > 0 || size(db.cache.path) == 0 || size(filepath.Join(db.dir, salvaged)) > 0 {
		return nil
	}
	f, err := os.OpenFile(filepath.Join(db.dir, lostMarker), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("noting that the journal is missing: %w", err)
	}
	return f.Close()
}

// holdLost has a new journal hold money if the one before it was lost, and reports whether it was.
func (db *DB) holdLost(ctx context.Context) (lost bool, err error) {
	marker := filepath.Join(db.dir, lostMarker)
	if _, err := os.Lstat(marker); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	say := fmt.Sprintf("The journal was missing or empty on %s although this profile had been in use: what was ordered, bought or booked before is not known here. Compare with the providers.",
		time.Now().Format("2 Jan 2006 15:04"))
	if err := db.hold(ctx, say); err != nil {
		return true, err
	}
	if err := db.rebuildOpen(ctx, db.journal, false); err != nil {
		return true, err
	}
	db.note("%s", say)
	if err := os.Remove(marker); err != nil {
		return true, fmt.Errorf("noting that the journal was missing: %w", err)
	}
	return true, nil
}

func (db *DB) hold(ctx context.Context, say string) error {
	err := db.journal.write(ctx, func(tx *sql.Tx) error { return putMeta(ctx, tx, holdKey, say) })
	if err != nil {
		return fmt.Errorf("holding what costs money: %w", err)
	}
	db.feeds.mark(Journal)
	return nil
}

// size is how large a file is, 0 when it is not there.
func size(path string) int64 {
	info, err := os.Lstat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// examination is the check of a large journal that goes on while the store is
// in use. What costs money waits for its end.
type examination struct {
	due    chan struct{} // closed once somebody waits for the check
	ask    sync.Once     // closes due
	done   chan struct{} // nil: the whole journal was checked when it was opened
	damage string        // why money is held, "" when the journal is sound; read after done
}

// examineAfter is how long a store is in use before the check begins by itself: a
// first frame and a short command that only reads are not held up by it.
const examineAfter = 2 * time.Second

// examineSoon has the whole journal checked, once somebody waits for it or it
// was in use for a while.
func (db *DB) examineSoon() {
	db.exam.due, db.exam.done = make(chan struct{}), make(chan struct{})
	db.audit.start(db.examineBehind)
}

// examineBehind checks the whole journal. Damage holds money at once and is
// salvaged at the next start.
func (db *DB) examineBehind(ctx context.Context) {
	defer close(db.exam.done)
	timer := time.NewTimer(examineAfter)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return
	case <-db.exam.due:
	case <-timer.C:
	}
	err := db.journal.quickCheck(ctx, db.journal.r)
	if !errors.Is(err, ErrDamaged) {
		return
	}
	say := fmt.Sprintf("The journal is damaged (%v). What can be read is saved at the next start.", err)
	db.exam.damage = say
	db.note("%s", say)
	db.feeds.mark(Journal | Healths)
	if err := os.WriteFile(db.journal.marker(), nil, 0o600); err != nil {
		db.note("The damage could not be noted: %v.", err)
	}
	_ = db.hold(context.WithoutCancel(ctx), say) // a damaged file may refuse it: the marker and the memory hold as well
}

// examined waits for the check and says why money is held after it.
func (db *DB) examined(ctx context.Context) (string, error) {
	if db.exam.done == nil {
		return "", nil
	}
	db.exam.ask.Do(func() { close(db.exam.due) })
	select {
	case <-db.exam.done:
		return db.exam.damage, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// found is the damage that a check which has ended has found.
func (e *examination) found() string {
	if e.done == nil {
		return ""
	}
	select {
	case <-e.done:
		return e.damage
	default:
		return ""
	}
}
