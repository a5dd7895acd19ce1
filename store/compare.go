package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// compareCopies holds the journal against the second copies: what its rows have
// lost is put back as an attempt whose outcome is not known, and copies of what
// has an outcome are forgotten. Nobody else has the store open.
func (db *DB) compareCopies(ctx context.Context) error {
	list, told, err := db.copies()
	if err != nil {
		return err
	}
	if !told {
		if err := os.Mkdir(filepath.Join(db.dir, copiesFolder), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("making the folder of the second copies: %w", err)
		}
		return db.copyOpen(ctx)
	}
	for _, in := range list {
		row, err := db.written(ctx, in.ID)
		switch {
		case errors.Is(err, ErrNotFound):
			err = db.putBack(ctx, in)
		case err == nil && !row.Damaged && (row.State == StateIntent || !row.State.Open()):
			db.dropCopy(in.ID)
		case err == nil && row.Damaged && !in.Damaged:
			err = db.putBack(ctx, in)
		}
		if err != nil {
			return err
		}
	}
	return db.listsOpen(ctx, list)
}

// copyOpen writes the second copies of what is open in a journal that has none yet.
func (db *DB) copyOpen(ctx context.Context) error {
	open, err := db.OpenIntents(ctx)
	for _, in := range open {
		if in.State != StateIntent && !in.Damaged {
			err = errors.Join(err, db.writeCopy(in))
		}
	}
	return err
}

// putBack writes an attempt into the journal that the journal has lost.
func (db *DB) putBack(ctx context.Context, in Intent) error {
	if err := db.reindex(ctx); err != nil { // what lists a damaged row may still be of what it was
		return err
	}
	err := db.journal.write(ctx, func(tx *sql.Tx) error {
		return insertLost(ctx, tx, in, "its entry was lost with a damaged journal, and this is its second copy")
	})
	if err != nil {
		return fmt.Errorf("putting back what was sent: %w", err)
	}
	db.note("The journal had lost %s (%s), sent %s: it is open again until it is known whether it went through.",
		OpName(in.Op), in.Subject, in.SentAt.Format("2 Jan 15:04:05"))
	return nil
}

// insertLost writes the row of an attempt whose outcome is not known, in the place
// of a damaged one if that is there; one without a number gets the next.
func insertLost(ctx context.Context, tx *sql.Tx, in Intent, why string) error {
	if in.ID == 0 {
		last, err := one(ctx, tx, number, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'intents'")
		if err != nil {
			return err
		}
		in.ID = last + 1
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM intents WHERE id = ?", in.ID); err != nil {
		return fmt.Errorf("taking the damaged entry %d away: %w", in.ID, err)
	}
	same, err := one(ctx, tx, number, "SELECT count(*) FROM intents WHERE natural_key = ? AND natural_key <> '' AND state IN ('intent', 'sent', 'unknown')", in.NaturalKey)
	if err != nil {
		return err
	}
	if same > 0 { // that one bars the same already
		in.NaturalKey = fmt.Sprint(in.NaturalKey, " lost ", in.ID)
	}
	in.State, in.Reason = StateUnknown, why
	sum := in.sum()
	if in.Damaged {
		sum++
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO intents ("+intentColumns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
		in.ID, in.Op, in.NaturalKey, in.Subject, string(in.State), string(in.Body), unix(in.Created), unix(in.SentAt), 0, "", in.Reason, 0, 0, 0, "", 0, sum)
	return err
}

// listsOpen makes sure that the journal's two indexes of what is open tell what its
// rows and the copies do: they can be damaged without a trace, and then an attempt
// is not found or cannot be settled.
func (db *DB) listsOpen(ctx context.Context, copies []Intent) error {
	open, err := db.OpenIntents(ctx)
	if err != nil {
		return err
	}
	keys, err := list(ctx, db.journal.r, text, "SELECT id || ' ' || natural_key FROM intents INDEXED BY intents_open WHERE natural_key <> '' AND state IN ('intent', 'sent', 'unknown')")
	if err != nil {
		return fmt.Errorf("reading what is open by its key: %w", err)
	}
	sound, keyed := true, 0
	for _, in := range open {
		if in.NaturalKey != "" && in.State.Open() {
			keyed++
			sound = sound && slices.Contains(keys, fmt.Sprint(in.ID, " ", in.NaturalKey))
		}
	}
	for _, c := range copies {
		row, err := db.written(ctx, c.ID)
		listed := slices.ContainsFunc(open, func(in Intent) bool { return in.ID == c.ID })
		sound = sound && (err != nil || listed || !row.State.Open())
	}
	if sound && keyed == len(keys) {
		return nil
	}
	db.note("The journal's list of what is open was damaged and was made again.")
	return db.reindex(ctx)
}

// reindex makes the journal's list of what is open again, from its rows.
func (db *DB) reindex(ctx context.Context) error {
	err := db.journal.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "REINDEX intents")
		return err
	})
	return wrap(err, "making the journal's list of what is open again")
}
