package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"
)

// Begin writes an intent down and returns its id once it is on disk for good; only then may
// anything be sent. It refuses with *OpenIntentError while another attempt with the same
// natural key has no outcome, and with *HeldError while the journal waits for a person.
func (db *DB) Begin(ctx context.Context, i Intent) (int64, error) {
	i.State = StateIntent
	if i.Created.IsZero() {
		i.Created = time.Now()
	}
	if Holds(i.Op) {
		damage, err := db.examined(ctx)
		if err != nil {
			return 0, fmt.Errorf("waiting for the journal to be checked: %w", err)
		}
		if damage != "" {
			return 0, &HeldError{damage}
		}
	}
	err := db.journal.write(ctx, func(tx *sql.Tx) error {
		if hold, err := getMeta(ctx, tx, holdKey); err != nil {
			return err
		} else if hold != "" && Holds(i.Op) {
			return &HeldError{hold}
		}
		if err := allowed(ctx, tx, i); err != nil {
			return err
		}
		last, err := one(ctx, tx, number, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'intents'")
		if err != nil {
			return err
		}
		i.ID = last + 1
		_, err = tx.ExecContext(ctx, "INSERT INTO intents ("+intentColumns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
			i.ID, i.Op, i.NaturalKey, i.Subject, string(i.State), string(i.Body), unix(i.Created), unix(i.SentAt), unix(i.SettledAt),
			i.Ref, i.Reason, i.Checks, unix(i.NextCheck), i.Parent, i.sum())
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("writing down what is about to be sent: %w", err)
	}
	db.feeds.mark(Journal)
	return i.ID, nil
}

// allowed refuses an intent that must wait for another one. A damaged one may be about
// anything, so everything waits for it.
func allowed(ctx context.Context, tx *sql.Tx, i Intent) error {
	open, err := list(ctx, tx, scanIntent, openIntents)
	if err != nil {
		return err
	}
	for _, o := range open {
		if o.Damaged && Holds(i.Op) || o.NaturalKey == i.NaturalKey && i.NaturalKey != "" {
			return &OpenIntentError{o}
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
	return db.step(ctx, id, func(i *Intent) { i.State, i.SentAt = StateSent, time.Now() })
}

// Settle writes down how an intent stands: its outcome, or that it is unknown, or that nothing
// had left and it is an intent again. ref and reason replace the earlier ones unless empty. It
// is done even when ctx has ended: an outcome that is known is never lost to a quit.
func (db *DB) Settle(ctx context.Context, id int64, state IntentState, ref, reason string) error {
	return db.step(context.WithoutCancel(ctx), id, func(i *Intent) {
		i.State = state
		if !state.Open() {
			i.SettledAt, i.NextCheck = time.Now(), time.Time{}
		}
		if ref != "" {
			i.Ref = ref
		}
		if reason != "" {
			i.Reason = reason
		}
	})
}

// Checked writes down that an unknown outcome was looked for in vain, why it is still unknown
// and when it is looked for again. An empty reason leaves the earlier one.
func (db *DB) Checked(ctx context.Context, id int64, next time.Time, reason string) error {
	return db.change(ctx, id, func(i *Intent) error {
		i.Checks++
		i.NextCheck = next
		if reason != "" {
			i.Reason = reason
		}
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
	err := db.journal.write(ctx, func(tx *sql.Tx) error {
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
			next_check = ?, sum = ? WHERE id = ?`, string(i.State), unix(i.SentAt), unix(i.SettledAt), i.Ref, i.Reason, i.Checks,
			unix(i.NextCheck), sum, id)
		return err
	})
	var clash sqlite3.Error
	if errors.As(err, &clash) && clash.Code == sqlite3.ErrConstraint {
		return fmt.Errorf("changing journal entry %d: another attempt at the same is open: %w", id, err)
	}
	if err != nil {
		return fmt.Errorf("changing journal entry %d: %w", id, err)
	}
	db.feeds.mark(Journal)
	return nil
}

const openIntents = "SELECT " + intentColumns + " FROM intents WHERE state NOT IN ('confirmed', 'rejected', 'absent') ORDER BY id"

// OpenIntents are the attempts without an outcome, oldest first, and the damaged ones.
func (db *DB) OpenIntents(ctx context.Context) ([]Intent, error) {
	all, err := list(ctx, db.journal.r, scanIntent, openIntents)
	if err != nil {
		return nil, fmt.Errorf("reading the open journal entries: %w", err)
	}
	return all, nil
}

// Intent reads one journal entry; ErrNotFound when there is none.
func (db *DB) Intent(ctx context.Context, id int64) (Intent, error) {
	i, err := one(ctx, db.journal.r, scanIntent, "SELECT "+intentColumns+" FROM intents WHERE id = ?", id)
	if err != nil {
		return Intent{}, fmt.Errorf("reading journal entry %d: %w", id, err)
	}
	return i, nil
}

// Intents are the newest journal entries, newest first.
func (db *DB) Intents(ctx context.Context, limit int) ([]Intent, error) {
	all, err := list(ctx, db.journal.r, scanIntent, "SELECT "+intentColumns+" FROM intents ORDER BY id DESC LIMIT ?", limit)
	if err != nil {
		return nil, fmt.Errorf("reading the journal: %w", err)
	}
	return all, nil
}

// Made is what the confirmed attempts with a natural key came to, however long ago.
func (db *DB) Made(ctx context.Context, naturalKey string) ([]string, error) {
	refs, err := list(ctx, db.journal.r, text, "SELECT ref FROM intents WHERE natural_key = ? AND state = 'confirmed'", naturalKey)
	if err != nil {
		return nil, fmt.Errorf("reading what was made before: %w", err)
	}
	return refs, nil
}

// damagedIntents counts the journal entries that do not match their checksum.
func (db *DB) damagedIntents(ctx context.Context) (int, error) {
	return countDamaged(ctx, db.journal.r, "SELECT "+intentColumns+" FROM intents", func(s scanner) (bool, error) {
		i, err := scanIntent(s)
		return i.Damaged, err
	})
}
