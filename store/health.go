package store

import (
	"context"
	"slices"
	"time"
)

// HealthState is how it goes with a provider, as the store keeps it.
type HealthState string

// The states, "" while nothing was heard yet.
const (
	HealthLive    HealthState = "live"
	HealthOffline HealthState = "offline" // two reads in a row reached nobody
	HealthError   HealthState = "error"   // it answers, and not as it should
	HealthLimited HealthState = "limited" // it asked to be left alone for a while
	HealthRefused HealthState = "refused" // it does not accept the key
	HealthHold    HealthState = "hold"    // it has put the account on hold
	HealthNoKey   HealthState = "nokey"   // there is no key to ask with
	HealthSilent  HealthState = "silent"  // webhooks are listened for and none come
)

// Health is how it goes with one provider.
type Health struct {
	Provider string
	State    HealthState
	Since    time.Time // since when it is in this state
	LastOK   time.Time
	NextTry  time.Time
	Message  string
}

// PutHealth notes how it goes with a provider.
func (db *DB) PutHealth(ctx context.Context, h Health) error {
	err := db.exec(ctx, db.cache, Healths, `INSERT OR REPLACE INTO health VALUES (?, ?, ?, ?, ?, ?)`,
		h.Provider, h.State, unix(h.Since), unix(h.LastOK), unix(h.NextTry), h.Message)
	return wrap(err, "noting how it goes with %s", h.Provider)
}

// Healths is how it goes with every provider that was heard of.
func (db *DB) Healths(ctx context.Context) ([]Health, error) {
	all, err := list(ctx, db.cache.r, func(s scanner) (h Health, err error) {
		err = s.Scan(&h.Provider, &h.State, moment{&h.Since}, moment{&h.LastOK}, moment{&h.NextTry}, &h.Message)
		return h, err
	}, "SELECT provider, state, since, last_ok, next_try, message FROM health ORDER BY provider")
	return all, wrap(err, "reading how it goes")
}

// Heard reports whether a provider answered well after a moment, whichever process asked.
func (db *DB) Heard(ctx context.Context, provider string, since time.Time) bool {
	all, err := db.Healths(ctx)
	return err == nil && slices.ContainsFunc(all, func(h Health) bool {
		return h.Provider == provider && h.State == HealthLive && h.LastOK.After(since)
	})
}
