package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"syscall"
	"time"

	"github.com/mattn/go-sqlite3"
)

// ErrFull is what a write fails with for want of room on the disk.
var ErrFull = errors.New("the disk is full")

// isFull reports whether there was no room: on the disk, in the person's share
// of it, or under the limit that this process has for files.
func isFull(err error) bool {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.SystemErrno {
	case syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG:
		return true
	}
	return e.Code == sqlite3.ErrFull
}

// room notes whether a write found room, and says so in words when it did not.
func (f *file) room(err error) error {
	switch {
	case err == nil:
		f.full.Store(0)
	case errors.Is(err, ErrFull):
	case isFull(err):
		f.full.CompareAndSwap(0, time.Now().Unix())
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// fullDisk is what stands while something could not be saved for want of room.
func (db *DB) fullDisk() (Standing, bool) {
	var since int64
	for _, f := range db.files() {
		if at := f.full.Load(); at > 0 && (since == 0 || at < since) {
			since = at
		}
	}
	kept := db.unsaved.count()
	if since == 0 && kept == 0 {
		return Standing{}, false
	}
	s := Standing{
		Code: DiskFull, Word: "DISK FULL", Since: stamp(since),
		Sentence: "The disk is full: nothing can be saved in " + filepath.Dir(db.dir) + ", and nothing that costs money is sent.",
		Works:    "Codes that come are shown and can be copied.",
		Mend:     "try to save again", Ends: "It ends when there is room: what is kept in memory is then saved by itself.",
	}
	if kept > 0 {
		s.Works = fmt.Sprintf("%d codes are kept in memory alone: copy them before you quit.", kept)
	}
	if kept == 1 {
		s.Works = "1 code is kept in memory alone: copy it before you quit."
	}
	return s, true
}
