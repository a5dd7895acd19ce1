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
	if db.cache.solo == nil {
		return all, nil // a glance looks once
	}
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
			if part.f == db.cache {
				db.clocks.forget()
			}
			db.feeds.mark(part.topics)
		}
	}
	db.tellLocked(ctx)
	if db.journal.trouble.locked.Load() == 0 { // it was just tried
		db.settleKept(ctx, false)
	}
	if err := db.saveUnsaved(ctx, false); err != nil && !Unsaved(err) {
		return all, err
	}
	return all, nil
}

// tellLocked tries whether a file that another program held is free again, and marks
// what shows it when that has changed.
func (db *DB) tellLocked(ctx context.Context) {
	if db.locked() != nil {
		_ = db.tryDisk(ctx, 0) // what it comes to is noted
	}
	if held := db.locked() != nil; db.toldLocked.Swap(held) != held {
		db.feeds.mark(Healths)
	}
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
