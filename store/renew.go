package store

import (
	"context"
	"errors"
	"path/filepath"
	"time"
)

// Renew sets aside the cache of the profile in dir that a newer Switchboard wrote and begins another, which is filled
// from the providers again; settings and drafts that this version knows come along, and the journal is not touched. agree is asked
// before anything is changed. aside is the name under which the newer cache is kept for a while, "" when it is not
// newer and nothing was done. It is refused while another process has the store open and where the journal is newer too.
func Renew(ctx context.Context, dir string, agree func() error) (aside string, err error) {
	db, err := newDB(dir)
	if err != nil {
		return "", err
	}
	if db.use, err = openLock(filepath.Join(db.dir, "open.lock")); err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.close()) }()
	clean, alone, err := db.use.enter()
	if err != nil {
		return "", err
	}
	db.abrupt = alone && !clean
	if err := db.journal.examine(ctx); err != nil {
		return "", err
	}
	if err := db.cache.examine(ctx); !errors.Is(err, ErrNewer) {
		return "", err
	}
	if !alone {
		return "", &Refusal{db.cache.path, "another Switchboard has it open. Close that one and try again", ErrLocked}
	}
	if err := agree(); err != nil {
		return "", err
	}
	if aside, err = moveAside(db.cache.path, "newer", time.Now()); err != nil {
		return "", err
	}
	_, err = db.beginCache(ctx, aside)
	return filepath.Base(aside), err
}

// beginCache begins a cache in the place of one that was moved aside, with what a person has set in that one. It returns how many rows these are.
func (db *DB) beginCache(ctx context.Context, aside string) (kept int, err error) {
	if err := prepareFile(db.cache.path); err != nil {
		return 0, err
	}
	if err := db.connect(ctx, db.cache); err != nil {
		return 0, err
	}
	kept, _ = copyRows(ctx, aside, db.cache, "settings", "drafts", "checkouts")
	return kept, nil
}
