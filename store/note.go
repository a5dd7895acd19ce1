package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
)

// Note is what a person noted of one thing. It lies in the journal: no provider
// knows it, and it outlives the cache.
type Note struct {
	Kind string // one of NoteKinds
	ID   string // the customer's, the activation's, or the phone number
	Text string // untrusted: it may have been pasted
	Tags []string
	At   time.Time // when it was changed last
}

// The kinds of things that a person notes something of.
const (
	NoteCustomer   = "customer"
	NoteNumber     = "number"
	NoteListing    = "listing"
	NoteActivation = "activation"
)

// NoteKinds are all of them.
func NoteKinds() []string {
	return []string{NoteCustomer, NoteNumber, NoteListing, NoteActivation}
}

// Empty reports whether nothing is noted.
func (n Note) Empty() bool { return n.Text == "" && len(n.Tags) == 0 }

func scanNote(s scanner) (n Note, err error) {
	var tags string
	err = s.Scan(&n.Kind, &n.ID, &n.Text, &tags, moment{&n.At})
	n.Tags = strings.Fields(tags)
	return n, err
}

// Note is what is noted of one thing; an empty one when nothing is.
func (db *DB) Note(ctx context.Context, kind, id string) (Note, error) {
	n, err := one(ctx, db.journal.r, scanNote, "SELECT kind, id, note, tags, at FROM notes WHERE kind = ? AND id = ?", kind, id)
	if errors.Is(err, ErrNotFound) {
		return Note{Kind: kind, ID: id}, nil
	}
	return n, wrap(err, "reading the note of %s", id)
}

// NotesOf are all notes of a kind, by what they are about.
func (db *DB) NotesOf(ctx context.Context, kind string) (map[string]Note, error) {
	all, err := list(ctx, db.journal.r, scanNote, "SELECT kind, id, note, tags, at FROM notes WHERE kind = ? ORDER BY id", kind)
	of := make(map[string]Note, len(all))
	for _, n := range all {
		of[n.ID] = n
	}
	return of, wrap(err, "reading the notes")
}

// EditNote lets change work on what is noted of one thing and keeps that, an
// empty note by deleting it. What another process notes meanwhile is changed
// as well, not replaced.
func (db *DB) EditNote(ctx context.Context, kind, id string, change func(*Note) error) (Note, error) {
	var n Note
	err := db.commit(ctx, db.journal, Notes, func(tx *sql.Tx) error {
		was, err := one(ctx, tx, scanNote, "SELECT kind, id, note, tags, at FROM notes WHERE kind = ? AND id = ?", kind, id)
		if errors.Is(err, ErrNotFound) {
			was, err = Note{Kind: kind, ID: id}, nil
		}
		if n = was; err == nil {
			err = change(&n)
		}
		if err != nil {
			return err
		}
		return n.keep(ctx, tx, was)
	})
	return n, wrap(err, "keeping the note of %s", id)
}

// keep writes the note in the place of what was noted before, if it is another.
func (n *Note) keep(ctx context.Context, tx *sql.Tx, was Note) error {
	n.Text = strings.TrimSpace(n.Text)
	tags, err := ParseTags(strings.Join(n.Tags, " "))
	if n.Tags = tags; err == nil {
		err = n.Check()
	}
	switch {
	case err != nil || n.Text == was.Text && slices.Equal(n.Tags, was.Tags):
	case n.Empty():
		n.At = time.Time{}
		_, err = tx.ExecContext(ctx, "DELETE FROM notes WHERE kind = ? AND id = ?", n.Kind, n.ID)
	default:
		n.At = time.Unix(time.Now().Unix(), 0)
		_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?)", n.Kind, n.ID, n.Text, strings.Join(n.Tags, " "), n.At.Unix())
	}
	return err
}

// purgeNotes deletes what was noted of a customer or a number that is purged
// whole, and of the activations that are, without those that still run.
func (db *DB) purgeNotes(ctx context.Context, f PurgeFilter, live []string) (n int, err error) {
	if f.Customer == "" && f.Number == "" {
		return 0, nil
	}
	c := f.where()
	if !f.Before.IsZero() {
		c.And("k < ?", int64(KeyAt(f.Before)))
	}
	ids, err := list(ctx, db.cache.r, text, "SELECT id FROM activations"+c.SQL(), c.Args...)
	if err != nil {
		return 0, wrap(err, "finding what was noted")
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(live, id) })
	raw, err := json.Marshal(append([]string{}, ids...))
	if err != nil {
		return 0, err
	}
	err = db.commit(ctx, db.journal, Notes, func(tx *sql.Tx) error {
		gone, err := affected(tx.ExecContext(ctx, `DELETE FROM notes WHERE kind = 'activation' AND id IN (SELECT value FROM json_each(?1))
			OR ?4 AND (kind = 'customer' AND id = ?2 AND ?3 = '' OR kind IN ('number', 'listing') AND id = ?3 AND ?2 = '')`,
			string(raw), f.Customer, string(f.Number), f.Before.IsZero()))
		n = int(gone)
		return err
	})
	return n, wrap(err, "purging the notes")
}
