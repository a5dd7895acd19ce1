package cli

import (
	"context"
	"errors"
	"time"

	"switchboard/client/platfone"
)

// lookLimit is how long a command waits for the provider before it shows what
// was saved.
const lookLimit = 10 * time.Second

// look has the running numbers read, so that what a command then reads from
// the store is the newest. Offline, and while another process does the
// asking, what is saved is what there is.
func (a *app) look(ctx context.Context, s *Session) error {
	if a.f.Offline {
		return nil
	}
	began := time.Now().Truncate(time.Second)
	if err := s.SMS.Ready(ctx); err != nil {
		var no refused
		if why := ""; errors.As(err, &no) {
			if why, _ = no.Refused(); why == "no key" || why == "key refused" {
				return err
			}
			a.output.Say("%s", no)
			return nil
		}
		return err
	}
	limit, stop := context.WithTimeout(ctx, lookLimit)
	defer stop()
	for pause(limit, 20*time.Millisecond) {
		list, err := s.DB.Healths(ctx)
		if err != nil {
			return err
		}
		for _, h := range list {
			switch {
			case h.Provider != platfone.Provider:
			case h.State == "refused" || h.State == "nokey":
				return &Exit{KeyRefused, errors.New("SMS does not accept the key, or has none: set it in the settings")}
			case !h.LastOK.Before(began):
				return nil
			}
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	a.output.Say("SMS does not answer: showing what was saved.")
	return nil
}
