// Package store owns what is on disk: two SQLite files in one private folder. The cache holds
// what the providers said last and can be asked for again; the journal holds what cannot
// (everything that was sent and cost something, every code ever seen, pauses, the audit log)
// and is never deleted by the program. Panes read nothing else.
//
// Money is integer US cents, times are unix seconds, the zero time is none.
//
// Its rules:
//   - One connection writes, others only read; no call to a provider and nobody's answer is waited for inside a transaction.
//   - An older observation never overwrites a newer one. What a provider no longer tells of is marked, not deleted.
//   - A commit says which kinds of things changed, never what they changed to.
//   - Lists are read by place, not by offset; figures of many rows are kept when a row is written. No screen walks a table.
//   - The files are for their owner alone. A damaged cache is set aside and filled again, a damaged journal is salvaged row by row and money rests
//     until a person has looked.
package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// DB is one profile's store. It is safe for use by many goroutines, and several processes may
// have the same folder open.
type DB struct {
	dir            string
	cache, journal *file
	abrupt         bool
	readOnly       bool
	looking        bool      // it was opened for one look, and leaves every mark as it is
	denies         Condition // why nothing can be written; "" while it can
	use            *flock    // held while open: who gets it alone knows that nobody else is here
	self           *process
	feeds          feeds
	clocks         clocks

	unsaved  unsaved
	recalled recalled
	outcomes outcomes
	exam     examination

	mu      sync.Mutex
	notes   []string
	stands  []Standing
	keyless map[string]keyless // by provider
	check   background         // of the cache
	audit   background         // of the journal

	sealing    sealing
	toldLocked atomic.Bool // that another program holds a file

	sent   atomic.Int64 // attempts that this process has handed to the transport
	purged atomic.Int64 // codes of activations made before this second are not kept any more
}

// Open opens the store in dir, making folder and files (0700, 0600) as needed. A store in a
// folder that cannot be written, or on a disk that is full or fails, is opened for reading. A
// *Refusal says in words why a folder is not used; Notes says what had to be mended.
func Open(ctx context.Context, dir string) (*DB, error) {
	db, err := newDB(dir)
	if err != nil {
		return nil, err
	}
	err = db.openForWriting(ctx)
	if why, cannot := denial(err); cannot {
		db.close()
		return openUnwritable(ctx, dir, why)
	}
	if err != nil {
		return nil, errors.Join(err, db.close())
	}
	damageMet.Store(false) // what was met so far is mended, or noted
	return db, nil
}

// OpenReadOnly opens the store in dir without ever writing to it. Every write returns ErrReadOnly.
func OpenReadOnly(ctx context.Context, dir string) (*DB, error) {
	db, err := newDB(dir)
	if err != nil {
		return nil, err
	}
	db.readOnly, db.denies = true, ReadOnly
	for _, f := range db.files() {
		if err := f.openForReading(ctx); err != nil {
			return nil, errors.Join(err, db.close())
		}
	}
	return db, nil
}

// openUnwritable opens for reading what cannot be written now, and why.
func openUnwritable(ctx context.Context, dir string, why Condition) (*DB, error) {
	db, err := OpenReadOnly(ctx, dir)
	if err != nil && why != ReadOnly && size(filepath.Join(dir, "cache.db")) == 0 {
		return nil, fmt.Errorf("%w: nothing is saved in %s yet, and nothing can be", denied(why), dir)
	}
	if err != nil {
		return nil, err
	}
	db.denies = why
	for _, f := range db.files() {
		f.denied = denied(why)
	}
	return db, nil
}

func newDB(dir string) (*DB, error) {
	if err := checkLibrary(); err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("finding the folder of the store: %w", err)
	}
	return &DB{
		dir:     dir,
		cache:   &file{name: "cache", path: filepath.Join(dir, "cache.db"), id: cacheID, durable: "NORMAL"},
		keyless: map[string]keyless{},
		journal: &file{name: "journal", path: filepath.Join(dir, "journal.db"), id: journalID, durable: "FULL"},
	}, nil
}

func (db *DB) files() []*file { return []*file{db.journal, db.cache} }

