package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
)

// carryingKey is where a context for what follows an act has the one the act was carried out with.
type carryingKey struct{}

// After is the context for telling what was done: that the time of the command is over, or that it was
// interrupted, undoes nothing and keeps nothing from being told.
func After(ctx context.Context) context.Context {
	return context.WithValue(context.WithoutCancel(ctx), carryingKey{}, ctx)
}

// ReadAgain reads what was just changed. The act is done whatever comes of that: it has a part of the time
// that is left, that it failed is said in one sentence, and what is saved is told then. Once it took too long
// nothing more is read by this command: of several the others are to be done in its time.
func (a *App) ReadAgain(ctx context.Context, s *Session, ask func(context.Context) error) {
	if within, ok := ctx.Value(carryingKey{}).(context.Context); ok {
		ctx = within
	}
	if a.tooSlow || a.Flags.Offline {
		return
	}
	limit, stop := context.WithTimeout(ctx, rereadLimit(ctx))
	defer stop()
	err := s.Engine.Ready(limit)
	if err == nil {
		err = ask(limit)
	}
	if err == nil || store.Unsaved(err) {
		return // what could not be saved is told as what stands
	}
	a.tooSlow = limit.Err() != nil
	words := "It could not be read again" // it was so already
	if a.Out.acted != nil && a.Out.acted() {
		words = "It is done, but could not be read again"
	}
	a.Out.Say("%s: %s.", words, strings.TrimSuffix(unread(err, a.tooSlow), "."))
}

// rereadLimit is how long a read that follows an act may take.
func rereadLimit(ctx context.Context) time.Duration {
	if end, ok := ctx.Deadline(); ok {
		return min(lookLimit, time.Until(end)/2)
	}
	return lookLimit
}

// unread says why something was not read. Whether a read was sent at all says nothing to a person: the act was.
func unread(err error, late bool) string {
	var fault *rest.Error
	switch {
	case !errors.As(err, &fault):
		return store.Said(err)
	case late:
		return rest.Screen(fault.Provider) + " did not answer in time"
	case fault.Keeps > 0:
		return fault.Keeping()
	}
	return strings.TrimPrefix(store.Said(err), "nothing was sent: ")
}

// outran reports whether an error is that the time was over, and not what became of anything before. Once something was
// carried out, only an error that says so itself is.
func outran(err error, acted bool) bool {
	var chosen *Exit
	var no Refused
	var fault *rest.Error
	switch {
	case errors.As(err, &chosen), errors.As(err, &no), Unsettled(err):
		return false
	case errors.As(err, &fault):
		return fault.Status == 0
	}
	return !acted || errors.Is(err, context.DeadlineExceeded) || errors.As(err, new(*partly))
}

// partly is what a run over several came to that the end of its time cut short.
type partly struct {
	words string
	error
}

func (p *partly) Error() string { return fmt.Sprintf("%s: %s", p.words, p.error) }

// Unwrap is what it ended with.
func (p *partly) Unwrap() error { return p.error }
