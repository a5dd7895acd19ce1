package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"
)

// IntentState is how far something that spends or changes the world has come.
type IntentState string

// The states, in the order they are passed through (reliability.md, rule 18).
const (
	StateIntent    IntentState = "intent"    // decided; nothing was sent
	StateSent      IntentState = "sent"      // handed to the transport
	StateConfirmed IntentState = "confirmed" // it happened
	StateRejected  IntentState = "rejected"  // it did not happen: it was refused, or never sent
	StateUnknown   IntentState = "unknown"   // sent, and no answer that tells: to be found out by reading
	StateAbsent    IntentState = "absent"    // it did not happen, as reading has shown twice
)

// steps are the states that may follow each state. A sent intent goes back when the evidence
// says that nothing had left.
var steps = map[IntentState][]IntentState{
	StateIntent:  {StateSent, StateRejected},
	StateSent:    {StateSent, StateIntent, StateConfirmed, StateRejected, StateUnknown},
	StateUnknown: {StateConfirmed, StateAbsent},
}

// Open reports whether the outcome is still to come.
func (s IntentState) Open() bool { return s == StateIntent || s == StateSent || s == StateUnknown }

// Intent is a line of the journal: one attempt at something that costs, buys, releases,
// cancels or changes an emergency address.
type Intent struct {
	ID         int64
	Op         string // what is attempted, e.g. "order"
	NaturalKey string // what it is about; at most one attempt at a time has the same
	Subject    string // the same in words for a person
	State      IntentState
	Body       json.RawMessage // what is sent; never a credential
	Created    time.Time
	SentAt     time.Time
	SettledAt  time.Time
	Ref        string // what came of it, e.g. an activation's id
	Reason     string // why it was rejected or is unknown, in words
	Checks     int    // how often it was looked for
	NextCheck  time.Time
	Parent     int64 // the earlier attempt that a person decided to repeat
	Damaged    bool  // the row does not match its checksum: its outcome is to be taken for unknown
}

// OpenIntentError refuses a second attempt at something whose first has no outcome yet.
type OpenIntentError struct{ Intent Intent }

func (e *OpenIntentError) Error() string {
	i := e.Intent
	about := i.Op
	if i.Subject != "" {
		about += " (" + i.Subject + ")"
	}
	if i.State == StateIntent {
		return fmt.Sprintf("the same %s is about to be sent already", about)
	}
	return fmt.Sprintf("the same %s was sent at %s and its outcome is not known yet; nothing is sent again until it is",
		about, i.SentAt.Format("15:04:05"))
}

// Unsettled says that something was sent and its outcome is not known. The journal entry
// settles by reading.
type Unsettled struct {
	Intent int64
	What   string
}

func (e *Unsettled) Error() string {
	return e.What + " was sent and no answer came: checking. Nothing is sent again by itself"
}

// StepError refuses a change of state that the journal does not know.
type StepError struct {
	ID       int64
	From, To IntentState
}

func (e *StepError) Error() string {
	return fmt.Sprintf("journal entry %d is %s and cannot become %s", e.ID, e.From, e.To)
}

func (i Intent) sum() int64 {
	return newSum().int(i.ID).text(i.Op).text(i.NaturalKey).text(i.Subject).text(string(i.State)).text(string(i.Body)).
		int(unix(i.Created)).int(unix(i.SentAt)).int(unix(i.SettledAt)).text(i.Ref).text(i.Reason).int(int64(i.Checks)).
		int(unix(i.NextCheck)).int(i.Parent).done()
}

const intentColumns = "id, op, natural_key, subject, state, body, created, sent_at, settled_at, ref, reason, checks, next_check, parent, sum"

func scanIntent(s scanner) (Intent, error) {
	var i Intent
	var body string
	var created, sent, settled, next, sum int64
	err := s.Scan(&i.ID, &i.Op, &i.NaturalKey, &i.Subject, (*string)(&i.State), &body, &created, &sent, &settled, &i.Ref, &i.Reason,
		&i.Checks, &next, &i.Parent, &sum)
	i.Body = json.RawMessage(body)
	i.Created, i.SentAt, i.SettledAt, i.NextCheck = stamp(created), stamp(sent), stamp(settled), stamp(next)
	i.Damaged = err == nil && i.sum() != sum
	return i, err
}

// Begin writes an intent down and returns its id once it is on disk for good; only then may
// anything be sent. It refuses with *OpenIntentError while another attempt with the same
// natural key has no outcome, and with *HeldError while the journal waits for a person.
func (db *DB) Begin(ctx context.Context, i Intent) (int64, error) {
	i.State = StateIntent
	if i.Created.IsZero() {
		i.Created = time.Now()
	}
	err := db.journal.write(ctx, func(tx *sql.Tx) error {
		if hold, err := getMeta(ctx, tx, holdKey); err != nil {
			return err
		} else if hold != "" {
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

// allowed refuses an intent that must wait for another one. A damaged row may be about
// anything, so it stops everything of its kind.
func allowed(ctx context.Context, tx *sql.Tx, i Intent) error {
	open, err := list(ctx, tx, scanIntent, "SELECT "+intentColumns+` FROM intents
		WHERE natural_key = ? AND natural_key <> '' AND state IN ('intent', 'sent', 'unknown')`, i.NaturalKey)
	if err != nil {
		return err
	}
	if len(open) > 0 {
		return &OpenIntentError{open[0]}
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

// OpenIntents are the attempts without an outcome, oldest first, and the damaged ones.
func (db *DB) OpenIntents(ctx context.Context) ([]Intent, error) {
	all, err := list(ctx, db.journal.r, scanIntent,
		"SELECT "+intentColumns+" FROM intents WHERE state NOT IN ('confirmed', 'rejected', 'absent') ORDER BY id")
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

// damagedIntents counts the journal entries that do not match their checksum.
func (db *DB) damagedIntents(ctx context.Context) (int, error) {
	return countDamaged(ctx, db.journal.r, "SELECT "+intentColumns+" FROM intents", func(s scanner) (bool, error) {
		i, err := scanIntent(s)
		return i.Damaged, err
	})
}
