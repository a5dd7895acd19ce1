package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

const numberColumns = "e164, body, document, seen, read"

// unweighed are the numbers for which it was not worked out how their addresses stand since they were written.
const unweighed = "SELECT " + numberColumns + " FROM covers JOIN numbers USING (e164) WHERE cover < 0"

// fillCovers works out for the numbers that pass how their addresses stand, unless that was done.
// One that cannot be read keeps no other from being written.
func fillCovers(ctx context.Context, tx *sql.Tx, where string, args ...any) error {
	left, err := list(ctx, tx, scanReadable, unweighed+where, args...)
	if err != nil || len(left) == 0 {
		return err
	}
	put, err := tx.PrepareContext(ctx, "UPDATE covers SET cover = ?2, serves = ?3, line = ?4 WHERE e164 = ?1")
	if err != nil {
		return err
	}
	defer put.Close()
	for _, n := range left {
		if n == nil {
			continue
		}
		var line any
		if e, has := n.Document.E911(); has {
			line = e.Line()
		}
		if _, err := put.ExecContext(ctx, string(n.E164), int(n.Cover()), n.State == oneuc.InService, line); err != nil {
			return err
		}
	}
	return nil
}

// scanReadable is nil for a number whose row is damaged.
func scanReadable(s scanner) (*Number, error) {
	n, err := scanNumber(s)
	if err == nil {
		return &n, nil
	}
	if n.E164 != "" {
		return nil, nil
	}
	return nil, err
}

// OtherFiled reports whether any number but this has an emergency address on file, active or not.
func (db *DB) OtherFiled(ctx context.Context, but phone.E164) (bool, error) {
	if db.recalled.holdsNumbers() {
		all, err := db.Numbers(ctx)
		return slices.ContainsFunc(all, func(n Number) bool { return n.E164 != but && n.Cover().Filed() }), err
	}
	filed, err := one(ctx, db.cache.r, number, "SELECT count(*) FROM (SELECT 1 FROM covers WHERE cover IN (?, ?, ?, ?) AND e164 <> ? LIMIT 1)",
		int(Unread), int(Provisioned), int(Geocoded), int(Broken), string(but))
	if err != nil || filed > 0 {
		return filed > 0, wrap(err, "looking for another emergency address")
	}
	left, err := list(ctx, db.cache.r, scanNumber, unweighed+" AND e164 <> ?", string(but))
	for _, n := range left {
		if n.Cover().Filed() {
			return true, nil
		}
	}
	return false, wrap(err, "looking for another emergency address")
}

// coversHold compares how addresses stand, as it was worked out, with the numbers. The error wraps ErrDamaged.
func (f *file) coversHold(ctx context.Context, q querier) error {
	_, err := list(ctx, q, func(s scanner) (none struct{}, err error) {
		var cover int
		var serves bool
		var line string
		n, err := scanNumber(more{s, []any{&cover, &serves, &line}})
		if err != nil {
			return none, err
		}
		told := ""
		if e, has := n.Document.E911(); has {
			told = e.Line()
		}
		if int(n.Cover()) != cover || (n.State == oneuc.InService) != serves || told != line {
			return none, fmt.Errorf("%w: how the emergency address of a number stands is not what its document says", ErrDamaged)
		}
		return none, nil
	}, "SELECT numbers.e164, body, document, seen, read, cover, serves, coalesce(line, '') FROM covers JOIN numbers USING (e164) WHERE cover >= 0")
	if isDamage(err) {
		return fmt.Errorf("checking the %s: %w: %v", f.name, ErrDamaged, bare(err))
	}
	return wrap(err, "checking the %s", f.name)
}
