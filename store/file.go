package store

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"
)

// The application_id of the two files, so that no other database is taken for one of them.
const (
	cacheID   = 0x53574243 // "SWBC"
	journalID = 0x5357424A // "SWBJ"
)

// readers is how many reads may run at once on one file.
const readers = 4

// file is one SQLite file: a single connection that writes and a pool that cannot.
type file struct {
	name    string // "cache" or "journal", also the folder of its migrations
	path    string
	id      int64
	durable string // the synchronous pragma
	w, r    *sql.DB
	solo    *sql.DB // the one connection that is asked for changes: w, or one of its own
	polling sync.Mutex
	version int64 // of the data, as the last poll found it
	trouble troubles
	denied  error // what a write fails with while none can be made; nil is ErrReadOnly
}

// connector opens connections without registering a driver for the whole program.
type connector struct {
	dsn    string
	driver *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }

func (c connector) Driver() driver.Driver { return c.driver }

// pragmas are what a DSN cannot say. Temporary tables stay in memory: they may hold texts.
const pragmas = `PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000;`

// pool opens connections to path with the given parameters.
func pool(path string, params url.Values, width int) *sql.DB {
	hook := func(c *sqlite3.SQLiteConn) error {
		_, err := c.Exec(pragmas, nil)
		return err
	}
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + params.Encode()
	db := sql.OpenDB(connector{dsn, &sqlite3.SQLiteDriver{ConnectHook: hook}})
	db.SetMaxOpenConns(width)
	db.SetMaxIdleConns(width)
	return db
}

// writer opens the one connection that writes.
func (f *file) writer(exclusive bool) *sql.DB {
	params := url.Values{
		"mode": {"rw"}, "_journal_mode": {"WAL"}, "_synchronous": {f.durable}, "_busy_timeout": {"250"}, // patience says how often it is tried

		"_foreign_keys": {"on"}, "_txlock": {"immediate"}, "_secure_delete": {"on"},
		"_cache_size": {"-8192"}, "_stmt_cache_size": {"64"},
	}
	if exclusive {
		// Who keeps the file locked keeps the rollback journal too, and what was purged would stay in it.
		params.Set("_journal_mode", "TRUNCATE")
		params.Set("_locking_mode", "EXCLUSIVE")
	}
	return pool(f.path, params, 1)
}

// reader opens the pool that reads. Each of its connections is used by one at a time, as
// database/sql sees to, so that SQLite need not lock it for each value of each row; what ends a
// read from beside it is sqlite3_interrupt, which needs no lock.
func (f *file) reader(extra url.Values, width int) *sql.DB {
	params := url.Values{"mode": {"ro"}, "_mutex": {"no"}, "_query_only": {"on"}, "_busy_timeout": {"2000"}, "_stmt_cache_size": {"32"}, "_cache_size": {"-1024"}}
	for k, v := range extra {
		params[k] = v
	}
	return pool(f.path, params, width)
}

// How long a write waits for another process that holds the file. Ours hold one for
// moments: whoever holds it longer is another program. The cache is waited for least,
// since what does not go in now can be read again; an attempt waits longest.
const (
	cachePatience   = 2 * time.Second
	journalPatience = 3 * time.Second
	budgetPatience  = time.Second // a budget is counted in memory instead
)

// patience is how long a write waits; not at all while the one before waited in vain.
func (f *file) patience() time.Duration {
	switch {
	case f.trouble.locked.Load() > 0:
		return 0
	case f.name == "cache":
		return cachePatience
	}
	return journalPatience
}

// write runs fn in one transaction. Once it has begun it ends whether or not ctx does: a
// half-told outcome is worse than a late quit. A file that another process holds is waited
// for with patience; then the error wraps ErrLocked.
func (f *file) write(ctx context.Context, fn func(*sql.Tx) error) error {
	return f.writeWithin(ctx, f.patience(), fn)
}

// unending is ctx for the statements of a write of many rows, which ends whether or not ctx does. The
// driver starts a goroutine for each statement that could be cancelled; these are without.
func unending(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// writeWithin is a write that waits at most so long for another process.
func (f *file) writeWithin(ctx context.Context, wait time.Duration, fn func(*sql.Tx) error) error {
	if f.w == nil {
		return cmp.Or(f.denied, ErrReadOnly)
	}
	if wait == 0 && !f.trouble.again(time.Now()) {
		return fmt.Errorf("writing the %s: %w", f.name, ErrLocked)
	}
	err := f.transact(ctx, wait, fn)
	if errors.Is(err, ErrLocked) && (wait == 0 || wait >= budgetPatience) {
		f.trouble.lockedOut(time.Now())
	}
	if err == nil && f.trouble.disk() { // what changes nothing succeeds on a full disk too
		_ = f.saved(f.transact(ctx, wait, func(tx *sql.Tx) error { return smallWrite(ctx, tx) }))
		return nil
	}
	return f.saved(err)
}

// commit is a write of a file after which whoever watches the topic is told.
func (db *DB) commit(ctx context.Context, f *file, topic Topic, fn func(*sql.Tx) error) error {
	err := f.write(ctx, fn)
	if err == nil {
		db.feeds.mark(topic)
	}
	return err
}

// exec is a commit of one statement; the topic is 0 when nobody need know.
func (db *DB) exec(ctx context.Context, f *file, topic Topic, query string, args ...any) error {
	return db.commit(ctx, f, topic, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, query, args...)
		return err
	})
}

