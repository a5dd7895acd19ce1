package sms

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

// polls is the one job that looks at every waiting number, and discovers what
// other clients of the account ordered and ended. Its fields belong
// to whoever beats.
type polls struct {
	s          *SMS
	mu         sync.Mutex  // one beat at a time, the job's or a person's
	discovered time.Time   // when everybody was last looked at
	force      atomic.Bool // look at everybody at the next beat, whatever it costs
	gets       window      // of the class "activation/:id"
	getsAfter  time.Time   // that class is paused until then
	allAfter   time.Time   // the management call is not to be had until then
	heard      map[string]time.Time
	avoid      map[string]time.Time // customers who cannot be asked about, until
	misses     map[string]time.Time // numbers the provider did not know, since
	lost       map[string]bool      // numbers it did not know twice
	fails      int
	well       bool  // a read of this beat was answered as by a provider that is well
	failed     error // what the last beat that asked was answered; nil when it went well
}

// finalGrace is how far past its end a number is read for the last time: the
// provider's clock is known to half a second, and its end may lag.
const finalGrace = 2 * time.Second

// avoidFor is how long a read the provider refuses is not made again.
const avoidFor = 5 * time.Minute

func newPolls(s *SMS) *polls {
	return &polls{
		s: s, heard: map[string]time.Time{}, avoid: map[string]time.Time{},
		misses: map[string]time.Time{}, lost: map[string]bool{},
	}
}

// discoverName is what other processes ask for when they want everybody looked at.
const discoverName = "sms/discover"

// discoverNow looks at everybody as soon as there is a place.
func (p *polls) discoverNow() {
	p.s.e.Kick(discoverName, 0)
}

// soon makes sure that a number that has begun to wait is looked at in time.
func (p *polls) soon() { p.s.e.Kick(pollKey, pollEvery) }

// RefreshActive has every number that runs looked at now, whoever leads. What
// was looked at a moment ago, as at the start, is not looked at again.
func (s *SMS) RefreshActive(ctx context.Context) error {
	if err := s.e.Ready(ctx); err != nil {
		return err
	}
	if err := s.MayAsk(); err != nil {
		return err
	}
	asked := time.Now()
	p := s.polls
	p.mu.Lock()
	defer p.mu.Unlock()
	if asked.Sub(p.discovered) < time.Second {
		return nil
	}
	p.force.Store(true)
	_, err := p.round(ctx)
	if err == nil && p.discovered.Before(asked) {
		return p.failed // nobody was asked, for what the round before was answered
	}
	return err
}

// beat is the job.
func (p *polls) beat(ctx context.Context) (time.Duration, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.round(ctx)
}

// round looks once at what is due, and tells when the next is.
func (p *polls) round(ctx context.Context) (time.Duration, error) {
	start := time.Now()
	active, err := p.active(ctx)
	if err != nil {
		return 0, err
	}
	now := p.s.api.Now()
	waiting := p.waiting(active, now)
	p.well = false
	err = p.look(ctx, active, waiting, p.discoverDue(start, active))
	if err == nil {
		p.fails = 0
		// What was found just now waits as well: it is not to wait for the next discovery.
		if active, err = p.active(ctx); err != nil {
			return 0, err
		}
		waiting = p.waiting(active, p.s.api.Now())
		next := p.next(start, len(waiting) > 0, len(active) > 0)
		if !p.well { // nobody was asked, or refused alone: that says nothing good of the account
			return next, nil
		}
		p.failed = nil
		return next, p.s.Health.Good(ctx)
	}
	p.fails++
	p.failed = err
	next := p.retry(err, start, waiting, active, now)
	due := next
	if due <= 0 {
		due = live.Backoff(p.fails)
	}
	return due, errors.Join(err, p.s.Health.Bad(ctx, err, time.Now().Add(due)))
}

// active reads the numbers that run, without those the provider denies knowing.
func (p *polls) active(ctx context.Context) ([]store.Activation, error) {
	active, err := p.s.db.WaitingActivations(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the active numbers: %w", err)
	}
	running := map[string]bool{}
	for _, a := range active {
		running[a.ID] = true
	}
	maps.DeleteFunc(p.heard, func(id string, _ time.Time) bool { return !running[id] })
	maps.DeleteFunc(p.misses, func(id string, _ time.Time) bool { return !running[id] })
	return slices.DeleteFunc(active, func(a store.Activation) bool { return p.lost[a.ID] }), nil
}

