package cli

import (
	"context"
	"errors"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
)

// lookLimit is how long a command waits for the provider before it shows what
// was saved.
const lookLimit = 10 * time.Second

// Look has the running numbers read, so that what a command then reads from
// the store is the newest. Offline, what is saved is what there is.
func (a *App) Look(ctx context.Context, s *Session) error {
	if a.Flags.Offline || s.SMS == nil {
		return nil
	}
	limit, stop := context.WithTimeout(ctx, lookLimit)
	defer stop()
	err := s.SMS.RefreshActive(limit)
	var fault *rest.Error
	var no Refused
	switch {
	case err == nil:
		return nil
	case errors.As(err, &no):
		if why, _ := no.Refused(); act.Code(why) == act.NoKey || act.Code(why) == act.KeyRefused {
			return err
		}
		a.Out.Say("%s", no)
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case a.keeps(err):
		return nil
	case errors.As(err, &fault) && fault.Kind == rest.Unauthorized:
		return &Exit{Code: KeyRefused, Err: errors.New("SMS does not accept the key, or has none: set it in the settings")}
	case errors.As(err, &fault) || limit.Err() != nil:
		a.Out.Say("SMS does not answer: showing what was saved.")
		return nil
	}
	return err
}

// Refresh asks for something before it is read from the store. Offline, what
// is saved is what there is.
func (a *App) Refresh(ctx context.Context, s *Session, ask func(context.Context) error) error {
	if a.Flags.Offline {
		return nil
	}
	err := s.SMS.Ready(ctx)
	if err == nil {
		err = ask(ctx)
	}
	if a.keeps(err) {
		return nil
	}
	var no Refused
	if errors.As(err, &no) {
		if why, _ := no.Refused(); act.Code(why) == act.Offline || act.Code(why) == act.Unreachable {
			a.Out.Say("%s", no)
			return nil
		}
	}
	return err
}

// keeps reports whether the program's own budget kept it from asking: what is saved answers
// then, and it is said that it was not asked anew.
func (a *App) keeps(err error) bool {
	var fault *rest.Error
	if !errors.As(err, &fault) || fault.Keeps == 0 {
		return false
	}
	a.unasked = err
	a.Out.Say("%s was not asked anew: %s. Showing what was saved.", rest.Screen(fault.Provider), fault.Keeping())
	return true
}

// nothingSaved is err, or why nothing newer was asked for where nothing is saved: an empty
// answer would say that there is nothing.
func (a *App) nothingSaved(err error) error {
	var chosen *Exit
	missing := errors.Is(err, store.ErrNotFound) || errors.As(err, &chosen) && chosen.Code == NotFound
	if a.unasked != nil && !a.acted && (missing || err == nil && a.Out.many && a.Out.wrote == 0) {
		return a.unasked
	}
	return err
}

// LooksEvery is how often the store is looked at while something is awaited;
// the engine asks the provider.
const LooksEvery = 250 * time.Millisecond

// Pause waits for d; false is that ctx ended first.
func Pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
