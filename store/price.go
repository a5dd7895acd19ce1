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

	turned bool // it is not as it was heard
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
// overwrites a newer one; what comes a week late is no observation: a bit has turned in the time that stands there.
func (db *DB) PutPrices(ctx context.Context, seen time.Time, list ...platfone.PairPrice) error {
	err := putEach(ctx, db, Prices, "INSERT INTO prices ("+priceColumns+`, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET low = excluded.low, high = excluded.high, suggested = excluded.suggested,
			quality = excluded.quality, count = excluded.count, seen = excluded.seen, sum = excluded.sum
		WHERE excluded.seen >= seen OR seen > excluded.seen + 7 * 86400`, list, func(p platfone.PairPrice) ([]any, error) {
		return []any{p.ServiceID, p.CountryID, cents(p.Min), cents(p.Max), cents(p.Suggested), sql.NullFloat64{Float64: p.Quality, Valid: p.Rated},
			sql.NullInt64{Int64: p.Count, Valid: p.Counted}, unix(seen), Price{PairPrice: p, Seen: stamp(unix(seen))}.sum()}, nil
	})
	return wrap(err, "storing prices")
}

// Price reads the price of a pair; ErrNotFound when it was never heard.
func (db *DB) Price(ctx context.Context, service, country string) (Price, error) {
	all, err := db.prices(ctx, "service_id = ? AND country_id = ?", service, country)
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err == nil {
		return all[0], nil
	}
	return Price{}, wrap(err, "reading the price of %s in %s", service, country)
}

// Prices are the known prices of a service, by country.
func (db *DB) Prices(ctx context.Context, service string) ([]Price, error) {
	return db.prices(ctx, "service_id = ? ORDER BY country_id", service)
}

// PricesIn are the known prices in a country, by service.
func (db *DB) PricesIn(ctx context.Context, country string) ([]Price, error) {
	return db.prices(ctx, "country_id = ? ORDER BY service_id", country)
}

func (db *DB) prices(ctx context.Context, rest string, of ...any) ([]Price, error) {
	all, err := list(ctx, db.cache.r, scanSummed, "SELECT "+priceColumns+", sum FROM prices WHERE "+rest, of...)
	return db.whole(all), wrap(err, "reading the prices of %v", of[0])
}
