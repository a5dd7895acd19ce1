package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// Number is a number of the account as it was last heard of.
type Number struct {
	oneuc.Number
	Seen     time.Time
	Document oneuc.Document // everything the server keeps about it; nil until it was read
	Read     time.Time      // when Document was
}

func scanNumber(s scanner) (Number, error) {
	var n Number
	var number phone.E164
	var body, document []byte
	err := s.Scan((*string)(&number), &body, &document, moment{&n.Seen}, moment{&n.Read})
	if err != nil {
		return n, err
	}
	err = readBody(body, &n.Number)
	if err == nil && len(document) > 0 {
		err = readBody(document, &n.Document)
	}
	n.E164 = number
	return n, err
}

const putNumber = `INSERT INTO numbers (e164, body, document, seen, read) VALUES (?, ?, '', ?, 0)
	ON CONFLICT DO UPDATE SET body = excluded.body, seen = excluded.seen WHERE excluded.seen >= seen`

// PutNumbers stores rows of the account's list heard at the moment seen.
func (db *DB) PutNumbers(ctx context.Context, seen time.Time, list ...oneuc.Number) error {
	changed := int64(0)
	err := db.cache.write(ctx, func(tx *sql.Tx) (err error) {
		changed, err = putRows(ctx, tx, putNumber, list, func(n oneuc.Number) ([]any, error) {
			body, err := writeBody(n)
			return []any{string(n.E164), body, unix(seen)}, err
		})
		if err != nil {
			return err
		}
		return fillCovers(ctx, tx, "")
	})
	if err == nil && changed > 0 {
		db.feeds.mark(Numbers)
	}
	for _, n := range list {
		switch {
		case Unsaved(err):
			db.recalled.number(Number{Number: n, Seen: seen})
		case err == nil:
			db.recalled.savedNumber(n.E164, seen, false)
		}
	}
	if Unsaved(err) {
		db.feeds.mark(Numbers)
	}
	if err == nil {
		err = db.returned(ctx)
	}
	return wrap(err, "storing numbers")
}

// PutDocument stores everything the server keeps about a number, as read at the moment seen.
func (db *DB) PutDocument(ctx context.Context, seen time.Time, d oneuc.Document) error {
	row := d.Number()
	row.Raw = nil // the document itself is kept beside it
	body, err := writeBody(row)
	if err != nil {
		return fmt.Errorf("writing %s: %w", string(row.E164), err)
	}
	document, err := writeBody(d)
	if err != nil {
		return fmt.Errorf("writing %s: %w", string(row.E164), err)
	}
	err = db.commit(ctx, db.cache, Numbers, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, putNumber, string(row.E164), body, unix(seen)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE numbers SET document = ?2, read = ?3 WHERE e164 = ?1 AND ?3 >= read",
			string(row.E164), document, unix(seen)); err != nil {
			return err
		}
		return fillCovers(ctx, tx, " AND e164 = ?", string(row.E164))
	})
	switch {
	case Unsaved(err):
		db.recalled.number(Number{Number: row, Seen: seen, Document: d, Read: seen})
		db.feeds.mark(Numbers)
	case err == nil:
		db.recalled.savedNumber(row.E164, seen, true)
		err = db.returned(ctx)
	}
	return wrap(err, "storing %s", string(row.E164))
}

// DropNumbers forgets numbers that were given up here: nothing is told of them any more.
func (db *DB) DropNumbers(ctx context.Context, numbers ...phone.E164) error {
	err := db.dropNumbers(ctx, func(tx *sql.Tx) error {
		for _, n := range numbers {
			if _, err := tx.ExecContext(ctx, "DELETE FROM numbers WHERE e164 = ?", string(n)); err != nil {
				return err
			}
			if err := undepart(ctx, tx, oneuc.Provider, n); err != nil {
				return err
			}
		}
		return nil
	})
	switch {
	case Unsaved(err):
		db.recalled.drop(numbers...)
		db.feeds.mark(Numbers)
	case err == nil:
		db.recalled.savedDrop(numbers...)
	}
	return err
}

// LoseNumber forgets a number that the account does not have any more although nobody gave it
// up here, found out at the moment seen: that it left is told until it is seen.
func (db *DB) LoseNumber(ctx context.Context, seen time.Time, n phone.E164) error {
	return db.lose(ctx, seen, "e164 = ?", string(n))
}

// DropNumbersUnseen loses the numbers that a complete list, begun at the moment since, did not
// name any more.
func (db *DB) DropNumbersUnseen(ctx context.Context, since time.Time) error {
	return db.lose(ctx, since, "seen < ?", unix(since))
}

// lose forgets the numbers that pass and keeps of those that were the account's how they were.
// One that was on its way out is no surprise.
func (db *DB) lose(ctx context.Context, seen time.Time, where string, arg any) error {
	lost, err := list(ctx, db.cache.r, scanNumber, "SELECT "+numberColumns+" FROM numbers WHERE "+where, arg)
	if err != nil || len(lost) == 0 {
		return wrap(err, "reading the numbers that left")
	}
	var told []Departed
	err = db.commit(ctx, db.cache, Numbers|Healths, func(tx *sql.Tx) error {
		for _, n := range lost {
			res, err := tx.ExecContext(ctx, "DELETE FROM numbers WHERE e164 = ? AND seen = ?", string(n.E164), unix(n.Seen))
			if err != nil {
				return err
			}
			gone, err := res.RowsAffected()
			if err != nil {
				return err
			}
			if gone == 0 { // it was heard of meanwhile, or given up
				continue
			}
			if n.State.Owned() {
				d := Departed{oneuc.Provider, n.E164, seen, n.wasOwned()}
				if err := depart(ctx, tx, d); err != nil {
					return err
				}
				told = append(told, d)
			} else if err := undepart(ctx, tx, oneuc.Provider, n.E164); err != nil { // what was told of it is over
				return err
			}
		}
		return nil
	})
	if err != nil {
		return wrap(err, "forgetting numbers that left")
	}
	return db.logDeparted(ctx, told...)
}

func (db *DB) dropNumbers(ctx context.Context, drop func(*sql.Tx) error) error {
	return wrap(db.commit(ctx, db.cache, Numbers, drop), "forgetting numbers")
}

const numbersQuery = "SELECT " + numberColumns + " FROM numbers ORDER BY e164"

// Numbers are all numbers of the account, by number.
func (db *DB) Numbers(ctx context.Context) ([]Number, error) {
	all, err := list(ctx, db.cache.r, scanNumber, numbersQuery)
	return db.recalled.overNumbers(all), wrap(err, "reading the numbers")
}

// FirstNumbers are the first n numbers of Numbers.
func (db *DB) FirstNumbers(ctx context.Context, n int) ([]Number, error) {
	all, err := list(ctx, db.cache.r, scanNumber, numbersQuery+" LIMIT ?", n)
	if all = db.recalled.overNumbers(all); len(all) > n {
		all = all[:n]
	}
	return all, wrap(err, "reading the first numbers")
}

// Number reads one number; ErrNotFound when it was never heard of.
func (db *DB) Number(ctx context.Context, n phone.E164) (Number, error) {
	v, err := one(ctx, db.cache.r, scanNumber, "SELECT "+numberColumns+" FROM numbers WHERE e164 = ?", string(n))
	if v, found := db.recalled.overNumber(n, v, err == nil); found {
		return v, nil
	} else if err == nil {
		err = ErrNotFound
	}
	return v, wrap(err, "reading %s", string(n))
}
