package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/mattn/go-sqlite3"
)

// Begin writes an intent down and returns its id once it is on disk for good; only then may
// anything be sent. It refuses with *InFlightError while another attempt with the same natural
// key is on its way, with *OpenIntentError when the outcome of one is unknown, and with *HeldError
// while the journal waits for a person. allow, if any, is asked while no process can begin
// anything else, so that two together do not both fit into what only one fits into; it must
// only read, and its error is the answer.
func (db *DB) Begin(ctx context.Context, i Intent, allow func(context.Context) error) (int64, error) {
	i.State = StateIntent
	if db.self != nil {
		i.owner = db.self.id
	}
	if i.Created.IsZero() {
		i.Created = time.Now()
	}
	if err := db.sound(ctx, i.Op); err != nil {
		return 0, err
	}
	var refused error
	err := db.journal.writeWithin(ctx, journalPatience, func(tx *sql.Tx) error {
		if hold, err := getMeta(ctx, tx, holdKey); err != nil {
			return err
		} else if hold != "" && Holds(i.Op) {
			return &HeldError{hold}
		}
		if err := db.allowed(ctx, tx, i); err != nil {
			return err
		}
		if allow != nil {
			if refused = allow(ctx); refused != nil {
				return refused
			}
		}
		last, err := one(ctx, tx, number, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'intents'")
		if err != nil {
			return err
		}
		i.ID = last + 1
		_, err = tx.ExecContext(ctx, "INSERT INTO intents ("+intentColumns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
			i.ID, i.Op, i.NaturalKey, i.Subject, string(i.State), string(i.Body), unix(i.Created), unix(i.SentAt), unix(i.SettledAt),
			i.Ref, i.Reason, i.Checks, unix(i.NextCheck), i.Parent, i.owner, unix(i.Missed), i.sum())
		if err != nil {
			return err
		}
		return attempted(ctx, tx, i)
	})
	if refused != nil {
		return 0, refused
	}
	if err != nil {
		return 0, fmt.Errorf("writing down what is about to be sent: %w", err)
	}
	db.feeds.mark(Journal)
	return i.ID, nil
}

// sound refuses what waits for a journal that is not sound.
func (db *DB) sound(ctx context.Context, op string) error {
	if !Holds(op) {
		return nil
	}
	damage, err := db.examined(ctx)
	if err != nil {
		return fmt.Errorf("waiting for the journal to be checked: %w", err)
	}
	if damage != "" {
		return &HeldError{damage}
	}
	return nil
}

// Bars reports whether an open attempt keeps the act op of a natural key from beginning. A
// damaged one may be about anything, so everything that it can hold waits for it; what a journal
// never holds waits for none that is damaged.
func Bars(open Intent, op, key string) bool {
	if open.Damaged {
		return Holds(op)
	}
	return open.NaturalKey == key && key != "" && open.State == StateUnknown
}

// setAside takes a damaged attempt off its key, so that what it cannot hold may begin. It stays
// damaged and open until a person settles it.
func setAside(ctx context.Context, tx *sql.Tx, o Intent) error {
	if _, err := tx.ExecContext(ctx, "UPDATE intents SET natural_key = natural_key || ' damaged ' || id WHERE id = ?", o.ID); err != nil {
		return fmt.Errorf("setting the damaged entry %d aside: %w", o.ID, err)
	}
	return nil
}

// allowed refuses an intent that must wait for another one. A damaged one may be about
// anything, so everything that spends waits for it.
func (db *DB) allowed(ctx context.Context, tx *sql.Tx, i Intent) error {
	open, err := list(ctx, tx, scanIntent, openIntents)
	if err != nil {
		return err
	}
	for _, o := range open {
		same := o.NaturalKey == i.NaturalKey && i.NaturalKey != ""
		switch {
		case Bars(o, i.Op, i.NaturalKey):
			return &OpenIntentError{o}
		case same && o.Damaged:
			if err := setAside(ctx, tx, o); err != nil {
				return err
			}
		case same:
			return db.UnderWay(o)
		}
	}
	if i.Parent == 0 {
		return nil
	}
	parent, err := one(ctx, tx, scanIntent, "SELECT "+intentColumns+" FROM intents WHERE id = ?", i.Parent)
	if err != nil {
		return fmt.Errorf("finding the earlier attempt %d: %w", i.Parent, err)
	}
	if parent.State.Open() || parent.State == StateConfirmed {
		return &StepError{parent.ID, parent.State, StateIntent}
	}
	return nil
}

// MarkSent writes down that an intent is handed to the transport now.
func (db *DB) MarkSent(ctx context.Context, id int64) error {
	err := db.step(ctx, id, func(i *Intent) { i.State, i.SentAt = StateSent, time.Now() })
	if err == nil {
		db.sent.Add(1)
	}
	return err
}

// Sent is how many attempts this process has handed to the transport, whatever came of them.
func (db *DB) Sent() int64 { return db.sent.Load() }

// Checked writes down that an unknown outcome was looked for in vain, why it is still unknown,
// when it is looked for again (zero: when a person asks) and since when no trace of it is found
// (zero: this look was of no such kind). An empty reason leaves the earlier one.
func (db *DB) Checked(ctx context.Context, id int64, next, missed time.Time, reason string) error {
	return db.change(ctx, id, func(i *Intent) error {
		i.Checks++
		i.NextCheck, i.Missed = next, missed
		if reason != "" {
			i.Reason = reason
		}
		return nil
	})
}

// CheckSoon asks the process that leads to look for an unknown outcome at a moment.
func (db *DB) CheckSoon(ctx context.Context, id int64, at time.Time) error {
	return db.change(ctx, id, func(i *Intent) error {
		i.NextCheck = at
		return nil
	})
}

func (db *DB) step(ctx context.Context, id int64, edit func(*Intent)) error {
	return db.change(ctx, id, func(i *Intent) error {
		from := i.State
		if i.Damaged {
			from = StateUnknown
		}
		edit(i)
		for _, to := range steps[from] {
			if to == i.State {
				return nil
			}
		}
		return &StepError{id, from, i.State}
	})
}

// change rewrites one journal entry. A damaged one keeps its wrong checksum, so that it stays
// known to be damaged, but can be settled.
func (db *DB) change(ctx context.Context, id int64, edit func(*Intent) error) error {
	open := true
	err := db.journal.writeWithin(ctx, journalPatience, func(tx *sql.Tx) error {
		i, err := one(ctx, tx, scanIntent, "SELECT "+intentColumns+" FROM intents WHERE id = ?", id)
		if err != nil {
			return err
		}
		if err := edit(&i); err != nil {
			return err
		}
		sum := i.sum()
		if i.Damaged {
			sum++
		}
		_, err = tx.ExecContext(ctx, `UPDATE intents SET state = ?, sent_at = ?, settled_at = ?, ref = ?, reason = ?, checks = ?,
			next_check = ?, missed = ?, sum = ? WHERE id = ?`, string(i.State), unix(i.SentAt), unix(i.SettledAt), i.Ref, i.Reason, i.Checks,
			unix(i.NextCheck), unix(i.Missed), sum, id)
		if err == nil && i.State == StateSent && !i.Damaged { // a copy of what is damaged would pass for sound
			return db.writeCopy(i)
		}
		open = i.State.Open() && i.State != StateIntent
		return err
	})
	var clash sqlite3.Error
	if errors.As(err, &clash) && clash.Code == sqlite3.ErrConstraint {
		return fmt.Errorf("changing journal entry %d: another attempt at the same is open: %w", id, err)
	}
	if err != nil {
		return fmt.Errorf("changing journal entry %d: %w", id, err)
	}
	if !open {
		db.dropCopy(id)
	}
	db.feeds.mark(Journal)
	return nil
}

const openIntents = "SELECT " + intentColumns + " FROM intents WHERE state NOT IN ('confirmed', 'rejected', 'absent') ORDER BY id"

// OpenIntents are the attempts without an outcome, oldest first, and the damaged ones.
func (db *DB) OpenIntents(ctx context.Context) ([]Intent, error) {
	all, err := list(ctx, db.journal.r, scanIntent, openIntents)
	all = slices.DeleteFunc(db.known(all), func(i Intent) bool { return !i.State.Open() && !i.Damaged })
	return all, wrap(err, "reading the open journal entries")
}

// Intent reads one journal entry; ErrNotFound when there is none.
func (db *DB) Intent(ctx context.Context, id int64) (Intent, error) {
	i, err := db.written(ctx, id)
	return db.known([]Intent{i})[0], err
}

// written is one entry as the journal has it.
func (db *DB) written(ctx context.Context, id int64) (Intent, error) {
	i, err := one(ctx, db.journal.r, scanIntent, "SELECT "+intentColumns+" FROM intents WHERE id = ?", id)
	return i, wrap(err, "reading journal entry %d", id)
}

// Intents are the newest journal entries, newest first.
func (db *DB) Intents(ctx context.Context, limit int) ([]Intent, error) {
	all, err := list(ctx, db.journal.r, scanIntent, "SELECT "+intentColumns+" FROM intents ORDER BY id DESC LIMIT ?", limit)
	return db.known(all), wrap(err, "reading the journal")
}

// IntentsSince are the journal entries from a moment on, newest first: by when they were begun, for a clock
// that was set back numbers an earlier one later.
func (db *DB) IntentsSince(ctx context.Context, since time.Time) ([]Intent, error) {
	all, err := list(ctx, db.journal.r, scanIntent, "SELECT "+intentColumns+` FROM intents
		WHERE created >= ? ORDER BY created DESC, id DESC`, unix(since))
	return db.known(all), wrap(err, "reading the newest of the journal")
}

// ActsAfter are the attempts at one act that the journal has after an entry, oldest first.
func (db *DB) ActsAfter(ctx context.Context, entry int64, op string) ([]Intent, error) {
	all, err := list(ctx, db.journal.r, scanIntent, "SELECT "+intentColumns+" FROM intents WHERE id > ? AND op = ? ORDER BY id", entry, op)
	return db.known(all), wrap(err, "reading what the journal has since")
}

// Attempts are all that was ever attempted under a natural key, newest first.
func (db *DB) Attempts(ctx context.Context, naturalKey string) ([]Intent, error) {
	all, err := list(ctx, db.journal.r, scanIntent, "SELECT "+intentColumns+" FROM intents WHERE natural_key = ? ORDER BY id DESC", naturalKey)
	return db.known(all), wrap(err, "reading what was attempted before")
}

// Carried are the attempts with a natural key that were carried out, newest first.
func (db *DB) Carried(ctx context.Context, naturalKey string) ([]Intent, error) {
	all, err := list(ctx, db.journal.r, scanIntent, "SELECT "+intentColumns+" FROM intents WHERE natural_key = ? AND state = ? ORDER BY id DESC", naturalKey, StateConfirmed)
	return all, wrap(err, "reading what was done before")
}

// Fruitless is the newest attempt with a natural key if nothing came of it, 0 otherwise: a new
// attempt at the same names it as its parent.
func (db *DB) Fruitless(ctx context.Context, naturalKey string) (int64, error) {
	last, err := one(ctx, db.journal.r, scanIntent, "SELECT "+intentColumns+" FROM intents WHERE natural_key = ? ORDER BY id DESC LIMIT 1", naturalKey)
	switch {
	case errors.Is(err, ErrNotFound):
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("reading what was tried before: %w", err)
	case last.State == StateRejected || last.State == StateAbsent:
		return last.ID, nil
	}
	return 0, nil
}

// TakeUp takes over the attempts that ended or stopped programs left on their way, and tells
// what is open then: one that was never sent is over, of one that was sent the outcome is
// unknown. Those of a program that goes on are left alone and not told.
func (db *DB) TakeUp(ctx context.Context) ([]Intent, error) {
	if err := db.settleNamed(ctx); err != nil {
		return nil, fmt.Errorf("noting what others were answered: %w", err)
	}
	open, err := db.OpenIntents(ctx)
	if err != nil {
		return nil, err
	}
	var unknown []Intent
	for _, in := range open {
		if in.State != StateUnknown && db.alive(in.owner) {
			continue
		}
		switch {
		case in.Damaged: // what it says cannot be relied on: a person settles it, unless reading does
		case in.State == StateIntent:
			err = db.Settle(ctx, in.ID, StateRejected, "", "nothing was sent: Switchboard ended before")
		case in.State == StateSent:
			err = db.Settle(ctx, in.ID, StateUnknown, "", "Switchboard ended before the answer came")
		}
		if err != nil {
			return nil, fmt.Errorf("taking up %s: %w", in.Subject, err)
		}
		if in.State != StateIntent {
			in.State = StateUnknown
			unknown = append(unknown, in)
		}
	}
	return unknown, nil
}

// Made is what the confirmed attempts with a natural key came to, however long ago.
func (db *DB) Made(ctx context.Context, naturalKey string) ([]string, error) {
	refs, err := list(ctx, db.journal.r, text, "SELECT ref FROM intents WHERE natural_key = ? AND state = 'confirmed'", naturalKey)
	return refs, wrap(err, "reading what was made before")
}

// Done is when the confirmed attempts with a natural key and an op came to their end, since a moment, oldest first.
func (db *DB) Done(ctx context.Context, op, naturalKey string, since time.Time) ([]time.Time, error) {
	all, err := list(ctx, db.journal.r, func(s scanner) (at time.Time, err error) {
		err = s.Scan(moment{&at})
		return at, err
	}, "SELECT settled_at FROM intents WHERE natural_key = ? AND op = ? AND state = 'confirmed' AND settled_at >= ? ORDER BY settled_at", naturalKey, op, unix(since))
	return all, wrap(err, "reading what was done")
}

// damagedIntents counts the journal entries that do not match their checksum.
func (db *DB) damagedIntents(ctx context.Context) (int, error) {
	return countDamaged(ctx, db.journal.r, "SELECT "+intentColumns+" FROM intents", func(s scanner) (bool, error) {
		i, err := scanIntent(s)
		return i.Damaged, err
	})
}
