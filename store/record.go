package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store/filter"
)

// PairRecord is how a service did in a country, from this profile's own activations.
type PairRecord struct {
	ServiceID, CountryID string
	platfone.Record
	Tally  Tally
	Timed  int           // how many codes were timed
	Median time.Duration // half of the timed codes came within it; 0 when none was
	Tenth  time.Duration // nine of ten did
}

// CostPerCode is what the account paid for each code, refunds taken off.
func (r PairRecord) CostPerCode() money.Price {
	if r.Received == 0 {
		return money.Price{}
	}
	return money.Known((r.Tally.Billed - r.Tally.Refunded) / money.Cents(r.Received))
}

// SuccessWindow counts what was ordered since then and what received a message, for the
// provider's success rule; an empty service or country stands for all.
func (db *DB) SuccessWindow(ctx context.Context, since time.Time, service, country string) (platfone.Record, error) {
	c := filter.Where{}
	c.And("k >= ?", int64(KeyAt(since)))
	if service != "" {
		c.And("service_id = ?", service)
	}
	if country != "" {
		c.And("country_id = ?", country)
	}
	var r platfone.Record
	err := db.cache.r.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(sms_code <> '' OR sms_text <> ''
		OR sms_status IN ('smsReceived', 'retryRequested', 'retryReceived')), 0) FROM activations`+c.SQL(), c.Args...).
		Scan(&r.Ordered, &r.Received)
	if err != nil {
		return platfone.Record{}, fmt.Errorf("counting what was received: %w", met(err))
	}
	return r, nil
}

// PairRecord is the record of one service in one country since then, to the hour.
func (db *DB) PairRecord(ctx context.Context, service, country string, since time.Time) (PairRecord, error) {
	all, err := db.records(ctx, "service_id = ? AND country_id = ?", []any{service, country}, since)
	if err != nil || len(all) == 0 {
		return PairRecord{ServiceID: service, CountryID: country}, err
	}
	return all[0], nil
}

// PairRecords are the records of one service in every country since then, to the hour.
func (db *DB) PairRecords(ctx context.Context, service string, since time.Time) ([]PairRecord, error) {
	return db.records(ctx, "service_id = ?", []any{service}, since)
}

// PairRecordsIn are the records of every service in one country since then, to the hour.
func (db *DB) PairRecordsIn(ctx context.Context, country string, since time.Time) ([]PairRecord, error) {
	return db.records(ctx, "country_id = ?", []any{country}, since)
}

func (db *DB) records(ctx context.Context, cond string, args []any, from time.Time) ([]PairRecord, error) {
	low, high := unix(from)/hourSeconds*hourSeconds, int64(1<<62)
	all, err := list(ctx, db.cache.r, scanPair, "SELECT service_id, country_id, "+tallySum+" FROM routes WHERE "+cond+` AND hour IN (SELECT hour FROM hours WHERE hour >= ?)
		GROUP BY service_id, country_id ORDER BY service_id, country_id`, append(append([]any{}, args...), low)...)
	if err != nil {
		return nil, fmt.Errorf("adding up the routes: %w", err)
	}
	return all, db.addWaits(ctx, all, low/daySeconds*daySeconds, high)
}

// addWaits fills in how long codes took, by the day.
func (db *DB) addWaits(ctx context.Context, records []PairRecord, low, high int64) error {
	pairs := make([][2]string, len(records))
	for i, r := range records {
		pairs[i] = [2]string{r.ServiceID, r.CountryID}
	}
	bound, err := json.Marshal(pairs)
	if err != nil {
		return fmt.Errorf("naming the routes: %w", err)
	}
	type wait struct {
		pair       [2]string
		seconds, n int64
	}
	waits, err := list(ctx, db.cache.r, func(s scanner) (w wait, err error) {
		err = s.Scan(&w.pair[0], &w.pair[1], &w.seconds, &w.n)
		return w, err
	}, `SELECT service_id, country_id, seconds, sum(n) FROM json_each(?) p CROSS JOIN waits
		ON service_id = p.value ->> 0 AND country_id = p.value ->> 1 AND day >= ? AND day < ?
		GROUP BY service_id, country_id, seconds ORDER BY service_id, country_id, seconds`, string(bound), low, high)
	if err != nil {
		return fmt.Errorf("adding up how long codes took: %w", err)
	}
	byPair := map[[2]string][]wait{}
	for _, w := range waits {
		byPair[w.pair] = append(byPair[w.pair], w)
	}
	for i := range records {
		r := &records[i]
		of := byPair[[2]string{r.ServiceID, r.CountryID}]
		total, sofar := int64(0), int64(0)
		for _, w := range of {
			total += w.n
		}
		r.Timed = int(total)
		for _, w := range of {
			before := sofar
			sofar += w.n
			if before*2 < total && sofar*2 >= total {
				r.Median = time.Duration(w.seconds) * time.Second
			}
			if before*10 < total*9 && sofar*10 >= total*9 {
				r.Tenth = time.Duration(w.seconds) * time.Second
			}
		}
	}
	return nil
}

// Hour is the tally of one hour, or of one day.
type Hour struct {
	At time.Time
	Tally
}

func scanHour(s scanner) (h Hour, err error) {
	err = s.Scan(append([]any{moment{&h.At}}, h.dest()...)...)
	return h, err
}

// Spend is the tally of a customer, or of one of its services.
type Spend struct {
	CustomerID string
	ServiceID  string // empty for all services together
	Tally
}

// Spends are the tallies of every customer since then, by the day in UTC.
func (db *DB) Spends(ctx context.Context, since time.Time) ([]Spend, error) {
	return db.spends(ctx, `SELECT customer_id, '', `+tallySum+` FROM spends WHERE day >= ? GROUP BY customer_id ORDER BY customer_id`,
		unix(since)/daySeconds*daySeconds)
}

// SpendsOf are the tallies of a customer's services since then, by the day in UTC.
func (db *DB) SpendsOf(ctx context.Context, customer string, since time.Time) ([]Spend, error) {
	return db.spends(ctx, `SELECT customer_id, service_id, `+tallySum+` FROM spends WHERE customer_id = ? AND day >= ?
		GROUP BY service_id ORDER BY service_id`, customer, unix(since)/daySeconds*daySeconds)
}

func (db *DB) spends(ctx context.Context, query string, args ...any) ([]Spend, error) {
	all, err := list(ctx, db.cache.r, func(s scanner) (sp Spend, err error) {
		err = s.Scan(append([]any{&sp.CustomerID, &sp.ServiceID}, sp.dest()...)...)
		return sp, err
	}, query, args...)
	return all, wrap(err, "adding up the customers")
}
