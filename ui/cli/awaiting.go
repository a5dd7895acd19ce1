package cli

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
)

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

// Asked asks once while something is watched, and reports whether the answer came and is saved. What only
// keeps it away for now ends no watch: it is said, once for each cause. A key that is refused, a question
// that is wrong and an address where the provider is not do end it.
func (a *App) Asked(ctx context.Context, s *Session, ask func(context.Context) error) (bool, error) {
	err := s.Engine.Ready(ctx)
	if err == nil {
		err = ask(ctx)
	}
	switch {
	case err == nil:
		a.awaited("")
		return true, nil
	case ctx.Err() != nil, a.unkept(s, err): // the one who waits tells of the first, the other was told
		return false, nil
	case !passes(err):
		return false, err
	}
	a.awaited(sentence(err))
	return false, nil
}

// passes reports whether what kept an answer away may be over the next time.
func passes(err error) bool {
	var no Refused
	if errors.As(err, &no) {
		why, _ := no.Refused()
		return slices.Contains([]act.Code{act.Unreachable, act.Limited, act.Blocked, act.OnHold, act.DiskFull, act.DiskFails, act.Locked, act.Turn}, act.Code(why))
	}
	var fault *rest.Error
	return errors.As(err, &fault) && (fault.Keeps > 0 || errors.Is(err, platfone.ErrOnHold) ||
		slices.Contains([]rest.Kind{rest.Offline, rest.Unanswered, rest.Limited, rest.Server, rest.Malformed}, fault.Kind))
}

// awaited says why nothing comes for now; "" is that something does again.
func (a *App) awaited(why string) {
	if why != "" && why != a.saidAwaiting {
		a.Out.Say("%s. It is asked again until it answers.", strings.TrimSuffix(why, "."))
	}
	a.saidAwaiting = why
}

// StillAsked says why waiting for what a provider tells is in vain: since began the process that asks
// it was refused the key. That it only does not answer is said, once, and waited out, also where it did not before
// and is asked again; a part of it that asks to be left alone keeps no other from answering. Whether it is asked is
// not said where that cannot be read.
func (a *App) StillAsked(ctx context.Context, s *Session, provider string, began time.Time) error {
	all, err := s.DB.Healths(ctx)
	if err != nil {
		return nil
	}
	for _, h := range all {
		switch since := !h.Since.Before(began.Truncate(time.Second)); {
		case h.Provider != provider:
		case h.State == store.HealthRefused && since:
			return &Exit{Code: KeyRefused, Reason: string(act.KeyRefused), Err: errors.New(h.Message)}
		case h.State == store.HealthLive:
			a.awaited("")
		case (since || h.NextTry.After(time.Now())) && slices.Contains([]store.HealthState{store.HealthOffline, store.HealthError, store.HealthHold}, h.State):
			a.awaited(h.Message)
		}
	}
	return nil
}
