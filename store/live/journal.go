package live

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
)

// Attempt is one act that goes through the journal.
type Attempt struct {
	Op      string                          // "sms.order"
	Key     string                          // under which only one attempt may be open
	Subject string                          // what it is about, for a person: "telegram/uk for acme"
	What    string                          // what it does, for a person: "The order of telegram/uk for acme"
	Body    any                             // what is sent, for the journal
	Allow   func(ctx context.Context) error // why it may not be, asked while nobody can begin anything else; only reads; nil is no condition
	Send    func(ctx context.Context) (ref string, err error)
	// Keep saves what the answer brought. It comes before the attempt is noted as done: whoever ends between the
	// two leaves an attempt that is looked for, and never one that is done while its row is missing. nil saves nothing.
	Keep func(ctx context.Context)
}

// Perform makes an attempt: the intent is on
// disk before anything is sent, and what came of it before anything is said.
// An answer that leaves the outcome open comes back as *store.Unsettled; the
// engine then finds out by reading and nothing is sent again.
func (e *Engine) Perform(ctx context.Context, a Attempt) error {
	ctx, leave, err := e.Enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	keep := context.WithValue(context.WithoutCancel(ctx), actingKey{}, ctx)
	in, err := e.Begin(ctx, a)
	if err != nil {
		return err
	}
	if err := e.markSent(keep, in); err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, sendWithin)
	defer stop()
	in.SentAt = time.Now()
	ref, err := a.Send(ctx)
	if err == nil {
		if a.Keep != nil {
			a.Keep(keep)
		}
		return e.Confirm(keep, a, in, ref)
	}
	if OutcomeOpen(err) {
		return e.Doubt(keep, a, in, err)
	}
	e.Audit(keep, a, store.Refused(err.Error()))
	if lost := e.db.Settle(keep, in.ID, store.StateRejected, "", err.Error()); lost != nil {
		return errors.Join(err, fmt.Errorf("noting the refusal: %w", lost))
	}
	return err
}

const (
	turnEvery = 50 * time.Millisecond // between two tries to begin while the same is on its way
	turnLimit = 2 * time.Minute       // after which it is not waited for any longer
	// sendWithin is how long an attempt may take: a process that is stopped between its mark
	// and the first byte must not send once others have proved that nothing came of it.
	sendWithin = absentGap - 10*time.Second
)

// Begin writes an attempt down. While another process, or this one, has the same on its way,
// it waits for its turn.
func (e *Engine) Begin(ctx context.Context, a Attempt) (store.Intent, error) {
	body, err := json.Marshal(a.Body)
	if err != nil {
		return store.Intent{}, fmt.Errorf("writing down what is sent: %w", err)
	}
	if a.Allow, err = permitOf(ctx, a.Allow); err != nil {
		return store.Intent{}, err
	}
	limit, stop := context.WithTimeout(ctx, turnLimit)
	defer stop()
	for {
		in, err := e.tryBegin(context.WithoutCancel(ctx), a, body)
		var turn *store.InFlightError
		if !errors.As(err, &turn) {
			return in, err
		}
		switch {
		case pause(limit, turnEvery):
		case ctx.Err() != nil:
			return in, ctx.Err()
		default:
			return in, &Refusal{Why: ReasonTurn, Say: a.What + " has waited long enough: " + turn.Error() + ". Nothing was sent.", Err: turn}
		}
	}
}

func (e *Engine) tryBegin(ctx context.Context, a Attempt, body json.RawMessage) (store.Intent, error) {
	parent, err := e.db.Fruitless(ctx, a.Key)
	if err != nil {
		return store.Intent{}, err
	}
	in := store.Intent{Op: a.Op, NaturalKey: a.Key, Subject: a.Subject, Body: body, Created: time.Now(), Parent: parent}
	in.Run, in.Nth = act.PlaceOf(ctx)
	in.ID, err = e.db.Begin(ctx, in, a.Allow)
	var held *store.HeldError
	switch {
	case errors.As(err, &held): // found since it was weighed
		err = holds(held).Refusal()
	case errors.Is(err, store.ErrLocked):
		r := act.Locked.Of("journal")
		r.Err = err
		err = r.Refusal()
	}
	return in, err
}

