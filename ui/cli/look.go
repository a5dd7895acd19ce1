package cli

import (
	"context"
	"errors"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
)

// lookLimit is how long a command waits for the provider before it shows what
// was saved.
const lookLimit = 10 * time.Second

// Look has the running numbers read, so that what a command then reads from
// the store is the newest. Offline, and while another process does the
// asking, what is saved is what there is.
func (a *App) Look(ctx context.Context, s *Session) error {
	if a.Flags.Offline {
		return nil
	}
	began := time.Now().Truncate(time.Second)
	if err := s.SMS.Ready(ctx); err != nil {
		var no Refused
		if why := ""; errors.As(err, &no) {
			if why, _ = no.Refused(); act.Code(why) == act.NoKey || act.Code(why) == act.KeyRefused {
				return err
			}
			a.Out.Say("%s", no)
			return nil
		}
		return err
	}
	limit, stop := context.WithTimeout(ctx, lookLimit)
	defer stop()
	for Pause(limit, 20*time.Millisecond) {
		list, err := s.DB.Healths(ctx)
		if err != nil {
			return err
		}
		for _, h := range list {
			switch {
			case h.Provider != platfone.Provider:
			case h.State == store.HealthRefused || h.State == store.HealthNoKey:
				return &Exit{Code: KeyRefused, Err: errors.New("SMS does not accept the key, or has none: set it in the settings")}
			case !h.LastOK.Before(began):
				return nil
			}
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	a.Out.Say("SMS does not answer: showing what was saved.")
	return nil
}

// Refresh asks for something before it is read from the store. Offline, and
// while another process does the asking, what is saved is what there is.
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