func (db *DB) openForWriting(ctx context.Context) error {
	if err := preparePlace(db.dir); err != nil {
		return err
	}
	var err error
	if db.use, err = openLock(filepath.Join(db.dir, "open.lock")); err != nil {
		return err
	}
	clean, alone, err := db.use.enter()
	if err != nil {
		return err
	}
	db.abrupt = alone && !clean
	if err := db.prepareFiles(alone); err != nil {
		return err
	}
	if err := db.openJournal(ctx, clean, alone); err != nil {
		return err
	}
	lost, err := db.holdLost(ctx)
	if err != nil {
		return err
	}
	if alone || lost {
		if err := db.compareCopies(ctx); err != nil {
			return err
		}
	}
	if err := db.openCache(ctx, clean, alone); err != nil {
		return err
	}
	if err := db.use.shared(); err != nil {
		return err
	}
	if err := db.begun(ctx); err != nil {
		return err
	}
	if db.self, err = newProcess(db.dir); err != nil {
		return err
	}
	return db.readPurged(ctx)
}

// prepareFiles ends what a stopped process had begun with the files, notes when one is missing, and makes it.
func (db *DB) prepareFiles(alone bool) error {
	if alone {
		if err := db.clearParts(); err != nil {
			return err
		}
		if _, err := db.finishReplacements(); err != nil {
			return err
		}
	}
	if err := db.noteLost(); err != nil {
		return err
	}
	for _, f := range db.files() {
		if err := prepareFile(f.path); err != nil {
			return err
		}
	}
	return nil
}

// Notes are sentences about what had to be mended or given up since Open.
func (db *DB) Notes() []string {
	db.mu.Lock()
	defer db.mu.Unlock()
	return append([]string(nil), db.notes...)
}

// note keeps a sentence for Notes and reports whether it is new.
func (db *DB) note(format string, args ...any) bool {
	db.mu.Lock()
	defer db.mu.Unlock()
	said := fmt.Sprintf(format, args...)
	if slices.Contains(db.notes, said) { // both files may have the same to say
		return false
	}
	db.notes = append(db.notes, said)
	return true
}

// Abrupt reports whether the last program that had the store ended without closing it.
func (db *DB) Abrupt() bool { return db.abrupt }

// ReadOnly reports whether the store takes no writes.
func (db *DB) ReadOnly() bool { return db.readOnly }

// Unwritable is what stands while the store takes no writes: a folder or a disk that denies
// them, a disk that is full or fails; false while it takes them.
func (db *DB) Unwritable() (Standing, bool) {
	if !db.readOnly {
		return Standing{}, false
	}
	return unwritable(db.dir, db.denies), true
}

// Dir is the folder of the store.
func (db *DB) Dir() string { return db.dir }

// closing bounds the work Close does for tidiness.
const closing = 2 * time.Second

// Close gives up the lead, moves both logs into their files and closes them. When nobody else
// has the store open, the next start knows that it was left in order.
func (db *DB) Close() error {
	db.check.stop()
	db.audit.stop()
	db.stopSealing()
	ctx, cancel := context.WithTimeout(context.Background(), closing)
	defer cancel()
	return db.closeWithin(ctx)
}

func (db *DB) closeWithin(ctx context.Context) error {
	db.settleKept(ctx, true)
	err := db.ReleaseLead()
	if e := db.saveUnsaved(ctx, true); ctx.Err() == nil {
		err = errors.Join(err, Saved(e))
	}
	// A long log is whole where it is: the next start reads on in it.
	if e := db.emptyLogs(ctx); ctx.Err() == nil {
		err = errors.Join(err, Saved(e))
	}
	return errors.Join(err, db.close())
}

// emptyLogs moves the write-ahead logs into their files and empties them.
func (db *DB) emptyLogs(ctx context.Context) (err error) {
	for _, f := range db.files() {
		if f.trouble.locked.Load() > 0 {
			continue
		}
		// While another process reads, the log stays for it to empty.
		if e := f.checkpoint(ctx); !errors.Is(e, errBusy) {
			err = errors.Join(err, e)
		}
	}
	return err
}

func (db *DB) close() error {
	var err error
	examined := !db.looking && (db.self != nil || !db.abrupt) && !damageMet.Load() // else the next start has to look, as this one had to
	for _, f := range db.files() {
		err = errors.Join(err, f.close())
	}
	if db.self != nil {
		err = errors.Join(err, db.self.end())
		db.self = nil
	}
	if db.use != nil {
		err = errors.Join(err, db.use.leave(err == nil && examined))
		db.use = nil
	}
	return err
}
