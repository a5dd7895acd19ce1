package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
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
	if alone && size(db.cache.path) == 0 { // whoever was stopped had been told to
		return db.finishReplacements()
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
	if aside, err = db.finishReplacement("newer"); err != nil || aside != "" {
		return aside, err // one was complete when a process was stopped
	}
	aside, _, err = db.replaceCache(ctx, "newer")
	return aside, err
}

// replacements are the names of the complete replacement of a cache until it takes its place, by why that cache is set aside.
var replacements = map[string]string{"damaged": "cache-for-damaged.db", "newer": "cache-for-newer.db"}

// replaceCache sets the closed cache aside and opens another in its place, with what a person has set in that one. kept is how many rows these are.
func (db *DB) replaceCache(ctx context.Context, why string) (aside string, kept int, err error) {
	part, err := db.beginPart(ctx, db.cache, cachePart)
	if err != nil {
		return "", 0, err
	}
	kept, _ = copyRows(ctx, db.cache.path, part, "settings", "drafts", "checkouts")
	if err := errors.Join(part.checkpoint(ctx), part.close()); err != nil {
		return "", 0, err
	}
	if err := os.Rename(part.path, filepath.Join(db.dir, replacements[why])); err != nil {
		return "", 0, fmt.Errorf("naming the new cache: %w", err)
	}
	if aside, err = db.finishReplacement(why); err != nil {
		return "", 0, err
	}
	return aside, kept, db.connect(ctx, db.cache)
}

// finishReplacement puts a complete new cache in its place, also after a stop halfway. aside is "" when there is none.
func (db *DB) finishReplacement(why string) (aside string, err error) {
	ready := filepath.Join(db.dir, replacements[why])
	if _, err := os.Lstat(ready); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err := db.cache.forgetDamage(); err != nil {
		return "", err
	}
	if _, err := os.Lstat(db.cache.path); errors.Is(err, fs.ErrNotExist) { // it was moved before the stop
		aside = newestAside(db.dir, why)
	} else if aside, err = moveAside(db.cache.path, why, time.Now()); err != nil {
		return "", err
	}
	if err := os.Rename(ready, db.cache.path); err != nil {
		return "", fmt.Errorf("putting the new cache in place: %w", err)
	}
	return filepath.Base(aside), nil
}

// finishReplacements puts a new cache in its place that was complete when a process was stopped. aside is how the one before it is called now.
func (db *DB) finishReplacements() (aside string, err error) {
	for why := range replacements {
		moved, err := db.finishReplacement(why)
		if err != nil {
			return aside, err
		}
		if moved != "" {
			aside = moved
			db.note("The cache was moved to %s, as a Switchboard that was stopped had begun to do. It is filled anew from the providers; what could be read of the settings was kept.", aside)
		}
	}
	return aside, nil
}