// putEach writes one row of the cache for each of a list, in one transaction: row gives the
// values of the statement. Whoever watches the topic is told if that changed anything.
func putEach[T any](ctx context.Context, db *DB, topic Topic, query string, all []T, row func(T) ([]any, error)) error {
	changed := int64(0)
	err := db.cache.write(ctx, func(tx *sql.Tx) (err error) {
		changed, err = putRows(ctx, tx, query, all, row)
		return err
	})
	if err == nil && changed > 0 {
		db.feeds.mark(topic)
	}
	return err
}

// putRows writes each by the query and tells how many rows were changed.
func putRows[T any](ctx context.Context, tx *sql.Tx, query string, all []T, row func(T) ([]any, error)) (changed int64, err error) {
	ctx = unending(ctx)
	put, err := tx.PrepareContext(ctx, query)
	if err != nil {
		return 0, err
	}
	defer put.Close()
	for _, v := range all {
		args, err := row(v)
		if err != nil {
			return 0, err
		}
		n, err := affected(put.ExecContext(ctx, args...))
		if err != nil {
			return 0, err
		}
		changed += n
	}
	return changed, nil
}

func (f *file) transact(ctx context.Context, wait time.Duration, fn func(*sql.Tx) error) error {
	tx, err := f.begin(ctx, wait)
	if err != nil {
		return fmt.Errorf("writing the %s: %w", f.name, err)
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("writing the %s: %w", f.name, err)
	}
	return nil
}

func (f *file) begin(ctx context.Context, wait time.Duration) (*sql.Tx, error) {
	deadline := time.Now().Add(wait)
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tx, err := f.w.BeginTx(context.WithoutCancel(ctx), nil)
		if !isLocked(err) {
			return tx, err
		}
		if !time.Now().Before(deadline) { // the busy timeout of the connection was the pause
			return nil, fmt.Errorf("%w: %w", ErrLocked, err)
		}
	}
}

func isLocked(err error) bool {
	code := sqliteCode(err)
	return code == sqlite3.ErrBusy || code == sqlite3.ErrLocked
}

func (f *file) close() error {
	var err error
	if f.r != nil && f.r != f.w {
		err = f.r.Close()
	}
	if f.solo != nil && f.solo != f.w {
		err = errors.Join(err, f.solo.Close())
	}
	if f.w != nil {
		err = errors.Join(err, f.w.Close())
	}
	f.r, f.solo, f.w = nil, nil, nil
	return err
}

// checkpoint moves the write-ahead log into the file and empties it.
func (f *file) checkpoint(ctx context.Context) error {
	if f.w == nil || f.w == f.r {
		return nil
	}
	var busy, frames, moved int
	if err := f.w.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved); err != nil {
		return fmt.Errorf("emptying the log of the %s: %w", f.name, f.saved(err))
	}
	if busy != 0 {
		return fmt.Errorf("emptying the log of the %s: %w", f.name, errBusy)
	}
	return nil
}

// errBusy says that another process was reading all the while.
var errBusy = errors.New("another process is using it")

// openForReading opens a file that must not be written. Where not even the log's shared
// memory can be made, the file is taken as it stands.
func (f *file) openForReading(ctx context.Context) error {
	if err := f.examine(ctx); err != nil {
		return err
	}
	steps, err := f.steps()
	if err != nil {
		return err
	}
	for _, extra := range []url.Values{nil, {"immutable": {"1"}}} {
		f.r, f.solo = f.reader(extra, readers), f.reader(extra, 1)
		var version int64
		if version, err = one(ctx, f.r, number, "PRAGMA user_version"); err == nil {
			_, err = one(ctx, f.r, number, "SELECT count(*) FROM sqlite_schema")
		}
		if err == nil && version != int64(len(steps)) {
			err = &Refusal{f.path, "an older Switchboard wrote it, or nothing did yet, and it cannot be brought up to date without writing", ErrReadOnly}
		}
		if err == nil {
			_, err = f.changed(ctx)
		}
		if err == nil {
			return nil
		}
		_ = f.close() // what matters is why it could not be read
	}
	return fmt.Errorf("opening the %s for reading: %w", f.name, err)
}
