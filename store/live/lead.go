package live

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"switchboard/store"
)

// refreshEvery is how often the store is asked for what another process wrote. Every
// beatEvery-th time this process says that it goes on and looks who leads, every
// takeUpEvery-th time the leading one looks for attempts that an ended process left.
const (
	refreshEvery = time.Second
	beatEvery    = int(store.Beat / refreshEvery)
	takeUpEvery  = 5

	followEvery = 2 * time.Second // of a process that asks nobody
)

// turns keeps this process in step with the others until ctx is done. That the store cannot
// be asked is an error at the beginning; later it passes, or the panes say so themselves.
func (e *Engine) turns(ctx context.Context) error {
	for n := 0; ; n++ {
		if err := e.turn(ctx, n); err != nil && n == 0 && !store.Unsaved(err) { // what cannot be written is said of each act
			return err
		}
		e.announce()
		if !pause(ctx, refreshEvery) {
			return nil
		}
	}
}

// follow looks for what other processes of the profile wrote until ctx is done. That the store cannot be asked passes,
// or the panes say so themselves.
func (e *Engine) follow(ctx context.Context) {
	for pause(ctx, followEvery) {
		_, _ = e.db.Refresh(ctx)
	}
}

func (e *Engine) turn(ctx context.Context, n int) error {
	changed, err := e.db.Refresh(ctx)
	if err != nil {
		return fmt.Errorf("looking for what another process wrote: %w", err)
	}
	if n%beatEvery == 0 {
		if err := e.beat(ctx); err != nil {
			return err
		}
	}
	if !e.Leading() {
		if n == 0 || changed.Has(store.Healths) {
			return e.believe(ctx)
		}
		return nil
	}
	if changed.Has(store.Journal) || n%takeUpEvery == 0 {
		if err := e.takeUp(ctx, false); err != nil {
			return err
		}
	}
	if changed.Has(store.Settings) {
		return e.serve(ctx)
	}
	return nil
}

// believe takes over from the process that polls how it goes with the providers.
func (e *Engine) believe(ctx context.Context) error {
	all, err := e.db.Healths(ctx)
	for _, h := range all {
		for _, own := range e.healths {
			if own.provider == h.Provider {
				own.believe(h)
			}
		}
	}
	return err
}

// beat says that this process goes on, and takes the lead, keeps it, or finds that it was lost:
// who was stopped for a while or hung does so when it goes on.
func (e *Engine) beat(ctx context.Context) error {
	if err := e.db.Beat(); err != nil {
		return err
	}
	led, err := e.db.Lead(ctx)
	if err != nil {
		return fmt.Errorf("taking over the reads of the profile: %w", err)
	}
	switch leading := e.Leading(); {
	case led && !leading:
		return e.lead(ctx)
	case leading && !led:
		e.stepBack()
	}
	return nil
}

// lead begins to poll and to do what is due.
func (e *Engine) lead(ctx context.Context) error {
	e.mu.Lock()
	e.leading = true
	e.mu.Unlock()
	if err := e.takeUp(ctx, true); err != nil {
		return err
	}
	before := e.sched.keys()
	if e.cfg.Keeping.Codes != nil || e.cfg.Keeping.Addresses != nil {
		e.sched.Put(keepingKey, Backfill, keepingFirst, e.keep)
	}
	for _, d := range e.desks {
		if err := d.Open(ctx); err != nil {
			return fmt.Errorf("beginning the reads of %s: %w", d.Provider(), err)
		}
	}
	e.standing = slices.DeleteFunc(e.sched.keys(), func(key string) bool { return slices.Contains(before, key) })
	return e.serve(ctx)
}

// stepBack leaves polling to the process that leads now.
func (e *Engine) stepBack() {
	e.mu.Lock()
	e.leading = false
	e.mu.Unlock()
	for _, key := range e.sched.keys() {
		if slices.Contains(e.standing, key) || strings.HasPrefix(key, chaseKeys) {
			e.sched.Drop(key)
		}
	}
}

// kickPrefix names the settings in which a process leaves for the leading one what it is to do
// and by when, in unix milliseconds.
const kickPrefix = "kick."

// request is what the leading process does when asked; rest is what the name says beyond the
// one it was registered under.
type request func(rest string)

// On has what other processes ask for under a name, or a name that begins with it, done by do.
func (e *Engine) On(name string, do request) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.requests[name] = do
}

// Kick has the leading process do a standing job within a time, or what is registered under a
// name: at once where that is this process, within about a second where it is another.
func (e *Engine) Kick(name string, within time.Duration) {
	if !e.Leave(name, within) {
		e.grant(name, within)
	}
}

// Leave leaves something to the process that leads; false is that this one does.
func (e *Engine) Leave(name string, within time.Duration) bool {
	e.mu.Lock()
	ctx, leading := e.stop, e.leading
	e.mu.Unlock()
	if leading || ctx == nil {
		return false
	}
	due := strconv.FormatInt(time.Now().Add(within).UnixMilli(), 10)
	_ = e.db.PutSetting(context.WithoutCancel(ctx), kickPrefix+name, due) // what is not left comes by itself, later
	return true
}

// serve does what other processes asked for.
func (e *Engine) serve(ctx context.Context) error {
	left, err := e.db.Settings(ctx, kickPrefix)
	if err != nil {
		return err
	}
	for name, due := range left {
		if err := e.db.PutSetting(ctx, name, ""); err != nil {
			return fmt.Errorf("taking what another process asked for: %w", err)
		}
		ms, err := strconv.ParseInt(due, 10, 64)
		if err != nil {
			continue
		}
		e.grant(strings.TrimPrefix(name, kickPrefix), max(0, time.Until(time.UnixMilli(ms))))
	}
	return nil
}

func (e *Engine) grant(name string, within time.Duration) {
	if e.sched.Sooner(name, within) {
		return
	}
	e.mu.Lock()
	best := ""
	for prefix := range e.requests {
		if strings.HasPrefix(name, prefix) && len(prefix) > len(best) {
			best = prefix
		}
	}
	do := e.requests[best]
	e.mu.Unlock()
	if do != nil {
		do(strings.TrimPrefix(name, best))
	}
}
