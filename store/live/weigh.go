package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"switchboard/store"
	"switchboard/store/act"
)

// Weigh judges an act as things stand, from the store. It sends nothing.
func (e *Engine) Weigh(ctx context.Context, a act.Act) (act.Verdict, error) {
	v := act.Verdict{Act: a}
	d, err := e.deskOf(a)
	if err == nil {
		err = Weighed(&v, d.May(ctx, a))
	}
	if err == nil {
		err = d.Judge(ctx, a, &v)
	}
	if err == nil {
		err = e.held(ctx, &v)
	}
	v.Widest()
	return v, err
}

// held refuses what a journal that is not sound keeps from beginning: all that
// spends, and never a 911 address or what ends a number.
func (e *Engine) held(ctx context.Context, v *act.Verdict) error {
	if v.Act.Provider() == act.Here || !store.Holds(v.Act.Op()) {
		return nil
	}
	why, err := e.db.Hold(ctx)
	if err != nil {
		return err
	}
	if why != "" {
		v.Refuse(holds(&store.HeldError{Reason: why}))
	}
	open, err := e.openIntents(ctx)
	for _, in := range open {
		if in.Damaged { // it may be about anything
			return Weighed(v, &store.OpenIntentError{Intent: in})
		}
	}
	return err
}

// holds is the reason that a held journal is.
func holds(held *store.HeldError) act.Reason {
	r := act.JournalHeld.Of(held.Reason)
	r.Err = held
	return r
}

// openIntents are the attempts without a known outcome, read once while none changes.
func (e *Engine) openIntents(ctx context.Context) ([]store.Intent, error) {
	return e.open.Get("", e.db.Age(store.Journal), Fresh(ctx), func() ([]store.Intent, error) { return e.db.OpenIntents(ctx) })
}

// Do carries an act out that a person agreed to. It is weighed once more while
// no process can begin anything else, and nothing is sent unless the consent
// answers what the verdict is then. A *Refusal is that nothing was sent, a
// *store.Unsettled that the outcome is looked for; other errors are the
// provider's own.
func (e *Engine) Do(ctx context.Context, a act.Act, c act.Consent) (act.Outcome, error) {
	d, err := e.deskOf(a)
	if err != nil {
		return nil, err
	}
	v, err := e.Weigh(ctx, a)
	if err != nil {
		return nil, err
	}
	if err := c.Answers(v); err != nil {
		return nil, err
	}
	out, err := d.Carry(permitted(ctx, func(ctx context.Context) error {
		v, err := e.Weigh(context.WithValue(ctx, freshKey{}, true), a)
		if err != nil {
			return err
		}
		return c.Use(v)
	}), a)
	if at, ok := d.(Located); ok {
		err = Misplaced(ctx, at, err)
	}
	return out, err
}

// carrier judges the acts of one provider and carries them out.
type carrier interface {
	May(ctx context.Context, a act.Act) error
	Judge(ctx context.Context, a act.Act, v *act.Verdict) error
	Carry(ctx context.Context, a act.Act) (act.Outcome, error)
}

func (e *Engine) deskOf(a act.Act) (carrier, error) {
	if a.Provider() == act.Here {
		return saved{e}, nil
	}
	for _, d := range e.desks {
		if d.Provider() == a.Provider() {
			return d, nil
		}
	}
	return nil, fmt.Errorf("nothing here does %s", a.Op())
}

// permit lets the first attempt of an act go out, once.
type permit struct {
	mu   sync.Mutex
	ask  func(context.Context) error
	used bool
}

type (
	permitKey struct{}
	freshKey  struct{}
)

// Fresh reports whether what is known is to be read anew: another process may
// have changed it a moment ago.
func Fresh(ctx context.Context) bool { return ctx.Value(freshKey{}) != nil }

func permitted(ctx context.Context, ask func(context.Context) error) context.Context {
	return context.WithValue(ctx, permitKey{}, &permit{ask: ask})
}

// permitOf is what an attempt asks before it is written down: the act's permit,
// unless an earlier attempt of the same act had it, then its own condition.
// What nobody has weighed is not sent.
func permitOf(ctx context.Context, own func(context.Context) error) (func(context.Context) error, error) {
	p, ok := ctx.Value(permitKey{}).(*permit)
	if !ok {
		return nil, act.NotConfirmed.Of("a person").Refusal()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.used {
		return own, nil
	}
	return p.use, nil
}

func (p *permit) use(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	err := p.ask(ctx)
	p.used = p.used || err == nil
	return err
}

// Permit asks the permit of an act that goes on with an attempt of its own that
// was written down before.
func (e *Engine) Permit(ctx context.Context) error {
	allow, err := permitOf(ctx, nil)
	if err != nil || allow == nil {
		return err
	}
	return allow(ctx)
}

// Weighed adds the refusal that an error is to a verdict. Any other error is
// given back: nothing can be said of the act.
func Weighed(v *act.Verdict, err error) error {
	var no *act.Refusal
	var open *store.OpenIntentError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &open):
		r := act.OpenAttempt.Of(err.Error())
		r.Err = err
		v.Refuse(r)
	case errors.As(err, &no):
		v.Refuse(no.Reason())
	default:
		return err
	}
	return nil
}

// Invalid refuses what a field cannot hold, and reports whether it did.
func Invalid(v *act.Verdict, err error) bool {
	if err == nil {
		return false
	}
	r := act.Invalid.Of(err.Error())
	r.Err = err
	v.Refuse(r)
	return true
}

// Unsettled refuses an act upon things, by their natural keys, of which an
// earlier attempt has no known outcome. One that is on its way is waited for
// instead.
func (e *Engine) Unsettled(ctx context.Context, v *act.Verdict, keys ...string) error {
	open, err := e.openIntents(ctx)
	if err != nil {
		return err
	}
	for _, in := range open {
		if slices.ContainsFunc(keys, func(key string) bool { return store.Bars(in, v.Act.Op(), key) }) {
			return Weighed(v, &store.OpenIntentError{Intent: in})
		}
	}
	return nil
}

// OpenOf are the attempts at one kind of act whose outcome is not known: those on their way, and those that are looked for.
func (e *Engine) OpenOf(ctx context.Context, op string) ([]store.Intent, error) {
	open, err := e.openIntents(ctx)
	return slices.DeleteFunc(slices.Clone(open), func(in store.Intent) bool { return in.Op != op || in.Damaged }), err
}
