package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
)

// amongOnce is how many rows are looked for by one statement.
const amongOnce = 1000

// HistoryAmong says which of some activations, by id, are in the history and pass the filter, as
// their keys, newest first. What it costs goes with how many are asked about, not with the history.
func (db *DB) HistoryAmong(ctx context.Context, f ActivationFilter, ids []string) ([]Key, error) {
	if err := db.answer(ctx, &f); err != nil {
		return nil, err
	}
	c := column("service_id", f.Services).Join(column("country_id", f.Countries)).Join(column("customer_id", f.Customers)).Join(*f.where())
	var all []Key
	for part := range slices.Chunk(ids, amongOnce) {
		some, err := json.Marshal(part)
		if err != nil {
			return nil, err
		}
		keys, err := list(ctx, db.cache.r, number, "SELECT k FROM (SELECT value AS wanted FROM json_each(?)) CROSS JOIN activations ON activations.id = wanted"+c.SQL(),
			append([]any{string(some)}, c.Args...)...)
		if err != nil {
			return nil, wrap(err, "looking for the marked numbers")
		}
		for _, k := range keys {
			all = append(all, Key(k))
		}
	}
	slices.SortFunc(all, func(a, b Key) int { return cmp.Compare(b, a) })
	return all, nil
}

// HistoryAt are the activations at some keys, newest first. Raw is empty.
func (db *DB) HistoryAt(ctx context.Context, at []Key) ([]Activation, error) {
	keys, err := json.Marshal(at)
	if err != nil {
		return nil, err
	}
	all, err := page(ctx, db.cache.r, len(at), scanActivation, "SELECT "+activationColumns+" FROM activations WHERE k IN (SELECT value FROM json_each(?)) ORDER BY k DESC", string(keys))
	return all, wrap(err, "reading the marked numbers")
}
