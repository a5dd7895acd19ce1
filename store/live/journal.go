package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
)

// attempt is one act that goes through the journal.
type Attempt struct {
	Op      string                          // "sms.order"
	Key     string                          // under which only one attempt may be open
	Subject string                          // what it is about, for a person: "telegram/uk for acme"
	What    string                          // what it does, for a person: "The order of telegram/uk for acme"
	Body    any                             // what is sent, for the journal
	Allow   func(ctx context.Context) error // why it would cost too much; nil for what costs nothing
	Send    func(ctx context.Context) (ref string, err error)
}

// perform makes an attempt: the intent is on
// disk before anything is sent, and what came of it before anything is said.
// An answer that leaves the outcome open comes back as *store.Unsettled; the
// engine then finds out by reading and nothing is sent again.
func (e *Engine) Perform(ctx context.Context, a Attempt) error {
	ctx, leave, err := e.Enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	keep := context.WithoutCancel(ctx)
	in, err := e.Begin(keep, a)
	if err != nil {
		return err
	}
	if err := e.db.MarkSent(keep, in.ID); err != nil {
		return errors.Join(fmt.Errorf("noting that it is being sent: %w", err),
			e.db.Settle(keep, in.ID, store.StateRejected, "", "nothing was sent: the journal could not be written"))
	}
	in.SentAt = time.Now()
	ref, err := a.Send(ctx)
	if err == nil {
		return e.Confirm(keep, a, in, ref)
	}
	if OutcomeOpen(err) {
		return e.Doubt(keep, a, in, err)
	}
	e.Link(a.Key, in.ID)
	e.Audit(keep, a, "refused: "+err.Error())
	if lost := e.db.Settle(keep, in.ID, store.StateRejected, "", err.Error()); lost != nil {
		return errors.Join(err, fmt.Errorf("noting the refusal: %w", lost))
	}
	return err
}

func (e *Engine) Begin(ctx context.Context, a Attempt) (store.Intent, error) {
	body, err := json.Marshal(a.Body)
	if err != nil {
		return store.Intent{}, fmt.Errorf("writing down what is sent: %w", err)
	}
	if a.Allow != nil {
		e.spending.Lock()
		defer e.spending.Unlock()
		if err := a.Allow(ctx); err != nil {
			return store.Intent{}, err
		}
	}
	in := store.Intent{Op: a.Op, NaturalKey: a.Key, Subject: a.Subject, Body: body, Created: time.Now(), Parent: e.parent(a.Key)}
	in.ID, err = e.db.Begin(ctx, in)
	return in, err
}

// Acted reports whether anything was carried out by this process.
func (e *Engine) Acted() bool { return e.acted.Load() }

func (e *Engine) Confirm(ctx context.Context, a Attempt, in store.Intent, ref string) error {
	e.acted.Store(true)
	e.Link(a.Key, 0)
	if err := e.db.Settle(ctx, in.ID, store.StateConfirmed, ref, ""); err != nil {
		e.Chase(in)
		return errors.Join(&store.Unsettled{Intent: in.ID, What: a.What}, fmt.Errorf("noting that it was done: %w", err))
	}
	e.Audit(ctx, a, "done")
	return nil
}

// doubt keeps an attempt whose outcome is open and begins to find out.
func (e *Engine) Doubt(ctx context.Context, a Attempt, in store.Intent, cause error) error {
	err := e.db.Settle(ctx, in.ID, store.StateUnknown, "", cause.Error())
	e.Audit(ctx, a, "sent, no answer yet")
	e.Chase(in)
	open := &store.Unsettled{Intent: in.ID, What: a.What}
	if err != nil {
		return errors.Join(open, fmt.Errorf("noting that the outcome is open: %w", err))
	}
	return open
}

// unknown reports whether err leaves open what became of an act.
func OutcomeOpen(err error) bool {
	var e *rest.Error
	return errors.As(err, &e) && e.Unknown()
}

// audit notes what happened for the log pane. The act itself is in the journal,
// so a log line that cannot be written changes nothing.
func (e *Engine) Audit(ctx context.Context, a Attempt, result string) {
	_ = e.db.Audit(ctx, a.Op, a.Subject, result)
}

// link remembers the attempt that came to nothing, so that the next under the
// same key names it as its parent; id 0 forgets.
func (e *Engine) Link(key string, id int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if id == 0 {
		delete(e.linked, key)
	} else {
		e.linked[key] = id
	}
}

func (e *Engine) parent(key string) int64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.linked[key]
}
