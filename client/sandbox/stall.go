package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

const (
	alivePath = controlRoot + "/alive" // is answered whatever the world itself is busy with
	// aliveWithin is how long a living process may take to say that it goes on, and how often it
	// is asked while a request waits for its answer.
	aliveWithin = 2 * time.Second
	// stalledFor is how long one that did not is not asked again: each of many calls would wait.
	stalledFor = 3 * time.Second
)

// Stalled says that the process that has the world does not answer: somebody stopped it, or it hangs.
type Stalled struct {
	PID  int  // 0 where it is not known
	Sent bool // the request may be carried out once that process goes on
}

func (s *Stalled) Error() string {
	way := "let it go on (fg where it was stopped) or end it"
	if s.PID != 0 {
		way = fmt.Sprintf("let it go on (fg where it was stopped, or kill -CONT %d) or end it (kill -KILL %d)", s.PID, s.PID)
	}
	return "another Switchboard" + named(s.PID) + " has the sandbox's world and does not answer; it was stopped, or it hangs: " + way
}

// Sentence is the error as it is told to a person.
func (s *Stalled) Sentence() string { return s.Error() }

// NotSent reports that certainly nothing reached the world.
func (s *Stalled) NotSent() bool { return !s.Sent }

// answering serves a world to other programs, and tells them that its process goes on.
func answering(w *World) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+alivePath, func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusNoContent) })
	mux.Handle("/", w)
	return mux
}

// stall remembers that whoever has the world did not answer.
type stall struct {
	within time.Duration // an answer is expected

	mu    sync.Mutex
	since time.Time
	pid   int
}

// orphan is the error of a request that may be made again in a world that somebody else has by then: whoever had it has
// ended, and has heard nothing of the request or only had to read.
type orphan struct{ why error }

func (o *orphan) Error() string {
	return "the program that had the sandbox's world has ended: " + o.why.Error()
}

func (o *orphan) Unwrap() error { return o.why }

// reach sends a request to whoever has the world, once that process says that it goes on, and
// gives up waiting for the answer when it no longer does. It is an *orphan error where that has ended.
func (s *Shared) reach(r *http.Request) (*http.Response, error) {
	had := holder(s.options.Dir)
	if err := s.awake(r.Context()); err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancelCause(r.Context())
	answered := make(chan struct{})
	go func() {
		for {
			select {
			case <-answered:
				return
			case <-ctx.Done():
				return
			case <-time.After(s.stall.within):
			}
			var stalled *Stalled
			if errors.As(s.awake(ctx), &stalled) {
				stop(&Stalled{PID: stalled.PID, Sent: true})
				return
			}
		}
	}()
	answer, err := s.there.RoundTrip(r.WithContext(ctx))
	close(answered)
	var stalled *Stalled
	switch {
	case err == nil:
		return answer, nil
	case errors.As(context.Cause(ctx), &stalled):
		return nil, stalled
	case nobodyThere(err) || reads(r) && s.ended(r.Context(), had):
		return nil, &orphan{err}
	}
	return nil, err
}

// ended reports whether the process that had the world, after which a request got no answer, has ended: while it goes on,
// it was its own will.
func (s *Shared) ended(ctx context.Context, had int) bool {
	var gone *orphan
	return errors.As(s.awake(ctx), &gone) || ctx.Err() == nil && holder(s.options.Dir) != had
}

// awake is a *Stalled error while whoever has the world does not say that it goes on, and an *orphan
// one where nobody is there, or ended when asked.
func (s *Shared) awake(ctx context.Context) error {
	s.stall.mu.Lock()
	defer s.stall.mu.Unlock()
	if now := holder(s.options.Dir); time.Since(s.stall.since) < stalledFor && s.stall.pid == now {
		return &Stalled{PID: now}
	}
	within, stop := context.WithTimeout(ctx, s.stall.within)
	defer stop()
	ask, err := http.NewRequestWithContext(within, http.MethodGet, "http://sandbox"+alivePath, nil)
	if err != nil {
		return err
	}
	answer, err := s.there.RoundTrip(ask)
	if err == nil {
		return answer.Body.Close()
	}
	switch {
	case ctx.Err() != nil:
		return err
	case within.Err() != nil:
		s.stall.since, s.stall.pid = time.Now(), holder(s.options.Dir)
		return &Stalled{PID: s.stall.pid}
	}
	return &orphan{err}
}
