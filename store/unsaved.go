package store

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"switchboard/client/platfone"
)

// unsaved keeps in memory the codes that came while there was no room on the
// disk, so that they are shown, announced and copied all the same, and the numbers
// that were ordered then, so that they are waited for. They are written as soon as
// there is room.
type unsaved struct {
	mu    sync.Mutex
	seq   int64
	fresh []string              // ids of those that the disk does not have at all, oldest first
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

// count is how many codes there are.
func (u *unsaved) count() int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return len(u.codes)
}

// only reports whether an activation is in memory and not on the disk at all.
func (u *unsaved) only(id string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return slices.Contains(u.fresh, id)
}

// row is an activation that is only in memory, false when there is none.
func (u *unsaved) row(id string) (Activation, bool) {
	if !u.only(id) {
		return Activation{}, false
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	a, ok := u.rows[id]
	return a, ok
}

// beside are the activations that are only in memory, oldest first, but for those
// that were saved a moment ago and are in a list that was read from the disk.
func (u *unsaved) beside(saved []Activation) (list []Activation) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, id := range u.fresh {
		if !slices.ContainsFunc(saved, func(a Activation) bool { return a.ID == id }) {
			list = append(list, u.rows[id])
		}
	}
	return list
}

// keep remembers an observation of which the disk does not know; known is how the
// disk has it, without an id when it has not. Noted is that the journal has its code:
// then only the cache does not.
func (u *unsaved) keep(a platfone.Activation, known Activation, seen time.Time, noted bool) {
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
	base := &known
	if known.ID == "" {
		base, u.fresh = nil, append(u.fresh, a.ID)
	}
	row := take(a, base)
	row.Seen = seen
	u.rows[a.ID], u.heard[a.ID], u.at[a.ID] = row, a, seen
	if noted || !a.HasCode() || slices.ContainsFunc(u.codes, func(c Code) bool { return c.ActivationID == a.ID && c.Code == a.Code && c.Text == a.Text }) {
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

// UnsavedCodes is how many codes are in memory alone and were not copied: they end with the process.
func (db *DB) UnsavedCodes() int { return len(db.unsaved.uncopied()) }

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

// due gives what is to be saved and when each was heard, at most once in saveEvery.
func (u *unsaved) due(now time.Time, always bool) (list []platfone.Activation, at map[string]time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.rows) == 0 || !always && now.Sub(u.tried) < saveEvery {
		return nil, nil
	}
	u.tried = now
	return slices.Collect(maps.Values(u.heard)), maps.Clone(u.at)
}

// saved forgets what is on the disk now and gives those of its codes that were copied. What was heard
// while it was being saved stays.
func (u *unsaved) saved(at map[string]time.Time) (copied []Code) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for id, then := range at {
		if u.at[id].Equal(then) {
			delete(u.rows, id)
			delete(u.heard, id)
			delete(u.at, id)
		}
	}
	u.codes = slices.DeleteFunc(u.codes, func(c Code) bool {
		_, stays := u.rows[c.ActivationID]
		if !stays && !c.Copied.IsZero() {
			copied = append(copied, c)
		}
		return !stays
	})
	return copied
}

// stored notes what the disk has taken: it knows of these now.
func (u *unsaved) stored(list []platfone.Activation) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.fresh) == 0 {
		return
	}
	for _, a := range list {
		if i := slices.Index(u.fresh, a.ID); i >= 0 {
			u.fresh = slices.Delete(u.fresh, i, i+1)
		}
	}
}

// keepUnsaved keeps the codes of a list that could not be stored, and the numbers in it
// that run and that the disk does not know.
func (db *DB) keepUnsaved(ctx context.Context, seen time.Time, list []platfone.Activation) {
	kept := false
	for _, a := range list {
		only := db.unsaved.only(a.ID)
		if !only && !a.HasCode() && a.Status.Ended() {
			continue
		}
		known, err := db.Activation(context.WithoutCancel(ctx), a.ID)
		switch {
		case errors.Is(err, ErrNotFound):
			if a.Status.Ended() {
				continue // it can be read again
			}
		case err != nil || !a.Supersedes(known.Activation):
			continue
		case !only && (!a.HasCode() || known.Code == a.Code && known.Text == a.Text):
			continue // what is on disk needs no keeping
		}
		codes, _ := db.Codes(context.WithoutCancel(ctx), a.ID) // what cannot be read is kept once more
		db.unsaved.keep(a, known, seen, slices.ContainsFunc(codes, func(c Code) bool { return c.Code == a.Code && c.Text == a.Text }))
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
	if err := errors.Join(db.saveUnsaved(ctx, true), db.tryDisk(ctx, budgetPatience)); err != nil {
		return err
	}
	db.settleKept(ctx, true)
	db.feeds.mark(Healths)
	return nil
}

// saveUnsaved writes numbers and codes first: these are paid for, and nothing else may keep them from the disk.
func (db *DB) saveUnsaved(ctx context.Context, always bool) error {
	err := db.saveRows(ctx, always)
	if Unsaved(err) {
		return err // there is no room for the rest either
	}
	return errors.Join(err, db.saveHeard(ctx, always))
}

func (db *DB) saveRows(ctx context.Context, always bool) error {
	list, at := db.unsaved.due(time.Now(), always)
	if len(list) == 0 {
		return nil
	}
	if err := db.PutActivations(ctx, slices.MaxFunc(slices.Collect(maps.Values(at)), time.Time.Compare), list...); err != nil {
		return err
	}
	var err error
	for _, c := range db.unsaved.saved(at) {
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
