package store

import (
	"context"
	"sync"
)

// Topic is a set of things that can change.
type Topic uint32

// The topics. The first ten and Others live in the cache, the rest in the journal.
const (
	Activations Topic = 1 << iota
	Customers
	Transactions
	Catalogue
	Prices
	Reports
	Listings
	Numbers
	Healths
	Settings
	Codes
	Journal
	Limits
	Audit
	Others // the tables that a provider has of its own, in the cache
	Notes  // what a person noted, in the journal
)

const (
	cacheTopics   = Activations | Customers | Transactions | Catalogue | Prices | Reports | Listings | Numbers | Healths | Settings | Others
	journalTopics = Codes | Journal | Limits | Audit | Listings | Settings | Notes
)

// Has reports whether any of want is in the set.
func (t Topic) Has(want Topic) bool { return t&want != 0 }

// Watch collects what changed until its owner asks. Nothing is queued, so nothing can be
// lost: a thousand writes between two questions are one answer.
type Watch struct {
	mu    sync.Mutex
	dirty Topic
	ready chan struct{}
	feeds *feeds
}

// Next waits until something has changed since the last call and says what.
func (w *Watch) Next(ctx context.Context) (Topic, error) {
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-w.ready:
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	t := w.dirty
	w.dirty = 0
	return t, nil
}

// Close ends the watch; it collects nothing more.
func (w *Watch) Close() { w.feeds.drop(w) }

func (w *Watch) mark(t Topic) {
	w.mu.Lock()
	w.dirty |= t
	w.mu.Unlock()
	select {
	case w.ready <- struct{}{}:
	default:
	}
}

// feeds are the watches of a store.
type feeds struct {
	mu  sync.Mutex
	all map[*Watch]bool
	age [32]uint64 // how often each topic changed
}

// Age counts the changes of some topics that this process knows of: what was
// worked out of them holds while it is the same.
func (db *DB) Age(of Topic) (age uint64) {
	db.feeds.mu.Lock()
	defer db.feeds.mu.Unlock()
	for i, n := range db.feeds.age {
		if of&(1<<i) != 0 {
			age += n
		}
	}
	return age
}

// Watch begins to collect changes of every topic.
func (db *DB) Watch() *Watch {
	w := &Watch{ready: make(chan struct{}, 1), feeds: &db.feeds}
	db.feeds.mu.Lock()
	defer db.feeds.mu.Unlock()
	if db.feeds.all == nil {
		db.feeds.all = map[*Watch]bool{}
	}
	db.feeds.all[w] = true
	return w
}

func (f *feeds) drop(w *Watch) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.all, w)
}

func (f *feeds) mark(t Topic) {
	if t == 0 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.age {
		if t&(1<<i) != 0 {
			f.age[i]++
		}
	}
	for w := range f.all {
		w.mark(t)
	}
}
