package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
)

// Risk is what the risk of a number was at some time.
type Risk struct {
	At      time.Time
	Score   *int // nil is unknown
	Reports *int // in the thirty days before
	Grade   string
}

// riskEvery is how often an unchanged risk is written down again.
const riskEvery = 24 * time.Hour

// addRisk writes the risk of a listing into the history if it moved, and once a day otherwise.
func (db *DB) addRisk(ctx context.Context, seen time.Time, l numbersonline.Listing) error {
	now := Risk{At: seen, Grade: l.Grade}
	if l.Risk != nil {
		now.Score, now.Reports = l.Risk.Score, l.Risk.Reports30d
	}
	if now.Score == nil && now.Reports == nil && now.Grade == "" {
		return nil
	}
	err := db.journal.write(ctx, func(tx *sql.Tx) error {
		last, err := one(ctx, tx, scanRisk, riskQuery+" WHERE e164 = ? AND at <= ? ORDER BY at DESC LIMIT 1", string(l.E164), unix(seen))
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err == nil && equal(last.Score, now.Score) && equal(last.Reports, now.Reports) && last.Grade == now.Grade && seen.Sub(last.At) < riskEvery {
			return nil
		}
		_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO risks VALUES (?, ?, ?, ?, ?)", string(l.E164), unix(seen), now.Score, now.Reports, now.Grade)
		return err
	})
	if err != nil {
		return fmt.Errorf("adding the risk of %s to the history: %w", string(l.E164), err)
	}
	return nil
}

func equal(a, b *int) bool {
	return a == b || a != nil && b != nil && *a == *b
}

const riskQuery = "SELECT at, score, reports, grade FROM risks"

func scanRisk(s scanner) (Risk, error) {
	var r Risk
	err := s.Scan(moment{&r.At}, &r.Score, &r.Reports, &r.Grade)
	return r, err
}

// RiskScores is the history of a number's risk since then, oldest first, with
// nothing but when and how high: a year of it is read for every step down a
// list, so it comes as one row.
func (db *DB) RiskScores(ctx context.Context, n phone.E164, since time.Time) ([]Risk, error) {
	line, err := one(ctx, db.journal.r, text, `SELECT ifnull(group_concat(at || ' ' || ifnull(score, '-'), ' ' ORDER BY at), '')
		FROM risks WHERE e164 = ? AND at >= ?`, string(n), unix(since))
	fields := strings.Fields(line)
	all := make([]Risk, 0, len(fields)/2)
	for ; len(fields) >= 2 && err == nil; fields = fields[2:] {
		var at int64
		var r Risk
		if at, err = strconv.ParseInt(fields[0], 10, 64); err == nil && fields[1] != "-" {
			r.Score = new(int)
			*r.Score, err = strconv.Atoi(fields[1])
		}
		r.At = stamp(at)
		all = append(all, r)
	}
	if err != nil {
		return nil, fmt.Errorf("reading how high the risk of %s was: %w", string(n), err)
	}
	return all, nil
}

// Risks is the history of a number's risk since then, oldest first.
func (db *DB) Risks(ctx context.Context, n phone.E164, since time.Time) ([]Risk, error) {
	all, err := list(ctx, db.journal.r, scanRisk, riskQuery+" WHERE e164 = ? AND at >= ? ORDER BY at", string(n), unix(since))
	return all, wrap(err, "reading the risk history of %s", string(n))
}
