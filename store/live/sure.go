package live

import (
	"context"

	"switchboard/store"
)

// Hearing is a desk whose provider can be asked whether it answers.
type Hearing interface {
	Desk
	// Hear makes the cheapest read there is and notes how it went.
	Hear(ctx context.Context) error
	// InDoubt reports whether that would tell something; Access has it.
	InDoubt(ctx context.Context, unheard bool) bool
}

// mostHeard is how many reads tell that a provider reaches nobody.
const mostHeard = 2

// Sure asks a provider where it is in doubt whether it answers: a read reached nobody, or the process before noted so.
// What is said of an act before it is then what it would meet. Unheard asks where nothing was heard of it yet, too.
func (e *Engine) Sure(ctx context.Context, provider string, unheard bool) {
	for _, d := range e.desks {
		h, asks := d.(Hearing)
		for range mostHeard {
			if !asks || d.Provider() != provider || ctx.Err() != nil || !h.InDoubt(ctx, unheard) || h.Hear(ctx) == nil {
				break // how it went is noted
			}
			unheard = false
		}
	}
}

// InDoubt reports whether asking the provider once more would tell whether it answers: one read reached nobody, and
// a second is what it takes. Unheard has nothing be heard of it be a doubt as well.
func (a Access) InDoubt(ctx context.Context, unheard bool) bool {
	return a.MayAsk() == nil && a.Health.inDoubt(ctx, unheard)
}

// inDoubt takes what a process before has noted for the first of the reads that reached nobody.
func (p *Health) inDoubt(ctx context.Context, unheard bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lost > 0 || p.now.State != "" {
		return p.lost == 1
	}
	all, err := p.db.Healths(ctx)
	for _, h := range all {
		if err == nil && h.Provider == p.provider && h.State == store.HealthOffline {
			p.lost, p.failed = 1, h.Since
			return true
		}
	}
	return unheard
}
