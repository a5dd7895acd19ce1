package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Table is one of a provider whose rows the store has no types for. It lies in
// the cache: what is in it can be asked for again.
type Table struct {
	Name    string
	Columns string // as SQL has them: "id TEXT PRIMARY KEY, cents INTEGER"
}

// Make makes tables that are not there yet.
func (db *DB) Make(ctx context.Context, tables ...Table) error {
	if db.readOnly {
		return nil
	}
	for _, t := range tables {
		err := db.cache.write(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS "+t.Name+" ("+t.Columns+") STRICT")
			return err
		})
		if err != nil {
			return fmt.Errorf("making the table %s: %w", t.Name, err)
		}
	}
	return nil
}

// Write changes rows of a provider's own table; whoever watches Others is told.
func (t Table) Write(ctx context.Context, db *DB, query string, args ...any) error {
	err := db.exec(ctx, db.cache, Others, query, args...)
	return wrap(err, "writing to %s", t.Name)
}

// Read reads rows of a provider's own table; scan is given each in turn.
func (t Table) Read(ctx context.Context, db *DB, scan func(dest func(...any) error) error, query string, args ...any) error {
	rows, err := db.cache.r.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("reading %s: %w", t.Name, met(err))
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows.Scan); err != nil {
			return fmt.Errorf("reading %s: %w", t.Name, err)
		}
	}
	return met(rows.Err())
}
