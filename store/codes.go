package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"switchboard/client/phone"
	"switchboard/client/platfone"
)

// Code is a message that came to a rented number. Codes are only ever added; the provider
// itself forgets the earlier one when another SMS is asked for.
type Code struct {
	ID                   int64
	ActivationID         string
	CustomerID           string
	ServiceID, CountryID string
	Phone                phone.E164
	Round                int // 0 for the first SMS, 1 for the first that was asked for again
	Code, Text           string
	Ordered              time.Time // when the activation was made
	Late                 bool      // it was heard of after the activation was over
	Seen, Copied         time.Time
	Damaged              bool // the row does not match its checksum: Code and Text are withheld
}

func (c Code) sum() int64 {
	late := int64(0)
	if c.Late {
		late = 1
	}
	return newSum().text(c.ActivationID).int(int64(c.Round)).text(c.Code).text(c.Text).text(c.CustomerID).text(c.ServiceID).
		text(c.CountryID).text(string(c.Phone)).int(unix(c.Ordered)).int(late).int(unix(c.Seen)).int(unix(c.Copied)).done()
}

const codeColumns = "id, activation_id, round, code, text, customer_id, service_id, country_id, phone, ordered, late, seen, copied, sum"

func scanCode(s scanner) (Code, error) {
	var c Code
	var sum int64
	err := s.Scan(&c.ID, &c.ActivationID, &c.Round, &c.Code, &c.Text, &c.CustomerID, &c.ServiceID, &c.CountryID,
		(*string)(&c.Phone), moment{&c.Ordered}, &c.Late, moment{&c.Seen}, moment{&c.Copied}, &sum)
	if err == nil && c.sum() != sum {
		c.Damaged, c.Code, c.Text = true, "", ""
	}
	return c, err
}

// heardCode is a code in an observation, before it is known whether it is new.
type heardCode struct {
	a           platfone.Activation
	round       int
	stale, late bool
	seen        time.Time
}

