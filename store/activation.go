package store

import (
	"context"
	"encoding/json"
	"fmt"
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

// Activation reads one activation with the object as it was received in Raw. ErrNotFound
// when it was never heard of.
func (db *DB) Activation(ctx context.Context, id string) (Activation, error) {
	a, err := one(ctx, db.cache.r, scanActivation, "SELECT "+activationColumns+" FROM activations WHERE id = ?", id)
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

// LiveActivations are the activations that run, and those that ended in the last ten minutes,
// newest first. now is the provider's time. Raw is empty.
func (db *DB) LiveActivations(ctx context.Context, now time.Time) ([]Activation, error) {
	// Whatever ended lately was to expire no earlier than that: the walk down that index is
	// short.
	all, err := list(ctx, db.cache.r, scanActivation, `SELECT * FROM (
			SELECT `+activationColumns+` FROM activations INDEXED BY activations_active WHERE activation_status = 'active'
			UNION ALL
			SELECT `+activationColumns+` FROM activations INDEXED BY activations_expire WHERE expire_at >= ?1
				AND activation_status <> 'active' AND (updated_at >= ?1 OR activation_status = 'expired'))
		ORDER BY k DESC`, unix(now.Add(-lately)))
	if err != nil {
		return nil, fmt.Errorf("reading the live activations: %w", err)
	}
	return db.unsaved.over(all), nil
}

// WaitingActivations are the activations that are active as far as is known, oldest first,
// also those whose time is over: what became of them is still to be heard. Raw is empty.
func (db *DB) WaitingActivations(ctx context.Context) ([]Activation, error) {
	all, err := list(ctx, db.cache.r, scanActivation,
		"SELECT "+activationColumns+" FROM activations INDEXED BY activations_active WHERE activation_status = 'active' ORDER BY k")
	if err != nil {
		return nil, fmt.Errorf("reading the waiting activations: %w", err)
	}
	return db.unsaved.over(all), nil
}

// ActiveCount is how many activations are active as far as is known (the provider allows 20).
func (db *DB) ActiveCount(ctx context.Context) (int, error) {
	n, err := one(ctx, db.cache.r, number, "SELECT count(*) FROM activations WHERE activation_status = 'active'")
	return int(n), wrap(err, "counting the active activations")
}