// waiting lists the numbers to look at, those not heard of for longest first.
func (p *polls) waiting(active []store.Activation, now time.Time) []expected {
	skew := p.s.api.ClockSkew()
	due := slices.DeleteFunc(slices.Clone(active), func(a store.Activation) bool {
		return a.CustomerID == "" || !expects(a.Activation, p.lastHeard(a).Add(skew), now)
	})
	slices.SortStableFunc(due, func(a, b store.Activation) int {
		return cmp.Or(p.lastHeard(a).Compare(p.lastHeard(b)), cmp.Compare(a.ID, b.ID))
	})
	list := make([]expected, len(due))
	for i, a := range due {
		list[i] = expected{a.CustomerID, a.ID}
	}
	return list
}

func (p *polls) lastHeard(a store.Activation) time.Time {
	if at := p.heard[a.ID]; at.After(a.Seen) {
		return at
	}
	return a.Seen
}

// expects reports whether a is to be polled: it waits for a message, or its
// time is over and it was not read since. heard and now are the provider's
// time. Words nobody documented are polled like waiting.
func expects(a platfone.Activation, heard, now time.Time) bool {
	switch a.State(now) {
	case platfone.Waiting, platfone.Again, platfone.Odd:
		return true
	case platfone.Closing:
		return heard.Before(a.ExpireAt.Add(finalGrace))
	}
	return false
}

func (p *polls) discoverDue(now time.Time, active []store.Activation) bool {
	every := discoverIdle
	if len(active) > 0 {
		every = discoverActive
	}
	return p.force.Load() || now.Sub(p.discovered) >= every
}

// allowance is what may be spent now.
func (p *polls) allowance(now time.Time) allowance {
	a := allowance{manage: !now.Before(p.allAfter)}
	if !now.Before(p.getsAfter) {
		a.gets = p.gets.left(now, pollShare)
	}
	return a
}

// look carries out the plan. When the provider pauses one way to look, the
// other is taken at once.
func (p *polls) look(ctx context.Context, active []store.Activation, waiting []expected, discover bool) error {
	now := time.Now()
	before := p.allowance(now)
	askable := slices.DeleteFunc(slices.Clone(waiting), func(w expected) bool { return now.Before(p.avoid[w.customer]) })
	if before.manage && len(askable) < len(waiting) {
		discover = true // only the management call still sees them
	}
	err := p.carryOut(ctx, plan(askable, discover, before), active)
	after := p.allowance(now)
	if err == nil || after.manage == before.manage && (after.gets > 0 || before.gets == 0) {
		return err
	}
	reads := plan(askable, false, after)
	if len(reads) == 0 {
		return err
	}
	return errors.Join(p.s.Health.Bad(ctx, err, time.Time{}), p.carryOut(ctx, reads, active))
}

// next is the wait until the next beat, counted from the start of this one.
func (p *polls) next(start time.Time, waiting, active bool) time.Duration {
	due := p.discovered.Add(discoverIdle)
	if active {
		due = p.discovered.Add(discoverActive)
	}
	if waiting || !due.After(start) {
		due = start.Add(pollEvery)
	}
	return max(0, time.Until(due))
}

// retry is the wait after a failed beat, 0 for the scheduler's back-off. While
// numbers wait it stays short: ten seconds, thirty at most once the provider
// itself is in trouble, and never past the last twenty seconds of a number.
func (p *polls) retry(err error, start time.Time, waiting []expected, active []store.Activation, now time.Time) time.Duration {
	var e *rest.Error
	if !errors.As(err, &e) {
		return 0
	}
	if e.Kind == rest.Unauthorized || e.Kind == rest.NoKey || e.Kind == rest.Limited || len(waiting) == 0 {
		return live.Resume(err)
	}
	wait := pollEvery
	if e.Kind != rest.Offline && p.fails > 2 {
		wait = min(time.Duration(p.fails-1)*pollEvery, 30*time.Second)
	}
	for _, a := range active {
		if last := a.ExpireAt.Add(-20 * time.Second).Sub(now); last > 0 {
			wait = min(wait, max(last, pollEvery))
		}
	}
	return max(0, time.Until(start.Add(wait)))
}
