package store

import (
	"context"
	"path/filepath"
)

// Filled reports whether the store in dir has anything of an account in its
// cache. It changes nothing; what cannot be read counts as nothing.
func Filled(ctx context.Context, dir string) bool {
	path := filepath.Join(dir, "cache.db")
	if size(path) == 0 {
		return false
	}
	f := &file{name: "cache", path: path, id: cacheID}
	f.r = f.reader(nil, 1)
	defer f.close()
	return f.filled(ctx)
}

// Filled is the same of a store that is open.
func (db *DB) Filled(ctx context.Context) bool { return db.cache.filled(ctx) }

func (f *file) filled(ctx context.Context) bool {
	n, err := one(ctx, f.r, number, `SELECT EXISTS (SELECT 1 FROM customers) OR EXISTS (SELECT 1 FROM activations)
		OR EXISTS (SELECT 1 FROM listings) OR EXISTS (SELECT 1 FROM numbers)`)
	return err == nil && n > 0
}
