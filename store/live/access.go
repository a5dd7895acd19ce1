package live

import (
	"context"
	"errors"
	"time"

	"switchboard/store/act"
)

// Access is a desk's way to the engine and to its one provider: whether anything may be asked or
// sent, how its reads go, and what is to be read soon. A desk embeds it.
type Access struct {
	Health   *Health
	e        *Engine
	provider string
	hasKey   func() bool
	noKey    string
}

// NewAccess is the access of a provider's desk; noKey is the sentence for a call without a key.
func NewAccess(e *Engine, provider string, hasKey func() bool, noKey string) Access {
	return Access{NewHealth(e.DB(), provider), e, provider, hasKey, noKey}
}

// Weigh implements act.Judge for the faces of the desk: the engine judges.
func (a Access) Weigh(ctx context.Context, what act.Act) (act.Verdict, error) {
	return a.e.Weigh(ctx, what)
}

// Do implements act.Judge.
func (a Access) Do(ctx context.Context, what act.Act, c act.Consent) (act.Outcome, error) {
	return a.e.Do(ctx, what, c)
}

// Provider implements Desk.
func (a Access) Provider() string { return a.provider }

// MayAsk says why nothing can be asked of this provider now.
func (a Access) MayAsk() error { return a.e.Asking(a.provider, a.hasKey(), a.noKey) }

// MaySend says why nothing that changes the world can be sent to this provider.
func (a Access) MaySend() error {
	if err := a.e.MaySend(); err != nil {
		return err
	}
	if err := a.MayAsk(); err != nil {
		return err
	}
	return a.Health.Fit(a.e)
}

// Refusal is MaySend in a sentence, "" when something can be sent. It asks nobody and is cheap
// enough for every frame.
func (a Access) Refusal() string {
	if err := a.MaySend(); err != nil {
		return err.Error()
	}
	return ""
}

// Heard notes how a read went and gives its error.
func (a Access) Heard(ctx context.Context, err error) error {
	if err != nil {
		return errors.Join(err, a.Health.Bad(ctx, err, time.Time{}))
	}
	return a.Health.Good(ctx)
}

// Soon reads something once as soon as there is a place, and again while it fails for a reason
// that passes. Asking twice under one key is reading once.
func (a Access) Soon(key string, p Priority, delay time.Duration, read func(context.Context) error) {
	a.e.sched.Put(key, p, delay, func(ctx context.Context) (time.Duration, error) {
		err := read(ctx)
		return OnceMore(err), err
	})
}
