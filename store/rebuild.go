package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// SentNoAnswer is what the log says of an act that was sent and whose answer did
// not come.
const SentNoAnswer = "sent, no answer yet"

// rebuildOpen puts back into a journal that lost entries what the second copies do
// not tell, as when an earlier Switchboard sent it: from the log, as far as that
// is whole, and where neither tells anything as one entry for whatever it was.
func (db *DB) rebuildOpen(ctx context.Context, f *file, logged bool) error {
	_, told, err := db.copies()
	if err != nil || told {
		return err // what is open is all there
	}
	err = f.write(ctx, func(tx *sql.Tx) error {
		if !logged {
			return insertLost(ctx, tx, lostAt(0, time.Now()), "the journal was damaged or lost, and neither its log nor a second copy tells what was open")
		}
		open, err := openByLog(ctx, tx)
		if err != nil {
			return err
		}
		for _, in := range open {
			if err := insertLost(ctx, tx, in, "its entry was lost with a damaged journal; the log says that it was sent, and of no outcome"); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("looking in the log for what was open: %w", err)
	}
	return nil
}

// openByLog are the acts of which the last line of the log is that they were sent
// and no answer came, and of which the journal has no entry, oldest first. What
// exactly they sent is not known.
func openByLog(ctx context.Context, q querier) ([]Intent, error) {
	events, err := list(ctx, q, scanEvent, "SELECT id, at, what, who, result FROM audit ORDER BY id")
	if err != nil {
		return nil, err
	}
	type act struct{ op, subject string }
	last := map[act]Event{}
	for _, e := range events {
		last[act{e.What, e.Who}] = e
	}
	var open []Intent
	for _, e := range events {
		if last[act{e.What, e.Who}].ID != e.ID || !leavesOpen(e.Result) {
			continue
		}
		known, err := one(ctx, q, number, "SELECT count(*) FROM intents WHERE op = ? AND subject = ? AND (settled_at >= ? OR settled_at = 0)", e.What, e.Who, unix(e.At))
		if err != nil {
			return nil, err
		}
		if known == 0 {
			open = append(open, Intent{Op: e.What, Subject: e.Who, Created: e.At, SentAt: e.At, Damaged: true})
		}
	}
	return open, nil
}

// leavesOpen reports whether a line of the log says that an act was sent and does
// not say what came of it: no answer came, or one of which nothing follows.
func leavesOpen(result string) bool {
	_, code, answered := strings.Cut(result, " answered ")
	return result == SentNoAnswer || answered && !strings.HasPrefix(result, refused) && !strings.HasPrefix(result, NotSent) && len(code) > 2 && strings.Trim(code[:3], "0123456789") == ""
}
