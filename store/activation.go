package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"switchboard/client/platfone"
)

// Activation is an activation as it was last heard of.
type Activation struct {
	platfone.Activation
	Key   Key
	Seen  time.Time // when it was heard
	Round int       // how many times another SMS was asked for, as far as was seen
	// CodeAt is when the first code came; zero when nobody was looking.
	CodeAt time.Time
	rawSum int64
	stored bool // the row exists under Key
	queued bool // the row waits to be written
}

// activationColumns are the columns scanActivation reads.
const activationColumns = `k, id, customer_id, phone, formatted, service_id, country_id, sms_status, activation_status, billing_status,
	report_status, sms_code, sms_text, price, customer_price, expire_at, updated_at, created_at, cancelable_after, retriable,
	round, code_at, raw_sum, seen`

func scanActivation(s scanner) (Activation, error) {
	var a Activation
	err := s.Scan((*int64)(&a.Key), &a.ID, &a.CustomerID, (*string)(&a.Phone), &a.Formatted, &a.ServiceID, &a.CountryID,
		(*string)(&a.SMS), (*string)(&a.Status), (*string)(&a.Billing), (*string)(&a.Report), &a.Code, &a.Text, amount{&a.Price}, amount{&a.CustomerPrice},
		moment{&a.ExpireAt}, moment{&a.UpdatedAt}, moment{&a.CreatedAt}, moment{&a.CancelableAfter}, &a.Retriable, &a.Round,
		moment{&a.CodeAt}, &a.rawSum, moment{&a.Seen})
	return a, err
}

// ActivationIDs are ids that begin with text, in order, at most limit of them.
func (db *DB) ActivationIDs(ctx context.Context, begin string, limit int) ([]string, error) {
	ids, err := list(ctx, db.cache.r, text, "SELECT id FROM activations WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", begin, begin+"\U0010FFFF", limit)
	return ids, wrap(err, "reading ids")
}

// Activation reads one activation with the object as it was received in Raw. ErrNotFound
// when it was never heard of.
func (db *DB) Activation(ctx context.Context, id string) (Activation, error) {
	kept, only := db.unsaved.row(id) // before the disk, which may be given it meanwhile
	a, err := one(ctx, db.cache.r, scanActivation, "SELECT "+activationColumns+" FROM activations WHERE id = ?", id)
	if only && errors.Is(err, ErrNotFound) {
		return kept, nil
	}
	if err != nil {
		return Activation{}, fmt.Errorf("reading activation %s: %w", id, err)
	}
	raw, err := list(ctx, db.cache.r, text, "SELECT raw FROM activation_raw WHERE k = ?", int64(a.Key))
	if err != nil {
		return Activation{}, fmt.Errorf("reading activation %s: %w", id, err)
	}
	if a.Raw = a.asReceived(); len(raw) > 0 {
		a.Raw = json.RawMessage(raw[0])
	}
	return db.unsaved.over([]Activation{a})[0], nil
}

// lately is how long an activation that ended stays among the live ones.
const lately = 10 * time.Minute

// longRun is for how many seconds a number runs at most that is found by when it was made; those
// that run longer, or for ever, have an index of their own.
const longRun = 7200

// isLong is in SQL that an activation runs longer. The index activations_long has the same words.
const isLong = "(expire_at = 0 OR expire_at > (k >> 20) + 7200)"

// ending are the walks over the activations that expire after a moment, or never.
func ending(after int64) []arm {
	const index = " INDEXED BY activations_long"
	return []arm{
		{Where: only("k > ? AND expire_at > ? AND NOT "+isLong, (after-longRun)<<keyBits, after)},
		{only(isLong+" AND expire_at > ?", after), index},
		{only(isLong + " AND expire_at = 0"), index},
	}
}

// LiveActivations are the activations that run, and those that ended in the last ten minutes,
// newest first. now is the provider's time. Raw is empty.
func (db *DB) LiveActivations(ctx context.Context, now time.Time) ([]Activation, error) {
	// Whatever ended lately was to expire no earlier than that: these walks are short.
	since := unix(now.Add(-lately))
	arms := []arm{{only("activation_status = 'active'"), " INDEXED BY activations_active"}}
	for _, a := range ending(since - 1) {
		a.And("expire_at >= ? AND activation_status <> 'active' AND (updated_at >= ? OR activation_status = 'expired')", since, since)
		arms = append(arms, a)
	}
	query, args := together(activationColumns, arms, "")
	all, err := list(ctx, db.cache.r, scanActivation, query+" ORDER BY k DESC", args...)
	if err != nil {
		return nil, fmt.Errorf("reading the live activations: %w", err)
	}
	all = db.unsaved.over(all)
	for _, a := range db.unsaved.beside(all) { // which are newer than all that could be saved
		all = slices.Insert(all, 0, a)
	}
	return all, nil
}

// WaitingActivations are the activations that are active as far as is known, oldest first,
// also those whose time is over: what became of them is still to be heard. Raw is empty.
func (db *DB) WaitingActivations(ctx context.Context) ([]Activation, error) {
	all, err := list(ctx, db.cache.r, scanActivation,
		"SELECT "+activationColumns+" FROM activations INDEXED BY activations_active WHERE activation_status = 'active' ORDER BY k")
	if err != nil {
		return nil, fmt.Errorf("reading the waiting activations: %w", err)
	}
	all = db.unsaved.over(all)
	for _, a := range db.unsaved.beside(all) {
		if !a.Status.Ended() {
			all = append(all, a)
		}
	}
	return all, nil
}
