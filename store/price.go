package store

import (
	"context"
	"database/sql"
	"time"

	"switchboard/client/platfone"
)

// Price is what a service cost in a country when it was last asked for.
type Price struct {
	platfone.PairPrice
	Seen time.Time
}

const priceColumns = "service_id, country_id, low, high, suggested, quality, count, seen"

func scanPrice(s scanner) (Price, error) {
	var p Price
	var count sql.NullInt64
	var quality sql.NullFloat64
	err := s.Scan(&p.ServiceID, &p.CountryID, amount{&p.Min}, amount{&p.Max}, amount{&p.Suggested}, &quality, &count, moment{&p.Seen})
	p.Quality, p.Rated, p.Count, p.Counted = quality.Float64, quality.Valid, count.Int64, count.Valid
	return p, err
}

// PutPrices stores the prices of pairs heard at the moment seen. An older observation never
// overwrites a newer one.
func (db *DB) PutPrices(ctx context.Context, seen time.Time, list ...platfone.PairPrice) error {
	err := putEach(ctx, db, Prices, "INSERT INTO prices ("+priceColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET low = excluded.low, high = excluded.high, suggested = excluded.suggested,
			quality = excluded.quality, count = excluded.count, seen = excluded.seen
		WHERE excluded.seen >= seen`, list, func(p platfone.PairPrice) ([]any, error) {
		return []any{p.ServiceID, p.CountryID, cents(p.Min), cents(p.Max), cents(p.Suggested), sql.NullFloat64{Float64: p.Quality, Valid: p.Rated},
			sql.NullInt64{Int64: p.Count, Valid: p.Counted}, unix(seen)}, nil
	})
	return wrap(err, "storing prices")
}

// Price reads the price of a pair; ErrNotFound when it was never heard.
func (db *DB) Price(ctx context.Context, service, country string) (Price, error) {
	p, err := one(ctx, db.cache.r, scanPrice, "SELECT "+priceColumns+" FROM prices WHERE service_id = ? AND country_id = ?", service, country)
	return p, wrap(err, "reading the price of %s in %s", service, country)
}

// Prices are the known prices of a service, by country.
func (db *DB) Prices(ctx context.Context, service string) ([]Price, error) {
	return db.prices(ctx, "service_id = ? ORDER BY country_id", service)
}

// PricesIn are the known prices in a country, by service.
func (db *DB) PricesIn(ctx context.Context, country string) ([]Price, error) {
	return db.prices(ctx, "country_id = ? ORDER BY service_id", country)
}

func (db *DB) prices(ctx context.Context, rest, of string) ([]Price, error) {
	all, err := list(ctx, db.cache.r, scanPrice, "SELECT "+priceColumns+" FROM prices WHERE "+rest, of)
	return all, wrap(err, "reading the prices of %s", of)
}
