package live

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
)

// healthRefresh is how old the stored time of the last good answer may become.
const healthRefresh = 10 * time.Second

// Health turns the outcomes of one provider's reads into the state the strip
// shows, and writes it when it changes.
type Health struct {
	db       *store.DB
	provider string

	mu     sync.Mutex
	lost   int                  // reads in a row that reached nobody
	failed time.Time            // the first of them
	pauses map[string]time.Time // scopes the provider asked to leave alone
	now    store.Health
	polls  func() bool // whether this process does; nil is that it does
	alone  bool        // now is of this process alone
}

func NewHealth(db *store.DB, provider string) *Health {
	return &Health{db: db, provider: provider, pauses: map[string]time.Time{}}
}

// Good notes an answer; next is when the provider is asked again.
func (p *Health) Good(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	p.lost = 0
	h := store.Health{Provider: p.provider, State: store.HealthLive, Since: now, LastOK: now}
	for scope, until := range p.pauses {
		if !until.After(now) {
			delete(p.pauses, scope)
		} else if until.After(h.NextTry) {
			h.State, h.NextTry, h.Message = store.HealthLimited, until, scope
		}
	}
	return p.save(ctx, h)
}

// Bad notes a failed read that is tried again at next.
func (p *Health) Bad(ctx context.Context, err error, next time.Time) error {
	var e *rest.Error
	if !errors.As(err, &e) || e.Kind == rest.Canceled || errors.Is(err, context.Canceled) {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	h := store.Health{Provider: p.provider, Since: now, LastOK: p.now.LastOK, NextTry: next, Message: e.Error()}
	switch e.Kind {
	case rest.Unauthorized:
		h.State, h.NextTry = store.HealthRefused, time.Time{}
	case rest.NoKey: // nobody refused it
		h.State, h.NextTry = p.keyless(e.Message), time.Time{}
	case rest.Limited:
		if e.Keeps > 0 {
			return nil // the program's own budget says nothing about the provider
		}
		if !e.Until.IsZero() {
			p.pauses[e.Scope] = e.Until
		}
		h.State, h.NextTry = store.HealthLimited, e.Until
	case rest.Forbidden:
		if e.Customer != "" || !strings.Contains(e.Name, "OnHold") { // the account is held by its own routes alone
			return nil
		}
		h.State = store.HealthHold
	case rest.Offline, rest.Unanswered:
		p.lost++
		if p.lost == 1 {
			p.failed = now
			return nil
		}
		h.State, h.Since = store.HealthOffline, p.failed
	case rest.Server, rest.NotAPI, rest.Malformed:
		h.State = store.HealthError
	default:
		if !e.Unknown() { // refused for what was asked: the provider is there
			return nil
		}
		h.State = store.HealthError // an edge may have spoken for it
	}
	// A read that does not say when it is made again leaves what another said.
	if h.State == p.now.State && h.State != store.HealthRefused && h.NextTry.IsZero() && p.now.NextTry.After(now) {
		h.NextTry = p.now.NextTry
	}
	return p.save(ctx, h)
}

// keyless is the state without a key, and notes why it cannot be had.
func (p *Health) keyless(why string) store.HealthState {
	if why != "" {
		p.db.Keyless(p.provider, why)
	}
	return store.HealthNoKey
}

// Absent notes that there is no key.
func (p *Health) Absent(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.save(ctx, store.Health{Provider: p.provider, State: store.HealthNoKey, Since: time.Now()})
}

// believe takes what the process that polls has noted: it asks all the time, and this one when a
// person does. What is wrong with a key is of either alone.
func (p *Health) believe(h store.Health) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.alone && !ofKey(h.State) {
		p.now, p.lost = h, 0
	}
}

// ofKey is that a state says something of a key.
func ofKey(s store.HealthState) bool { return s == store.HealthRefused || s == store.HealthNoKey }

// forget forgets what was wrong with a key of this process's own: it is to be tried again.
func (p *Health) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.alone {
		p.now, p.alone = store.Health{}, false
	}
}

// State is the state as last noted, "" before the first.
func (p *Health) State() store.Health {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

// save writes h unless the screen would show the same. What is wrong with a key is said to the
// others by the process that polls alone: one beside it may have a key of its own.
func (p *Health) save(ctx context.Context, h store.Health) error {
	if h.State == p.now.State {
		h.Since = p.now.Since
	}
	same := h.State == p.now.State && h.Message == p.now.Message && h.NextTry.Equal(p.now.NextTry)
	if same && !p.alone && h.LastOK.Sub(p.now.LastOK) < healthRefresh {
		return nil
	}
	if p.alone = ofKey(h.State) && p.polls != nil && !p.polls(); p.alone {
		p.now = h
		return nil
	}
	err := p.db.PutHealth(context.WithoutCancel(ctx), h)
	if store.Unsaved(err) {
		return nil // it is told as such, and polls go on
	}
	if err != nil {
		return fmt.Errorf("writing the state of %s: %w", p.provider, err)
	}
	p.now = h
	return nil
}
