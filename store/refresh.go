package store

import (
	"context"
	"fmt"
)

// Refresh asks both files whether another process has written to them since the last call,
// and marks the watches of everything that may have changed. It costs microseconds and is
// meant for a beat of about a second. It tells what may have changed.
func (db *DB) Refresh(ctx context.Context) (Topic, error) {
	var all Topic
	for _, part := range []struct {
		f      *file
		topics Topic
	}{{db.cache, cacheTopics}, {db.journal, journalTopics}} {
		changed, err := part.f.changed(ctx)
		if err != nil {
			return all, err
		}
		if changed {
			all |= part.topics
			db.feeds.mark(part.topics)
		}
	}
	if err := db.saveUnsaved(ctx, false); err != nil && !Unsaved(err) {
		return all, err
	}
	return all, nil
}

// changed reports whether another process committed to the file since the last call. The
// connection that writes is asked: its own commits do not count for it.
func (f *file) changed(ctx context.Context) (bool, error) {
	f.polling.Lock()
	defer f.polling.Unlock()
	version, err := one(ctx, f.solo, number, "PRAGMA data_version")
	if err != nil {
		return false, fmt.Errorf("asking the %s for changes: %w", f.name, err)
	}
	before := f.version
	f.version = version
	return before != version && before != 0, nil
}