// markSent writes down that an attempt goes out now. One that others took up meanwhile, because
// this process was stopped, does not go out.
func (e *Engine) markSent(ctx context.Context, in store.Intent) error {
	err := e.db.MarkSent(ctx, in.ID)
	var step *store.StepError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &step):
		return &Refusal{Why: ReasonTurn, Say: "This Switchboard was stopped before " + in.Subject + " was sent: nothing was sent.", Err: err}
	}
	return errors.Join(fmt.Errorf("noting that it is being sent: %w", err),
		e.db.Settle(ctx, in.ID, store.StateRejected, "", "nothing was sent: the journal could not be written"))
}

// Reread is the context for the read that follows an act. What was done holds without it, so that it is given
// a part of the time that is left, and no more than a person waits for.
func Reread(ctx context.Context) (context.Context, context.CancelFunc) {
	if acting, ok := ctx.Value(actingKey{}).(context.Context); ok {
		ctx = acting
	}
	limit := rereadWithin
	if end, ok := ctx.Deadline(); ok {
		limit = min(limit, time.Until(end)/2)
	}
	return context.WithTimeout(ctx, limit)
}

// actingKey is where the context in which the answer to an act is kept, which nothing ends, has the act's own.
type actingKey struct{}

// rereadWithin is how long the read that follows an act is waited for.
const rereadWithin = 10 * time.Second

// Acted counts what was carried out by this process.
func (e *Engine) Acted() int64 { return e.acted.Load() }

func (e *Engine) Confirm(ctx context.Context, a Attempt, in store.Intent, ref string) error {
	e.acted.Add(1)
	if err := e.db.Settle(ctx, in.ID, store.StateConfirmed, ref, ""); err != nil {
		e.Chase(in)
		return errors.Join(&store.Unsettled{Intent: in.ID, What: a.What}, fmt.Errorf("noting that it was done: %w", err))
	}
	e.Audit(ctx, a, in.Log(ref, false))
	return nil
}

// Doubt keeps an attempt whose outcome is open and begins to find out.
func (e *Engine) Doubt(ctx context.Context, a Attempt, in store.Intent, cause error) error {
	open := &store.Unsettled{Intent: in.ID, What: a.What, Said: Answered(cause)}
	err := e.db.Settle(ctx, in.ID, store.StateUnknown, "", cmp.Or(open.Said, cause.Error()))
	e.Audit(ctx, a, cmp.Or(open.Said, store.SentNoAnswer))
	e.Chase(in)
	if err != nil {
		return errors.Join(open, fmt.Errorf("noting that the outcome is open: %w", err))
	}
	return open
}

// Answered is what a provider answered although that leaves the outcome open: "LINES answered
// 500: fault by carrier". It is "" when nothing came.
func Answered(err error) string {
	var e *rest.Error
	if !errors.As(err, &e) || e.Status == 0 {
		return ""
	}
	who, message := rest.Screen(e.Provider)+" answered ", strings.TrimSuffix(e.Message, ".")
	said := fmt.Sprintf("%s%d", who, e.Status)
	if how, ok := strings.CutPrefix(message, who); ok {
		return said + " " + how
	}
	if message == "" && e.Kind == rest.Malformed {
		message = "it cannot be read"
	}
	if message != "" {
		said += ": " + message
	}
	return said
}

// unknown reports whether err leaves open what became of an act.
func OutcomeOpen(err error) bool {
	var e *rest.Error
	return errors.As(err, &e) && e.Unknown()
}

// Audit notes what happened for the log pane. The act itself is in the journal,
// so a log line that cannot be written changes nothing.
func (e *Engine) Audit(ctx context.Context, a Attempt, result string) {
	_ = e.db.Audit(ctx, a.Op, a.Subject, result)
}
