package store

import (
	"context"
	"database/sql"
	"strings"
	"time"
)

// NoticePrefix begins what the lines of the log are called that a person is told about when they are written; the rest of
// the word is the notice's kind.
const NoticePrefix = "notice."

// Event is one line of the audit log: something that happened.
type Event struct {
	ID     int64
	At     time.Time
	What   string // e.g. "order"
	Who    string // about whom or what
	Result string
}

// NoticeFound is the kind of a notice that tells what became of an attempt that got no answer.
const NoticeFound = "result"

// Notice is what a person is told of a line of the log when it is written.
type Notice struct {
	Kind, Said string
	Public     string // as much of it as anybody may read
}

// Notice tells what was written for a person, and what became of an attempt that got no answer: whoever made it was told
// that this is not known. ok is that there is something to tell.
func (e Event) Notice() (n Notice, ok bool) {
	if kind, ok := strings.CutPrefix(e.What, NoticePrefix); ok {
		return Notice{kind, e.Result, e.Result}, true
	}
	became, ok := strings.CutPrefix(e.Result, foundWord)
	if !ok {
		return n, false
	}
	lead := OpName(e.What) + ", which got no answer: "
	public, _, _ := strings.Cut(became, ": ")
	return Notice{NoticeFound, lead + became, lead + public}, true
}

// Audit adds a line to the log. Lines are never changed; no code and no credential belongs in one.
func (db *DB) Audit(ctx context.Context, what, who, result string) error {
	err := db.commit(ctx, db.journal, Audit, func(tx *sql.Tx) error { return addEvent(ctx, tx, what, who, result) })
	return wrap(err, "adding %s to the log", what)
}

func addEvent(ctx context.Context, tx *sql.Tx, what, who, result string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO audit (at, what, who, result) VALUES (?, ?, ?, ?)", time.Now().Unix(), what, who, result)
	return err
}

// AuditLog is a page of the log, newest first, below the id before (0 for the first page).
func (db *DB) AuditLog(ctx context.Context, before int64, limit int) ([]Event, error) {
	if before <= 0 {
		before = 1<<63 - 1
	}
	all, err := list(ctx, db.journal.r, scanEvent, "SELECT id, at, what, who, result FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?", before, limit)
	return all, wrap(err, "reading the log")
}

func scanEvent(s scanner) (e Event, err error) {
	err = s.Scan(&e.ID, moment{&e.At}, &e.What, &e.Who, &e.Result)
	return e, err
}
