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

// asideFor is how long a cache that was set aside is kept. A damaged journal is kept for good.
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
	if err := f.named(ctx, "intents", intentColumns, "codes", codeColumns, "blocks", "provider, scope, until, reason, estimated, seen", "audit", "id, at, what, who, result"); err != nil {
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

// named looks whether tables, each followed by its columns, are called as they were made: a bit may have turned in the
// schema's own text, of which SQLite's check says nothing.
func (f *file) named(ctx context.Context, tables ...string) error {
	for i := 0; i < len(tables); i += 2 {
		if _, err := list(ctx, f.w, number, "SELECT 1 FROM (SELECT "+tables[i+1]+" FROM "+tables[i]+" LIMIT 0)"); err != nil {
			return fmt.Errorf("looking at the %s: %w", f.name, bare(err))
		}
	}
	return nil
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
	aside, kept, err := db.replaceCache(ctx, "damaged")
	if err != nil {
		return err
	}
	db.note("The cache was damaged (%v). It was moved to %s and is filled anew from the providers; %d settings were kept.", why, aside, kept)
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
	switch {
	case info.Size() <= heldAtOnce:
		return f.wholeCheck(ctx, f.w)
	case info.Size() <= atOnce:
		err = f.quickCheck(ctx, f.w)
	}
	if err == nil {
		db.check.start(db.checkBehind)
	}
	return err
}

// wholeCheck looks for damage to the structure of the cache, and to its figures.
func (f *file) wholeCheck(ctx context.Context, q querier) error {
	if err := f.quickCheck(ctx, q); err != nil {
		return err
	}
	return f.figuresHold(ctx, q)
}

// figuresHold looks for figures in the cache that SQLite does not see to be wrong.
func (f *file) figuresHold(ctx context.Context, q querier) error {
	if err := f.sumsHold(ctx, q); err != nil {
		return err
	}
	if err := f.bodiesHold(ctx, q); err != nil {
		return err
	}
	if err := f.coversHold(ctx, q); err != nil {
		return err
	}
	if err := f.ledgerHolds(ctx, q); err != nil {
		return err
	}
	return f.numbersHold(ctx, q)
}

// checkBehind checks a large cache while it is in use. A damaged one is replaced at the next start.
func (db *DB) checkBehind(ctx context.Context) {
	_ = db.lookThrough(ctx) // what could not be looked at now is looked at later
}

func (db *DB) lookThrough(ctx context.Context) error {
	err := db.cache.wholeCheck(ctx, db.cache.r)
	if !errors.Is(err, ErrDamaged) {
		return err
	}
	db.note("The cache is damaged (%v). It is filled anew at the next start.", err)
	db.feeds.mark(Healths)
	if err := os.WriteFile(db.cache.marker(), nil, 0o600); err != nil {
		db.note("The damage could not be noted: %v.", err)
	}
	return nil
}

// lookedKey is under what it is kept when the cache was looked through the last time, which is done every lookEvery.
const (
	lookedKey = "looked"
	lookEvery = 24 * time.Hour
)

// LookThrough looks once a day, in small steps, for damage to the cache that no read has met. It is told, and mended at
// the next start.
func (db *DB) LookThrough(ctx context.Context) error {
	if db.readOnly {
		return nil
	}
	was, err := db.Progress(ctx, lookedKey)
	if err != nil || !was.At.IsZero() && time.Since(was.At) < lookEvery {
		return err
	}
	if err := db.lookThrough(ctx); err != nil {
		return wrap(err, "looking through the cache")
	}
	return db.PutProgress(ctx, lookedKey, Progress{At: time.Now()})
}

// marker is the file whose presence says that this file is to be replaced.
func (f *file) marker() string { return strings.TrimSuffix(f.path, ".db") + ".damaged" }

// journalIsOld reports whether the journal has seen use: then the folder is ours, whatever
// stands where the cache should be.
func (db *DB) journalIsOld(ctx context.Context) bool {
	n, err := one(ctx, db.journal.r, number, "SELECT count(*) FROM meta WHERE key = 'begun'")
	return err == nil && n > 0
}

// moveAside renames a database with its log out of the way and returns the new name, which says why.
func moveAside(path, why string, now time.Time) (string, error) {
	base := strings.TrimSuffix(path, ".db") + "-" + why + "-" + now.UTC().Format("20060102T150405")
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

// cachesAside are the files of the caches that were set aside, because they were damaged or of a newer version.
func cachesAside(dir string) (names []string) {
	entries, _ := os.ReadDir(dir) // without it there are none
	for _, e := range entries {
		for why := range replacements {
			if strings.HasPrefix(e.Name(), "cache-"+why+"-") {
				names = append(names, filepath.Join(dir, e.Name()))
			}
		}
	}
	return names
}

// newestAside is the last cache that was set aside for a reason.
func newestAside(dir, why string) (path string) {
	for _, name := range cachesAside(dir) {
		if strings.HasPrefix(filepath.Base(name), "cache-"+why+"-") && strings.HasSuffix(name, ".db") {
			path = max(path, name)
		}
	}
	return path
}

// dropOldCaches deletes caches that were set aside and kept long enough.
func dropOldCaches(dir string, now time.Time) {
	for _, name := range cachesAside(dir) {
		if info, err := os.Lstat(name); err == nil && now.Sub(info.ModTime()) > asideFor {
			_ = os.Remove(name) // a copy that stays one start longer harms nobody
		}
	}
}
