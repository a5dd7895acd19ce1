package store

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"switchboard/client/platfone"
)

// unsaved keeps in memory the codes that came while there was no room on the
// disk, so that they are shown, announced and copied all the same. They are
// written as soon as there is room.
type unsaved struct {
	mu    sync.Mutex
	seq   int64
	rows  map[string]Activation // by id, as they will be stored
	heard map[string]platfone.Activation
	at    map[string]time.Time // when each was heard
	codes []Code               // oldest first; their IDs are below zero
	tried time.Time
}

// mostUnsaved is more than can wait at once.
const mostUnsaved = 200

// saveEvery is how often it is tried to save what is only in memory.
const saveEvery = 3 * time.Second

func (u *unsaved) count() int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return len(u.rows)
}

// keep remembers an observation whose code is not known on disk; known is how
// the disk has it.
func (u *unsaved) keep(a platfone.Activation, known Activation, seen time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.rows == nil {
		u.rows, u.heard, u.at = map[string]Activation{}, map[string]platfone.Activation{}, map[string]time.Time{}
	}
	before, kept := u.rows[a.ID]
	if kept {
		known = before
	} else if len(u.rows) >= mostUnsaved {
		return
	}
	row := take(a, &known)
	row.Seen = seen
	u.rows[a.ID], u.heard[a.ID], u.at[a.ID] = row, a, seen
	if slices.ContainsFunc(u.codes, func(c Code) bool { return c.ActivationID == a.ID && c.Code == a.Code && c.Text == a.Text }) {
		return
	}
	u.seq--
	c := heardCode{a: row.Activation, round: row.Round, seen: seen}.code()
	c.ID = u.seq
	u.codes = append(u.codes, c)
}

// over lays what is only in memory over rows that were read from the disk.
func (u *unsaved) over(list []Activation) []Activation {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.rows) == 0 {
		return list
	}
	for i, a := range list {
		if row, ok := u.rows[a.ID]; ok && row.Supersedes(a.Activation) {
			list[i] = row
		}
	}
	return list
}

// codesOf are the codes of one activation that are only in memory, oldest first.
func (u *unsaved) codesOf(id string) []Code {
	u.mu.Lock()
	defer u.mu.Unlock()
	var out []Code
	for _, c := range u.codes {
		if c.ActivationID == id {
			out = append(out, c)
		}
	}
	return out
}

// uncopied are the codes in memory that were not copied yet, newest first.
func (u *unsaved) uncopied() []Code {
	u.mu.Lock()
	defer u.mu.Unlock()
	var out []Code
	for _, c := range slices.Backward(u.codes) {
		if c.Copied.IsZero() {
			out = append(out, c)
		}
	}
	return out
}

// copied notes that a code in memory was copied; false when it is not there.
func (u *unsaved) copied(id int64, at time.Time) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	for i := range u.codes {
		if u.codes[i].ID == id {
			u.codes[i].Copied = at
			return true
		}
	}
	return false
}

// due gives what is to be saved, at most once in saveEvery.
func (u *unsaved) due(now time.Time, always bool) (list []platfone.Activation, seen time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.rows) == 0 || !always && now.Sub(u.tried) < saveEvery {
		return nil, seen
	}
	u.tried = now
	for id, a := range u.heard {
		list = append(list, a)
		if u.at[id].After(seen) {
			seen = u.at[id]
		}
	}
	return list, seen
}

// saved forgets what is on the disk now and gives the codes that were copied.
func (u *unsaved) saved() (copied []Code) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, c := range u.codes {
		if !c.Copied.IsZero() {
			copied = append(copied, c)
		}
	}
	u.rows, u.heard, u.at, u.codes = nil, nil, nil, nil
	return copied
}

// keepUnsaved keeps the codes of a list that could not be stored.
func (db *DB) keepUnsaved(ctx context.Context, seen time.Time, list []platfone.Activation) {
	kept := false
	for _, a := range list {
		if !a.HasCode() {
			continue
		}
		known, err := db.Activation(context.WithoutCancel(ctx), a.ID)
		if err != nil || !a.Supersedes(known.Activation) || known.Code == a.Code && known.Text == a.Text {
			continue // an order cannot have been made meanwhile, and what is on disk needs no keeping
		}
		db.unsaved.keep(a, known, seen)
		kept = true
	}
	db.feeds.mark(Healths)
	if kept {
		db.feeds.mark(Activations | Codes)
	}
}

// SaveUnsaved writes what came while the disk was full, if there is room now.
// It is tried by itself every few seconds.
func (db *DB) SaveUnsaved(ctx context.Context) error {
	if db.readOnly {
		return denied(db.denies)
	}
	if err := errors.Join(db.saveUnsaved(ctx, true), db.tryDisk(ctx)); err != nil {
		return err
	}
	db.feeds.mark(Healths)
	return nil
}

func (db *DB) saveUnsaved(ctx context.Context, always bool) error {
	list, seen := db.unsaved.due(time.Now(), always)
	if len(list) == 0 {
		return nil
	}
	if err := db.PutActivations(ctx, seen, list...); err != nil {
		return err
	}
	var err error
	for _, c := range db.unsaved.saved() {
		codes, lost := db.Codes(ctx, c.ActivationID)
		err = errors.Join(err, lost)
		for _, on := range codes {
			if on.Code == c.Code && on.Text == c.Text && on.Copied.IsZero() {
				err = errors.Join(err, db.MarkCopied(ctx, on.ID, c.Copied))
			}
		}
	}
	db.feeds.mark(Activations | Codes | Healths)
	return err
}
