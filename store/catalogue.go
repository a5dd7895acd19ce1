package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"switchboard/client/platfone"
)

// The lists of the catalogue, as ETag and TouchCatalogue know them.
const (
	CountryList = "countries"
	ServiceList = "services"
	PopularList = "popular"
)

// storedCountry and storedService are written field by field, so that nothing depends on the
// shape in which the provider sends them.
type (
	storedCountry platfone.Country
	storedService platfone.Service
)

// PutCountries replaces the list of countries, as heard at the moment seen under the tag etag.
func (db *DB) PutCountries(ctx context.Context, seen time.Time, etag string, list []platfone.Country) error {
	return db.putList(ctx, CountryList, seen, etag, len(list), func(i int) (string, any) { return list[i].ID, storedCountry(list[i]) })
}

// PutServices replaces the list of services.
func (db *DB) PutServices(ctx context.Context, seen time.Time, etag string, list []platfone.Service) error {
	return db.putList(ctx, ServiceList, seen, etag, len(list), func(i int) (string, any) { return list[i].ID, storedService(list[i]) })
}

// PutPopular replaces the list of the services most asked for.
func (db *DB) PutPopular(ctx context.Context, seen time.Time, etag string, list []platfone.Service) error {
	return db.putList(ctx, PopularList, seen, etag, len(list), func(i int) (string, any) { return list[i].ID, storedService(list[i]) })
}

func (db *DB) putList(ctx context.Context, what string, seen time.Time, etag string, n int, row func(int) (string, any)) error {
	err := db.commit(ctx, db.cache, Catalogue, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+what); err != nil {
			return err
		}
		insert, err := tx.PrepareContext(ctx, "INSERT OR REPLACE INTO "+what+" VALUES (?, ?, ?)")
		if err != nil {
			return err
		}
		defer insert.Close()
		for i := range n {
			id, v := row(i)
			body, err := writeBody(v)
			if err != nil {
				return fmt.Errorf("writing %s: %w", id, err)
			}
			if _, err := insert.ExecContext(ctx, id, i, body); err != nil {
				return fmt.Errorf("writing %s: %w", id, err)
			}
		}
		_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO etags VALUES (?, ?, ?)", what, etag, unix(seen))
		return err
	})
	return wrap(err, "storing the %s", what)
}

// Countries is the list of countries in the provider's order.
func (db *DB) Countries(ctx context.Context) ([]platfone.Country, error) {
	return readList(ctx, db, CountryList, func(v storedCountry) platfone.Country { return platfone.Country(v) })
}

// Services is the list of services in the provider's order.
func (db *DB) Services(ctx context.Context) ([]platfone.Service, error) {
	return readList(ctx, db, ServiceList, func(v storedService) platfone.Service { return platfone.Service(v) })
}

// PopularServices is the list of the services most asked for, in the provider's order.
func (db *DB) PopularServices(ctx context.Context) ([]platfone.Service, error) {
	return readList(ctx, db, PopularList, func(v storedService) platfone.Service { return platfone.Service(v) })
}

func readList[S, T any](ctx context.Context, db *DB, what string, back func(S) T) ([]T, error) {
	all, err := list(ctx, db.cache.r, func(s scanner) (v T, err error) {
		var body []byte
		if err = s.Scan(&body); err != nil {
			return v, err
		}
		var stored S
		err = readBody(body, &stored)
		return back(stored), err
	}, "SELECT body FROM "+what+" ORDER BY place")
	return all, wrap(err, "reading the %s", what)
}

// ETag is the tag under which a list of the catalogue was heard; empty when it never was.
func (db *DB) ETag(ctx context.Context, what string) (string, error) {
	tag, _, err := db.Catalogued(ctx, what)
	return tag, err
}

// Catalogued is the tag of a list and when it was last known to be right.
func (db *DB) Catalogued(ctx context.Context, what string) (etag string, seen time.Time, err error) {
	var at int64
	err = db.cache.r.QueryRowContext(ctx, "SELECT etag, seen FROM etags WHERE what = ?", what).Scan(&etag, &at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", time.Time{}, fmt.Errorf("reading the tag of the %s: %w", what, err)
	}
	return etag, stamp(at), nil
}

// TouchCatalogue notes that a list is still right: the provider answered that it is unmodified.
func (db *DB) TouchCatalogue(ctx context.Context, seen time.Time, what string) error {
	err := db.exec(ctx, db.cache, 0, "UPDATE etags SET seen = ? WHERE what = ?", unix(seen), what)
	return wrap(err, "noting that the %s are unchanged", what)
}
