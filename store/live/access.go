package live

import (
	"context"
	"errors"
	"slices"
	"time"

	"switchboard/store"
	"switchboard/store/act"
)

// Access is a desk's way to the engine and to its one provider: whether anything may be asked or
// sent, how its reads go, and what is to be read soon. A desk embeds it.
type Access struct {
	Health   *Health
	e        *Engine
	provider string
	hasKey   func() bool
	pardon   func()
	noKey    string
}

// NewAccess is the access of a provider's desk; pardon lets a refused key be tried once more, and
// noKey is the sentence for a call without a key.
func NewAccess(e *Engine, provider string, hasKey func() bool, pardon func(), noKey string) Access {
	h := NewHealth(e.DB(), provider)
	h.polls = e.Leading
	e.healths = append(e.healths, h)
	return Access{h, e, provider, hasKey, pardon, noKey}
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

// Ask is MayAsk where a person asks to read again: a key that was refused is tried once more, here
// and in the process that leads, and one that could not be had is looked for again.
func (a Access) Ask(ctx context.Context) error {
	a.Pardon()
	if err := a.MayAsk(); err != nil {
		return err
	}
	all, err := a.e.DB().Healths(ctx)
	if err == nil && slices.ContainsFunc(all, func(h store.Health) bool { return h.Provider == a.provider && h.State == store.HealthRefused }) {
		a.e.Kick(wakeName+a.provider, 0)
	}
	return err
}

// Pardon lets a key that was refused be tried once more by this process, and one that could not
// be had be looked for again.
func (a Access) Pardon() {
	if a.hasKey() {
		a.pardon()
		a.Health.forget()
	}
}

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
