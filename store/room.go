package store

import (
	"context"
	"fmt"
)

// roomy is what a program that writes a great deal and ends may hold: 64 MB of each file, and as much in its log. A thousand rows
// of a long history are spread over three thousand pages of its indexes, more than a console holds: each page would be
// written and read again many times.
const roomy = `PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16000`

// MakeRoom is for a program that fills the store with a long history and then ends.
func (db *DB) MakeRoom(ctx context.Context) error {
	for _, f := range db.files() {
		if f.w == nil {
			continue
		}
		if _, err := f.w.ExecContext(ctx, roomy); err != nil {
			return fmt.Errorf("making room for the %s: %w", f.name, err)
		}
	}
	return nil
}
