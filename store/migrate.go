package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"

	"github.com/mattn/go-sqlite3"
)

//go:embed migrations/*/*.sql
var migrations embed.FS

// steps are the names of a file's migrations in order; the schema's version is their count.
func (f *file) steps() ([]string, error) {
	names, err := fs.Glob(migrations, "migrations/"+f.name+"/*.sql")
	if err != nil {
		return nil, fmt.Errorf("listing the migrations of the %s: %w", f.name, err)
	}
	slices.Sort(names)
	return names, nil
}

// marks are what tells whose file it is and of which version.
func marks(ctx context.Context, r *sql.DB) (id, version, tables int64, err error) {
	err = r.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`).Scan(&id, &version, &tables)
	return id, version, tables, err
}

// probed are the marks as a connection of its own reads them.
func (f *file) probed(ctx context.Context, extra map[string][]string) (id, version, tables int64, err error) {
	params := map[string][]string{"mode": {"ro"}, "_busy_timeout": {"2000"}}
	maps.Copy(params, extra)
	probe := pool(f.path, params, 1)
	defer probe.Close()
	return marks(ctx, probe)
}

// examine looks at a file before anything is written to it and refuses what is not ours.
func (f *file) examine(ctx context.Context) error {
	if info, err := os.Lstat(f.path); err != nil || info.Size() == 0 {
		return err
	}
	id, version, tables, err := f.probed(ctx, nil)
	if sqliteCode(err) == sqlite3.ErrReadonly { // what was interrupted is taken back first
		id, version, tables, err = f.probed(ctx, map[string][]string{"mode": {"rw"}})
	}
	if _, cannot := denial(err); sqliteCode(err) == sqlite3.ErrCantOpen || cannot { // where nothing can be written the log's memory cannot be made either
		id, version, tables, err = f.probed(ctx, map[string][]string{"immutable": {"1"}})
	}
	if sqliteCode(err) == sqlite3.ErrError { // its header names a format that there is not
		return fmt.Errorf("looking at the %s: %w: %v", f.name, ErrDamaged, err)
	}
	if isNotDatabase(err) {
		return noDatabase(f.path)
	}
	if isLocked(err) {
		return lockedOut(f.path)
	}
	if err != nil {
		return fmt.Errorf("looking at the %s: %w", f.name, err)
	}
	steps, err := f.steps()
	switch {
	case err != nil:
		return err
	case id != f.id && (id != 0 || tables > 0):
		return ofAnother(f.path)
	case version > int64(len(steps)):
		return &Refusal{f.path, fmt.Sprintf("a newer Switchboard wrote it (schema %d, this one knows %d). Use that version", version, len(steps)) + f.otherwise(), ErrNewer}
	}
	return nil
}

func noDatabase(path string) error {
	return &Refusal{path, "it is not a database. Move it away and start again", ErrNotStore}
}

func ofAnother(path string) error {
	return &Refusal{path, "it is a database of another program. Move it away and start again", ErrForeign}
}

// otherwise is what else can be done about a file of a newer version: a cache can be filled again.
func (f *file) otherwise() string {
	if f.name == "cache" {
		return ", or begin a new cache: switchboard db renew"
	}
	return ": it is the journal, which nothing else can tell"
}

// migrate brings the schema up to date, all missing steps in one transaction.
func (f *file) migrate(ctx context.Context) error {
	steps, err := f.steps()
	if err != nil {
		return err
	}
	have, err := one(ctx, f.w, number, "PRAGMA user_version")
	if err != nil {
		return fmt.Errorf("reading the version of the %s: %w", f.name, err)
	}
	if have >= int64(len(steps)) {
		return nil
	}
	return f.write(ctx, func(tx *sql.Tx) error {
		// Another process may have done it while this one waited for the lock.
		have, err := one(ctx, tx, number, "PRAGMA user_version")
		if err != nil {
			return fmt.Errorf("reading the version of the %s: %w", f.name, err)
		}
		for _, step := range steps[min(int(have), len(steps)):] {
			text, err := migrations.ReadFile(step)
			if err != nil {
				return fmt.Errorf("reading %s: %w", step, err)
			}
			if _, err := tx.ExecContext(ctx, string(text)); err != nil {
				return fmt.Errorf("running %s: %w", step, err)
			}
		}
		_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", f.id, len(steps)))
		return err
	})
}
