package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Span is a stretch of time; High is not included.
type Span struct{ Low, High time.Time }

// Cover notes that what ("history", say) is known without gaps from low to high.
func (db *DB) Cover(ctx context.Context, what string, low, high time.Time) error {
	err := db.commit(ctx, db.cache, Activations, func(tx *sql.Tx) error {
		from, to := unix(low), unix(high)
		touching := "what = ? AND low <= ? AND high >= ?"
		row := tx.QueryRowContext(ctx, "SELECT min(?, coalesce(min(low), ?)), max(?, coalesce(max(high), ?)) FROM spans WHERE "+touching,
			from, from, to, to, what, to, from)
		if err := row.Scan(&from, &to); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM spans WHERE "+touching, what, to, from); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO spans VALUES (?, ?, ?)", what, from, to)
		return err
	})
	return wrap(err, "noting what is known of the %s", what)
}

// Gaps are the stretches between low and high of which what is not known to be complete,
// oldest first.
func (db *DB) Gaps(ctx context.Context, what string, low, high time.Time) ([]Span, error) {
	spans, err := list(ctx, db.cache.r, func(s scanner) (sp Span, err error) {
		err = s.Scan(moment{&sp.Low}, moment{&sp.High})
		return sp, err
	}, "SELECT low, high FROM spans WHERE what = ? AND high > ? AND low < ? ORDER BY low", what, unix(low), unix(high))
	if err != nil {
		return nil, fmt.Errorf("reading what is known of the %s: %w", what, err)
	}
	var gaps []Span
	for _, sp := range spans {
		if sp.Low.After(low) {
			gaps = append(gaps, Span{low, sp.Low})
		}
		if sp.High.After(low) {
			low = sp.High
		}
	}
	if low.Before(high) {
		gaps = append(gaps, Span{low, high})
	}
	return gaps, nil
}

// OwnPart names a customer's part of a list that is read by itself.
func OwnPart(what, customer string) string { return what + " of " + customer }

// OwnGaps are the gaps of a customer's part of a list: it may have been read to its end by itself.
func (db *DB) OwnGaps(ctx context.Context, what, customer string, low, high time.Time) ([]Span, error) {
	own, err := db.Progress(ctx, OwnPart(what, customer))
	if err != nil {
		return nil, err
	}
	if own.At.After(low) {
		low = own.At
	}
	if !low.Before(high) {
		return nil, nil
	}
	return db.Gaps(ctx, what, low, high)
}

// Progress is how far a long reading of a provider has come, so that the next start goes on
// from there.
type Progress struct {
	Cursor      string // where to go on; its meaning is the reader's own
	Done, Total int64
	At          time.Time
}

// PutProgress keeps how far a reading has come.
func (db *DB) PutProgress(ctx context.Context, what string, p Progress) error {
	err := db.exec(ctx, db.cache, Healths, "INSERT OR REPLACE INTO cursors VALUES (?, ?, ?, ?, ?)", what, p.Cursor, p.Done, p.Total, unix(p.At))
	return wrap(err, "keeping the progress of the %s", what)
}

// Progress is how far a reading has come; zero when it never began.
func (db *DB) Progress(ctx context.Context, what string) (Progress, error) {
	p, err := one(ctx, db.cache.r, func(s scanner) (p Progress, err error) {
		err = s.Scan(&p.Cursor, &p.Done, &p.Total, moment{&p.At})
		return p, err
	}, "SELECT cursor, done, total, at FROM cursors WHERE what = ?", what)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Progress{}, fmt.Errorf("reading the progress of the %s: %w", what, err)
	}
	return p, nil
}
