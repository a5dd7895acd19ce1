package cli

import (
	"context"
	"errors"
	"time"

	"switchboard/client/rest"
	"switchboard/store/act"
)

// lookLimit is how long a command waits for the provider before it shows what
// was saved.
const lookLimit = 10 * time.Second

// Look has the running numbers read, so that what a command then reads from
// the store is the newest. Offline, what is saved is what there is.
func (a *App) Look(ctx context.Context, s *Session) error {
	if a.Flags.Offline {
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
	var no Refused
	if errors.As(err, &no) {
		if why, _ := no.Refused(); act.Code(why) == act.Offline || act.Code(why) == act.Unreachable {
			a.Out.Say("%s", no)
			return nil
		}
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
