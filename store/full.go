package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/mattn/go-sqlite3"
)

// ErrFull is what a write fails with for want of room on the disk.
var ErrFull = errors.New("the disk is full")

// ErrFails is what a write fails with when the disk, or what it lies behind,
// reports an error of its own.
var ErrFails = errors.New("the disk reports an error")

// ErrLocked is what a write fails with while another program holds the file.
var ErrLocked = errors.New("another program keeps it locked")

// Unsaved reports whether something is only not saved: the disk has no room or
// fails, or another program holds the file. What was heard goes on to be shown
// from memory.
func Unsaved(err error) bool {
	return errors.Is(err, ErrFull) || errors.Is(err, ErrFails) || errors.Is(err, ErrLocked)
}

// Cause is why something could not be written, in a few words for a person; "" where it is none of what may befall a disk.
func Cause(err error) string {
	for _, cause := range []error{ErrFull, ErrFails, ErrLocked, ErrReadOnly} {
		if errors.Is(err, cause) {
			return cause.Error()
		}
	}
	return ""
}

// Saved is err unless something is only not saved: what was heard stays true, and
// the store tells by itself that it could not be kept.
func Saved(err error) error {
	if Unsaved(err) {
		return nil
	}
	return err
}

// Unkept is what stands while something could not be saved, false otherwise.
func (db *DB) Unkept() (Standing, bool) { return db.badDisk() }

// troubles are since when a file's writes fail, in unix seconds; 0 while they
// do not.
type troubles struct {
	full, fails, locked atomic.Int64
	tried               atomic.Int64 // when a file that another program holds was tried last, in unix milliseconds
}

// lockedEvery is how often a file is tried that another program holds.
const lockedEvery = time.Second

// again reports whether a file that another program holds may be tried again.
func (t *troubles) again(now time.Time) bool {
	return t.locked.Load() == 0 || now.UnixMilli()-t.tried.Load() >= lockedEvery.Milliseconds()
}

func (t *troubles) lockedOut(now time.Time) {
	t.locked.CompareAndSwap(0, now.Unix())
	t.tried.Store(now.UnixMilli())
}

func (t *troubles) any() bool { return t.disk() || t.locked.Load() > 0 }

// disk reports whether it is the disk that takes no writes.
func (t *troubles) disk() bool { return t.full.Load() > 0 || t.fails.Load() > 0 }

// isFull reports whether there was no room: on the disk, in the person's share
// of it, or under the limit that this process has for files.
func isFull(e sqlite3.Error) bool {
	return noRoom(e.SystemErrno) || e.Code == sqlite3.ErrFull
}

// noRoom reports whether that is what the system says.
func noRoom(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}

// saved notes whether a write could be saved, and says so in words when it
// could not.
func (f *file) saved(err error) error {
	var e sqlite3.Error
	switch {
	case err == nil:
		f.trouble.full.Store(0)
		f.trouble.fails.Store(0)
		f.trouble.locked.Store(0)
	case Unsaved(err):
	case noRoom(err): // for a file beside the two
		f.trouble.full.CompareAndSwap(0, time.Now().Unix())
		return fmt.Errorf("%w: %w", ErrFull, err)
	case !errors.As(err, &e):
	case isFull(e):
		f.trouble.full.CompareAndSwap(0, time.Now().Unix())
		return fmt.Errorf("%w: %w", ErrFull, err)
	case e.Code == sqlite3.ErrIoErr:
		f.trouble.fails.CompareAndSwap(0, time.Now().Unix())
		return fmt.Errorf("%w: %w", ErrFails, err)
	}
	return err
}

// tryDisk has each file whose writes fail take a small one, so that room that is there again
// is noted even if nothing waits to be saved. One that another program holds is waited for so long.
func (db *DB) tryDisk(ctx context.Context, wait time.Duration) error {
	var all error
	for _, f := range db.files() {
		if f.trouble.any() {
			all = errors.Join(all, f.try(ctx, wait))
		}
	}
	return all
}

// TryWriting has both files take a small write, so that what stands tells what keeps them from it.
func (db *DB) TryWriting(ctx context.Context) {
	for _, f := range db.files() {
		_ = f.try(ctx, budgetPatience) // what it comes to is noted
	}
}

func (f *file) try(ctx context.Context, wait time.Duration) error {
	return f.writeWithin(ctx, wait, func(tx *sql.Tx) error { return smallWrite(ctx, tx) })
}

// smallWrite changes a page of a file and nothing that it holds.
func smallWrite(ctx context.Context, tx *sql.Tx) error {
	v, err := one(ctx, tx, number, "PRAGMA user_version")
	if err == nil {
		_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", v))
	}
	return err
}

// since is the earliest time at which the writes of a file began to fail.
func (db *DB) since(of func(*troubles) *atomic.Int64) (since int64) {
	for _, f := range db.files() {
		if at := of(&f.trouble).Load(); at > 0 && (since == 0 || at < since) {
			since = at
		}
	}
	return since
}

// locked is the file that another program holds, the journal first; nil for none.
func (db *DB) locked() *file {
	for _, f := range db.files() {
		if f.trouble.locked.Load() > 0 {
			return f
		}
	}
	return nil
}

// badDisk is what stands while something could not be saved.
func (db *DB) badDisk() (Standing, bool) {
	full := db.since(func(t *troubles) *atomic.Int64 { return &t.full })
	fails := db.since(func(t *troubles) *atomic.Int64 { return &t.fails })
	kept, where := db.unsaved.count(), filepath.Dir(db.dir)
	s := Standing{
		Code: DiskFull, Word: "DISK FULL", Since: stamp(full),
		Sentence: "The disk is full: nothing can be saved in " + where + ", and nothing that costs money is sent.",
		Works:    "Codes that come are shown and can be copied.",
		Mend:     "try to save again", Ends: "It ends when there is room: what is kept in memory is then saved by itself.",
	}
	switch {
	case full == 0 && fails == 0 && db.locked() != nil:
		s = fileLocked(db.locked())
	case full == 0 && fails == 0 && kept == 0:
		return Standing{}, false
	case full == 0 && fails > 0:
		s.Code, s.Word, s.Since = DiskFails, "DISK ERROR", stamp(fails)
		s.Sentence = "The disk reports an error: nothing can be saved in " + where + ", and nothing that costs money is sent. Look at the disk before you go on."
		s.Ends = "It ends when a write succeeds: what is kept in memory is then saved by itself."
	}
	if kept > 0 {
		s.Works = fmt.Sprintf("%d codes are kept in memory alone: copy them before you quit.", kept)
	}
	if kept == 1 {
		s.Works = "1 code is kept in memory alone: copy it before you quit."
	}
	return s, true
}
