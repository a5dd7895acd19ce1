package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// salvaged is the complete replacement of a damaged journal, until it takes its place.
const salvaged = "journal-salvaged.db"

// journalTables are what is salvaged, the most precious first.
var journalTables = []string{"intents", "codes", "blocks", "meta", "audit", "risks", "hooks", "favourites", "notes", "filters", "emptied", "spent", "runs", "run_acts"}

// salvage copies every row that can still be read into a new journal and puts it in the place
// of the damaged one, which is kept. Nothing that spends may begin until a person has looked.
func (db *DB) salvage(ctx context.Context) error {
	f := db.journal
	if err := f.close(); err != nil {
		return fmt.Errorf("closing it: %w", err)
	}
	part, err := db.beginPart(ctx, f, journalPart)
	if err != nil {
		return err
	}
	rows, broken := copyRows(ctx, f.path, part, journalTables...)
	say := fmt.Sprintf("The journal was damaged on %s: %d rows were saved and the damaged file was kept. Look through the log before anything is bought.",
		time.Now().Format("2 Jan 2006 15:04"), rows)
	err = part.write(ctx, func(tx *sql.Tx) error {
		if slices.Contains(broken, "run_acts") {
			if err := putMeta(ctx, tx, tornKey, time.Now().UTC().Format(time.RFC3339)); err != nil {
				return err
			}
		}
		return putMeta(ctx, tx, holdKey, say)
	})
	if err == nil && slices.Contains(broken, "intents") {
		err = db.rebuildOpen(ctx, part, !slices.Contains(broken, "audit"))
	}
	err = errors.Join(err, part.checkpoint(ctx), part.close())
	if err != nil {
		return err
	}
	if err := os.Rename(part.path, filepath.Join(db.dir, salvaged)); err != nil {
		return fmt.Errorf("naming the new journal: %w", err)
	}
	db.note("%s", say)
	return db.finishSalvage()
}

// forgetDamage takes the mark away once what replaces the file is complete: before that a kill would have it forgotten.
func (f *file) forgetDamage() error {
	if err := os.Remove(f.marker()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forgetting the damage: %w", err)
	}
	return nil
}

// The names of replacements while they are made.
const (
	journalPart = "journal-part.db"
	cachePart   = "cache-part.db"
)

// clearParts deletes replacements that were not finished: what a person has purged must not stay in them.
func (db *DB) clearParts() error {
	return errors.Join(clearPart(filepath.Join(db.dir, journalPart)), clearPart(filepath.Join(db.dir, cachePart)))
}

func clearPart(path string) error {
	for _, tail := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clearing an unfinished attempt: %w", err)
		}
	}
	return nil
}

// beginPart begins what is to take the place of f, under a name of its own until it is complete.
func (db *DB) beginPart(ctx context.Context, f *file, name string) (*file, error) {
	part := &file{name: f.name, path: filepath.Join(db.dir, name), id: f.id, durable: f.durable}
	if err := clearPart(part.path); err != nil {
		return nil, err
	}
	if err := prepareFile(part.path); err != nil {
		return nil, err
	}
	part.w = part.writer(false)
	if err := part.migrate(ctx); err != nil {
		return nil, errors.Join(err, part.close())
	}
	return part, nil
}

// finishSalvage puts a complete new journal in its place, also after a stop halfway.
func (db *DB) finishSalvage() error {
	ready := filepath.Join(db.dir, salvaged)
	if _, err := os.Lstat(ready); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := db.journal.forgetDamage(); err != nil {
		return err
	}
	if _, err := moveAside(db.journal.path, "damaged", time.Now()); err != nil {
		return err
	}
	if err := os.Rename(ready, db.journal.path); err != nil {
		return fmt.Errorf("putting the new journal in place: %w", err)
	}
	return nil
}

// copyRows copies what can be read of the named tables from the database at path and returns
// how many rows those are, and the tables of which something was left behind.
func copyRows(ctx context.Context, path string, into *file, tables ...string) (total int, broken []string) {
	from := pool(path, map[string][]string{"mode": {"ro"}, "_query_only": {"on"}}, 1)
	defer from.Close()
	for _, table := range tables {
		c := copier{from: from, table: table}
		err := into.write(ctx, func(tx *sql.Tx) error {
			c.into = tx
			c.all(ctx)
			return nil
		})
		if err == nil {
			total += c.rows
		}
		if err != nil || !c.whole {
			broken = append(broken, table)
		}
	}
	return total, broken
}

// copier copies one table.
type copier struct {
	from    *sql.DB
	into    *sql.Tx
	table   string
	columns []string
	rows    int
	whole   bool // everything could be read
}

// probes bounds the search for single rows between two damaged places.
const probes = 1_000_000

// all walks the table from both ends until it breaks, then asks for the rows between one by one.
func (c *copier) all(ctx context.Context) {
	var err error
	if c.columns, err = c.shared(ctx); err != nil {
		return
	}
	key, err := list(ctx, c.into, text, "SELECT name FROM pragma_table_info('"+c.table+"') WHERE pk > 0 ORDER BY pk")
	if err != nil || len(key) == 0 {
		return
	}
	up := strings.Join(key, ", ")
	down := strings.Join(key, " DESC, ") + " DESC"
	last, err := c.copy(ctx, "ORDER BY "+up)
	if err == nil {
		c.whole = true
		return
	}
	first, err := c.copy(ctx, "ORDER BY "+down)
	low, ok := last.(int64)
	high, fine := first.(int64)
	if err == nil || !ok || !fine || len(key) > 1 {
		return
	}
	for id := low + 1; id < high && id-low < probes; id++ {
		_, _ = c.copy(ctx, "WHERE "+key[0]+" = ?", id) // an unreadable row is what we are here for
	}
}

// shared are the columns that the table has in both files: a damaged one of an older Switchboard
// lacks the latest.
func (c *copier) shared(ctx context.Context) ([]string, error) {
	const columns = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
	ours, err := list(ctx, c.into, text, columns, c.table)
	if err != nil {
		return nil, err
	}
	theirs, err := list(ctx, c.from, text, columns, c.table)
	if err != nil || len(theirs) == 0 {
		return ours, nil // what cannot be told is tried
	}
	return slices.DeleteFunc(ours, func(name string) bool { return !slices.Contains(theirs, name) }), nil
}

// copy copies the rows of one query until it ends or breaks and returns the first column of
// the last row.
func (c *copier) copy(ctx context.Context, rest string, args ...any) (last any, err error) {
	rows, err := c.from.QueryContext(ctx, "SELECT "+strings.Join(c.columns, ", ")+" FROM "+c.table+" "+rest, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	values, dest := make([]any, len(c.columns)), make([]any, len(c.columns))
	for i := range values {
		dest[i] = &values[i]
	}
	insert := "INSERT OR IGNORE INTO " + c.table + " (" + strings.Join(c.columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(c.columns)-1) + ")"
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return last, err
		}
		last = values[0]
		res, err := c.into.ExecContext(ctx, insert, values...)
		if err != nil {
			continue // a value that no column takes any more
		}
		if n, _ := res.RowsAffected(); n > 0 {
			c.rows++
		}
	}
	return last, rows.Err()
}
