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

// Unsaved reports whether something is only not saved: the disk has no room or
// fails. What was heard goes on to be shown from memory.
func Unsaved(err error) bool { return errors.Is(err, ErrFull) || errors.Is(err, ErrFails) }

// troubles are since when a file's writes fail, in unix seconds; 0 while they
// do not.
type troubles struct{ full, fails atomic.Int64 }

// isFull reports whether there was no room: on the disk, in the person's share
// of it, or under the limit that this process has for files.
func isFull(e sqlite3.Error) bool {
	switch e.SystemErrno {
	case syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG:
		return true
	}
	return e.Code == sqlite3.ErrFull
}

// saved notes whether a write could be saved, and says so in words when it
// could not.
func (f *file) saved(err error) error {
	var e sqlite3.Error
	switch {
	case err == nil:
		f.trouble.full.Store(0)
		f.trouble.fails.Store(0)
	case Unsaved(err) || !errors.As(err, &e):
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
// is noted even if nothing waits to be saved.
func (db *DB) tryDisk(ctx context.Context) error {
	var all error
	for _, f := range db.files() {
		if f.trouble.full.Load() == 0 && f.trouble.fails.Load() == 0 {
			continue
		}
		all = errors.Join(all, f.write(ctx, func(tx *sql.Tx) error {
			v, err := one(ctx, tx, number, "PRAGMA user_version")
			if err == nil {
				_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", v))
			}
			return err
		}))
	}
	return all
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