// appendCodes adds the codes that were not known to the journal and returns how many.
func (db *DB) appendCodes(ctx context.Context, heard []heardCode) (added int, err error) {
	if len(heard) == 0 {
		return 0, nil
	}
	err = db.journal.write(ctx, func(tx *sql.Tx) error {
		ctx := unending(ctx)
		known, err := knownCodes(ctx, tx, heard)
		if err != nil {
			return err
		}
		insert, err := tx.PrepareContext(ctx, `INSERT INTO codes (activation_id, round, code, text, customer_id, service_id,
			country_id, phone, ordered, late, seen, copied, sum) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`)
		if err != nil {
			return err
		}
		defer insert.Close()
		for _, h := range heard {
			if !h.isNew(known[h.a.ID]) {
				continue
			}
			c := h.code()
			if _, err := insert.ExecContext(ctx, c.ActivationID, c.Round, c.Code, c.Text, c.CustomerID, c.ServiceID, c.CountryID,
				string(c.Phone), unix(c.Ordered), c.Late, unix(c.Seen), 0, c.sum()); err != nil {
				return err
			}
			known[h.a.ID] = append(known[h.a.ID], c)
			added++
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("adding codes to the journal: %w", err)
	}
	return added, nil
}

// knownCodes reads all codes of the activations that were heard of.
func knownCodes(ctx context.Context, tx *sql.Tx, heard []heardCode) (map[string][]Code, error) {
	ids := make([]string, len(heard))
	for i, h := range heard {
		ids[i] = h.a.ID
	}
	bound, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := list(ctx, tx, scanCode, "SELECT "+codeColumns+" FROM codes WHERE activation_id IN (SELECT value FROM json_each(?)) ORDER BY id", string(bound))
	if err != nil {
		return nil, err
	}
	known := make(map[string][]Code, len(heard))
	for _, c := range rows {
		known[c.ActivationID] = append(known[c.ActivationID], c)
	}
	return known, nil
}

// isNew tells a new message from one that is told again. The old code stays in the object
// until the next SMS overwrites it; the same text once more is a new message only when it
// came in answer to another request.
func (h heardCode) isNew(before []Code) bool {
	for _, c := range before {
		if c.Damaged || c.Code != h.a.Code || c.Text != h.a.Text {
			continue
		}
		if h.stale || h.a.SMS != platfone.RetryReceived || c.Round >= h.round {
			return false
		}
	}
	return true
}

func (h heardCode) code() Code {
	round := h.round
	if h.a.SMS == platfone.RetryRequested && round > 0 {
		round-- // the next SMS has not come: this is the one before it
	}
	return Code{ActivationID: h.a.ID, CustomerID: h.a.CustomerID, ServiceID: h.a.ServiceID, CountryID: h.a.CountryID,
		Phone: h.a.Phone, Round: round, Code: h.a.Code, Text: h.a.Text, Ordered: h.a.CreatedAt, Late: h.late, Seen: h.seen}
}

// Codes are all messages that came to an activation's number, first to last.
func (db *DB) Codes(ctx context.Context, activationID string) ([]Code, error) {
	all, err := list(ctx, db.journal.r, scanCode, "SELECT "+codeColumns+" FROM codes WHERE activation_id = ? ORDER BY id", activationID)
	if err != nil {
		return nil, fmt.Errorf("reading the codes of %s: %w", activationID, err)
	}
	// A damaged index can lead to a sound row of another activation.
	all = slices.DeleteFunc(all, func(c Code) bool { return c.ActivationID != activationID })
	return append(all, db.unsaved.codesOf(activationID)...), nil
}

// CodesOf are the messages that came to activations, those of each first to last, read at once.
func (db *DB) CodesOf(ctx context.Context, activations []string) (map[string][]Code, error) {
	bound, err := json.Marshal(activations)
	if err != nil {
		return nil, fmt.Errorf("naming the activations: %w", err)
	}
	all, err := list(ctx, db.journal.r, scanCode,
		"SELECT "+codeColumns+" FROM codes WHERE activation_id IN (SELECT value FROM json_each(?)) ORDER BY id", string(bound))
	if err != nil {
		return nil, fmt.Errorf("reading the codes: %w", err)
	}
	out := make(map[string][]Code, len(activations))
	for _, c := range all {
		if slices.Contains(activations, c.ActivationID) { // a damaged index can lead to a sound row of another one
			out[c.ActivationID] = append(out[c.ActivationID], c)
		}
	}
	for _, id := range activations {
		out[id] = append(out[id], db.unsaved.codesOf(id)...)
	}
	return out, nil
}

// Uncopied are at most limit codes that were not copied yet, newest first.
func (db *DB) Uncopied(ctx context.Context, limit int) ([]Code, error) {
	all, err := list(ctx, db.journal.r, scanCode,
		"SELECT "+codeColumns+" FROM codes WHERE copied = 0 AND late = 0 ORDER BY id DESC LIMIT ?", limit)
	if err != nil {
		return nil, fmt.Errorf("reading the codes to copy: %w", err)
	}
	good := db.unsaved.uncopied() // they came last
	for _, c := range all {
		if !c.Damaged {
			good = append(good, c)
		}
	}
	return good[:min(len(good), limit)], nil
}

// MarkCopied notes when a code was copied. The first time stays.
func (db *DB) MarkCopied(ctx context.Context, id int64, at time.Time) error {
	if db.unsaved.copied(id, at) {
		db.feeds.mark(Codes)
		return nil
	}
	err := db.commit(ctx, db.journal, Codes, func(tx *sql.Tx) error {
		c, err := one(ctx, tx, scanCode, "SELECT "+codeColumns+" FROM codes WHERE id = ?", id)
		if err != nil || !c.Copied.IsZero() {
			return err
		}
		if c.Damaged {
			return ErrDamaged
		}
		c.Copied = at
		_, err = tx.ExecContext(ctx, "UPDATE codes SET copied = ?, sum = ? WHERE id = ?", unix(at), c.sum(), id)
		return err
	})
	return wrap(err, "noting that code %d was copied", id)
}

// damagedCodes counts the codes that do not match their checksum.
func (db *DB) damagedCodes(ctx context.Context) (int, error) {
	return countDamaged(ctx, db.journal.r, "SELECT "+codeColumns+" FROM codes", func(s scanner) (bool, error) {
		c, err := scanCode(s)
		return c.Damaged, err
	})
}

// countDamaged reads every row of a query and counts those that are damaged or unreadable.
func countDamaged(ctx context.Context, q querier, query string, damaged func(scanner) (bool, error)) (n int, err error) {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return 0, fmt.Errorf("verifying checksums: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		if bad, err := damaged(rows); bad || err != nil {
			n++
		}
	}
	if err := rows.Err(); err != nil && !isDamage(err) {
		return n, fmt.Errorf("verifying checksums: %w", err)
	}
	return n, nil
}
