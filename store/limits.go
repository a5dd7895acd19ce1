package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"switchboard/client/rest"
)

// limits keeps what was spent and what is paused in the journal, for every process of the
// profile and across restarts.
type limits struct {
	db    *DB
	spare rest.Limits // in memory, while there is no room on the disk: polls go on
}

// Limits are the budgets and pauses of the profile.
func (db *DB) Limits() rest.Limits { return limits{db, rest.NewLimits()} }

// window is how long a call counts against its budget, in milliseconds: the provider's minute
// and a second for the way there.
const window = 61_000

// Take spends one call of the budget, or says how long to wait. The calls of the last minute
// are counted one by one, so that no minute, wherever it begins, holds more than is allowed.
func (l limits) Take(ctx context.Context, provider string, b rest.Budget, now time.Time) (wait time.Duration, err error) {
	allowed, ms := b.Allowed(), now.UnixMilli()
	err = l.db.journal.writeWithin(ctx, min(budgetPatience, l.db.journal.patience()), func(tx *sql.Tx) error {
		until, err := one(ctx, tx, number, "SELECT coalesce(max(until), 0) FROM emptied WHERE provider = ? AND budget = ?", provider, b.Name)
		if err != nil {
			return err
		}
		if until > ms {
			wait = time.Duration(until-ms) * time.Millisecond
			return nil
		}
		if allowed == 0 {
			return nil
		}
		// What lies far ahead was written before the clock was set back.
		if _, err := tx.ExecContext(ctx, "DELETE FROM spent WHERE provider = ? AND budget = ? AND (at <= ? OR at > ?)",
			provider, b.Name, ms-window, ms+window); err != nil {
			return err
		}
		var n, oldest int64
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(sum(n), 0), coalesce(min(at), 0) FROM spent WHERE provider = ? AND budget = ?",
			provider, b.Name).Scan(&n, &oldest); err != nil {
			return err
		}
		if n >= int64(allowed) {
			wait = time.Duration(oldest+window-ms) * time.Millisecond
			return nil
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO spent VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET n = n + 1", provider, b.Name, ms)
		return err
	})
	if Unsaved(err) {
		return l.spare.Take(ctx, provider, b, now)
	}
	if err != nil {
		return 0, fmt.Errorf("spending a call of %s %s: %w", provider, b.Name, err)
	}
	return wait, nil
}

// Wait says for how long no call of a budget can be made, 0 when one can; own is that the
// provider would take it, and this program keeps to fewer. It spends nothing.
func (db *DB) Wait(ctx context.Context, provider string, b rest.Budget, now time.Time) (wait time.Duration, own bool, err error) {
	ms := now.UnixMilli()
	until, err := one(ctx, db.journal.r, number, "SELECT coalesce(max(until), 0) FROM emptied WHERE provider = ? AND budget = ?", provider, b.Name)
	if err != nil || until > ms {
		return max(time.Duration(until-ms), 0) * time.Millisecond, false, err
	}
	allowed := b.Allowed()
	if allowed == 0 {
		return 0, false, nil
	}
	var n, oldest int64
	err = db.journal.r.QueryRowContext(ctx, "SELECT coalesce(sum(n), 0), coalesce(min(at), 0) FROM spent WHERE provider = ? AND budget = ? AND at > ? AND at <= ?",
		provider, b.Name, ms-window, ms+window).Scan(&n, &oldest)
	if err != nil || n < int64(allowed) {
		return 0, false, err
	}
	return time.Duration(oldest+window-ms) * time.Millisecond, true, nil
}

// Note records that the provider has nothing left in this budget until then.
func (l limits) Note(ctx context.Context, provider string, b rest.Budget, until time.Time) error {
	err := l.db.journal.writeWithin(ctx, min(budgetPatience, l.db.journal.patience()), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO emptied VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET until = max(until, excluded.until)`, provider, b.Name, until.UnixMilli())
		return err
	})
	if Unsaved(err) {
		return l.spare.Note(ctx, provider, b, until)
	}
	if err != nil {
		return fmt.Errorf("noting that %s %s is used up: %w", provider, b.Name, err)
	}
	l.db.feeds.mark(Limits)
	return nil
}

// Block records a pause. A longer one of the same scope stays: a wait that the provider asked
// for is never shortened. What the provider says replaces what was guessed.
func (l limits) Block(ctx context.Context, b rest.Block) error {
	err := l.db.journal.writeWithin(ctx, min(budgetPatience, l.db.journal.patience()), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET until = excluded.until, reason = excluded.reason, estimated = excluded.estimated, seen = excluded.seen
			WHERE excluded.until > until OR estimated > excluded.estimated`,
			b.Provider, b.Scope, b.Until.UnixMilli(), b.Reason, b.Estimated, unix(b.Seen))
		return err
	})
	if Unsaved(err) {
		return l.spare.Block(ctx, b)
	}
	if err != nil {
		return fmt.Errorf("noting the pause of %s %s: %w", b.Provider, b.Scope, err)
	}
	l.db.feeds.mark(Limits)
	return nil
}

// Blocked lists the pauses in force.
func (l limits) Blocked(ctx context.Context, provider string, now time.Time) ([]rest.Block, error) {
	all, err := list(ctx, l.db.journal.r, scanBlock,
		"SELECT provider, scope, until, reason, estimated, seen FROM blocks WHERE provider = ? AND until > ? ORDER BY scope", provider, now.UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("reading the pauses of %s: %w", provider, err)
	}
	kept, err := l.spare.Blocked(ctx, provider, now)
	return append(all, kept...), err
}

// Blocks are the pauses in force of all providers.
func (db *DB) Blocks(ctx context.Context, now time.Time) ([]rest.Block, error) {
	all, err := list(ctx, db.journal.r, scanBlock,
		"SELECT provider, scope, until, reason, estimated, seen FROM blocks WHERE until > ? ORDER BY provider, scope", now.UnixMilli())
	return all, wrap(err, "reading the pauses")
}

// Unblock ends a pause early: the provider let go of it, or a person wants to try.
func (db *DB) Unblock(ctx context.Context, provider, scope string) error {
	err := db.commit(ctx, db.journal, Limits, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM blocks WHERE provider = ? AND scope = ?", provider, scope); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM emptied WHERE provider = ? AND budget = ?", provider, scope)
		return err
	})
	return wrap(err, "ending the pause of %s %s", provider, scope)
}

func scanBlock(s scanner) (rest.Block, error) {
	var b rest.Block
	var until int64
	err := s.Scan(&b.Provider, &b.Scope, &until, &b.Reason, &b.Estimated, moment{&b.Seen})
	b.Until = time.UnixMilli(until)
	return b, err
}
