package live

import (
	"errors"
	"time"

	"switchboard/client/rest"
)

// OnceMore is the next delay of a job that is over unless it failed for a
// reason that passes.
func OnceMore(err error) time.Duration {
	var e *rest.Error
	if !errors.As(err, &e) {
		return Done
	}
	switch e.Kind {
	case rest.Offline, rest.Unanswered, rest.Server, rest.NotAPI, rest.Limited:
		return Resume(err)
	}
	return Done
}

// Resume is the next delay of a standing job that failed: 0 asks for the
// scheduler's back-off.
func Resume(err error) time.Duration {
	var e *rest.Error
	if !errors.As(err, &e) {
		return 0
	}
	switch e.Kind {
	case rest.Unauthorized, rest.NoKey:
		return time.Minute // refused here without a call until the key is another
	case rest.Limited:
		return max(time.Until(e.Until), 0)
	}
	return 0
}
