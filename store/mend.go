package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// asideFor is how long a damaged cache is kept. A damaged journal is kept for good.
const asideFor = 14 * 24 * time.Hour

// atOnce is the size up to which the cache is checked before it is shown, in bytes; a larger
// one is shown first and checked behind.
const atOnce = 32 << 20

// journalAtOnce is the size up to which the whole journal is checked before it is used, in bytes.
const journalAtOnce = 4 << 20

// openJournal opens the journal, salvaging what can be read of a damaged one.
func (db *DB) openJournal(ctx context.Context, clean, alone bool) error {
	if alone {
		if err := db.finishSalvage(); err != nil {
			return err
		}
	}
	used := size(db.cache.path) > 0
	err := db.tryJournal(ctx, clean)
	if !isDamage(err) && !(used && errors.Is(err, ErrNotStore)) {
		return err
	}
	if !alone {
		return &Refusal{db.journal.path, "it is damaged and another Switchboard has it open. Close that one and start again", ErrDamaged}
	}
	if err := db.salvage(ctx); err != nil {
		return fmt.Errorf("salvaging the damaged journal (%w): %w", ErrDamaged, err)
	}
	return db.tryJournal(ctx, true)
}

func (db *DB) tryJournal(ctx context.Context, clean bool) error {
	f := db.journal
	if err := f.examine(ctx); err != nil {
		return err
	}
	if err := db.connect(ctx, f); err != nil {
		return err
	}
	_, err := os.Lstat(f.marker())
	// After an orderly end a large journal is looked through behind the start, which must not
	// wait for a million old codes; what decides about money is looked at first.
	if clean && errors.Is(err, fs.ErrNotExist) && size(f.path) > journalAtOnce && f.r != f.w {
		if err := f.quickCheck(ctx, f.w, "intents", "blocks", "meta"); err != nil {
			return err
		}
		db.examineSoon()
		return nil
	}
	return f.quickCheck(ctx, f.w)
}

// connect opens both pools of a file and brings its schema up to date.
func (db *DB) connect(ctx context.Context, f *file) error {
	network := onNetwork(db.dir)
	f.w = f.writer(network)
	if network {
		f.r = f.w
		db.note("The store is on a network disk: it is kept locked and is slower. Move it to this computer.")
	} else {
		f.r = f.reader(nil, readers)
	}
	f.solo = f.w
	if err := f.migrate(ctx); err != nil {
		return err
	}
	_, err := f.changed(ctx)
	return err
}

// openCache opens the cache. One that is damaged is moved aside and begun anew: everything in
// it can be asked for again.
func (db *DB) openCache(ctx context.Context, clean, alone bool) error {
	f := db.cache
	err := db.tryCache(ctx, clean, alone)
	if err == nil || !alone || !isDamage(err) && !(errors.Is(err, ErrNotStore) && db.journalIsOld(ctx)) {
		return err
	}
	why := err
	if err := f.close(); err != nil {
		return fmt.Errorf("closing the damaged cache: %w", err)
	}
	aside, err := moveAside(f.path, time.Now())
	if err != nil {
		return err
	}
	if err := os.Remove(f.marker()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forgetting the damage: %w", err)
	}
	if err := prepareFile(f.path); err != nil {
		return err
	}
	if err := db.connect(ctx, f); err != nil {
		return err
	}
	kept := copyRows(ctx, aside, f, "settings", "drafts", "checkouts")
	db.note("The cache was damaged (%v). It was moved to %s and is filled anew from the providers; %d settings were kept.", why, filepath.Base(aside), kept)
	return nil
}

func (db *DB) tryCache(ctx context.Context, clean, alone bool) error {
	f := db.cache
	if err := f.examine(ctx); err != nil {
		return err
	}
	if _, err := os.Lstat(f.marker()); err == nil && alone {
		return fmt.Errorf("%w: an earlier check said so", ErrDamaged)
	}
	if err := db.connect(ctx, f); err != nil {
		return err
	}
	dropOldCaches(db.dir, time.Now())
	if clean {
		return nil
	}
	info, err := os.Stat(f.path)
	if err != nil {
		return fmt.Errorf("looking at the cache: %w", err)
	}
	if info.Size() <= atOnce {
		return f.quickCheck(ctx, f.w)
	}
	db.check.start(db.checkBehind)
	return nil
}

// checkBehind checks a large cache while it is in use. A damaged one is replaced at the next start.
func (db *DB) checkBehind(ctx context.Context) {
	err := db.cache.quickCheck(ctx, db.cache.r)
	if !errors.Is(err, ErrDamaged) {
		return
	}
	db.note("The cache is damaged (%v). It is filled anew at the next start.", err)
	db.feeds.mark(Healths)
	if err := os.WriteFile(db.cache.marker(), nil, 0o600); err != nil {
		db.note("The damage could not be noted: %v.", err)
	}
}

// marker is the file whose presence says that this file is to be replaced.
func (f *file) marker() string { return strings.TrimSuffix(f.path, ".db") + ".damaged" }

// journalIsOld reports whether the journal has seen use: then the folder is ours, whatever
// stands where the cache should be.
func (db *DB) journalIsOld(ctx context.Context) bool {
	n, err := one(ctx, db.journal.r, number, "SELECT count(*) FROM meta WHERE key = 'begun'")
	return err == nil && n > 0
}

// moveAside renames a database with its log out of the way and returns the new name.
func moveAside(path string, now time.Time) (string, error) {
	base := strings.TrimSuffix(path, ".db") + "-damaged-" + now.UTC().Format("20060102T150405")
	aside := base + ".db"
	for n := 1; ; n++ {
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			break
		}
		aside = fmt.Sprintf("%s-%d.db", base, n)
	}
	// The log first: a database must never meet the log of another.
	for _, tail := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(path+tail, aside+tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("moving %s aside: %w", path, err)
		}
	}
	return aside, nil
}

// dropOldCaches deletes damaged caches that were kept long enough.
func dropOldCaches(dir string, now time.Time) {
	names, _ := filepath.Glob(filepath.Join(dir, "cache-damaged-*"))
	for _, name := range names {
		if info, err := os.Lstat(name); err == nil && now.Sub(info.ModTime()) > asideFor {
			_ = os.Remove(name) // a copy that stays one start longer harms nobody
		}
	}
}
