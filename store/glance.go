package store

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
)

// Glance opens the store in dir for one look at what is saved, as a short command takes it:
// the readers of each file alone, and nothing is made, mended or looked through. Every write returns
// ErrReadOnly. Nil is that it needs more than that, and Open does it: nothing is there yet,
// the last program ended without closing it, an older one wrote it, or something is wrong.
func Glance(ctx context.Context, dir string) *DB {
	db, err := newDB(dir)
	if err == nil {
		db.looking = true
	}
	if err != nil || onNetwork(db.dir) || !db.glance(ctx) {
		if err == nil {
			_ = db.close() // why it could not be looked at so is found out by Open
		}
		return nil
	}
	return db
}

func (db *DB) glance(ctx context.Context) bool {
	for _, f := range db.files() {
		if size(f.path) == 0 || isThere(f.marker()) {
			return false
		}
	}
	if isThere(filepath.Join(db.dir, lostMarker)) || isThere(filepath.Join(db.dir, salvaged)) || preparePlace(db.dir) != nil || !db.joins() {
		return false
	}
	for _, f := range db.files() {
		if prepareFile(f.path) != nil || !f.glance(ctx) {
			return false
		}
	}
	return true
}

// joins holds the store as in use, beside others or after an orderly end.
func (db *DB) joins() bool {
	lock, err := os.OpenFile(filepath.Join(db.dir, "open.lock"), os.O_RDWR|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return false
	}
	db.use = &flock{lock}
	alone, err := db.use.alone()
	if err != nil {
		return false
	}
	if info, err := lock.Stat(); alone && (err != nil || info.Size() > 0) {
		_ = db.use.close() // as it was found: the mark stays for whoever mends
		db.use = nil
		return false
	}
	return db.use.take(syscall.LOCK_SH|syscall.LOCK_NB) == nil
}

// glance opens the readers of a file that is ours and of this version.
func (f *file) glance(ctx context.Context) bool {
	steps, err := f.steps()
	if err != nil {
		return false
	}
	f.r = f.reader(nil, readers)
	id, version, _, err := marks(ctx, f.r)
	return err == nil && id == f.id && version == int64(len(steps))
}

func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil || !os.IsNotExist(err)
}
