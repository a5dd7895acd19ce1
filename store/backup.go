package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Backup writes a consistent copy of both files into a new folder below dir, readable by its
// owner only, and returns that folder. The store stays in use meanwhile.
func (db *DB) Backup(ctx context.Context, dir string) (string, error) {
	into := filepath.Join(dir, "switchboard-"+time.Now().Format("20060102-150405.000"))
	if err := os.MkdirAll(into, 0o700); err != nil {
		return "", fmt.Errorf("making the folder of the backup: %w", err)
	}
	for _, f := range db.files() {
		if err := f.copyTo(ctx, filepath.Join(into, filepath.Base(f.path))); err != nil {
			return "", errors.Join(fmt.Errorf("copying the %s: %w", f.name, err), os.RemoveAll(into))
		}
	}
	return into, nil
}

// copyTo writes a copy of the file as it is now and sees it onto the disk.
func (f *file) copyTo(ctx context.Context, path string) error {
	if err := prepareFile(path); err != nil {
		return err
	}
	from := f.w
	if f.r != f.w { // else it is kept locked, and nobody else reads it
		from = pool(f.path, map[string][]string{"mode": {"ro"}, "_busy_timeout": {"5000"}}, 1)
		defer from.Close()
	}
	if _, err := from.ExecContext(ctx, "VACUUM INTO '"+strings.ReplaceAll(path, "'", "''")+"'"); err != nil {
		return err
	}
	out, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(out.Sync(), out.Close())
}
