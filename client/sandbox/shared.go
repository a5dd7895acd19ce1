package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// Shared is the world of a folder for one of several programs that use it at the same time. The
// first has the world and serves it through a socket in the folder; the others reach it there,
// and when it ends the next one that asks for something takes the world over.
type Shared struct {
	options Options
	there   *http.Transport // to the socket of whoever has the world
	stall   stall           // of whoever has the world

	mu     sync.Mutex
	world  *World
	server *server // nil where there is no socket to be had
	closed bool
}

// Share opens the world in options.Dir for this program and others. A fresh world cannot be begun
// while another program has the old one: that is a *Locked error.
func Share(options Options) (*Shared, error) {
	s := &Shared{options: options, stall: stall{within: aliveWithin}}
	s.there = &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx, options.Dir) },
		// A kept connection may have ended with the program at its other end, and it would not be
		// known whether a request over it had been heard.
		DisableKeepAlives: true,
	}
	err := s.claim()
	var locked *Locked
	if err != nil && (!errors.As(err, &locked) || options.Fresh) {
		return nil, err
	}
	s.options.Fresh, s.options.Later, s.options.bound = false, false, true // from now on it is in use
	return s, nil
}

// claim opens the world, unless another program has it, and serves it to the others.
func (s *Shared) claim() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return closed{}
	case s.world != nil:
		return nil
	}
	options := s.options
	if !s.options.Alone {
		options.pages = &pages{}
	}
	world, err := New(options)
	if err != nil {
		return err
	}
	s.world = world
	if !s.options.Alone {
		s.server, err = serve(s.options.Dir, world)
	}
	if err != nil {
		err = errors.Join(fmt.Errorf("sharing the sandbox's world: %w", err), world.Close())
		s.world = nil
	}
	return err
}

// World is the world while this program has it, nil while another does.
func (s *Shared) World() *World {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.world
}

// The time that a world may be without a program that serves it, while one ends and another
// takes over, and how often it is looked for meanwhile.
const (
	orphaned   = 5 * time.Second
	lookAround = 20 * time.Millisecond
)

// RoundTrip implements http.RoundTripper. A request that was heard by nobody, or by a program that has
// ended and only had to read for it, is made again once somebody has the world.
func (s *Shared) RoundTrip(r *http.Request) (*http.Response, error) {
	if w := s.World(); w != nil {
		return w.RoundTrip(r)
	}
	body, err := drain(r)
	if err != nil {
		return nil, err
	}
	for until := time.Now().Add(orphaned); ; {
		again := r.Clone(r.Context())
		if r.Body != nil {
			again.Body = io.NopCloser(bytes.NewReader(body))
		}
		if w := s.World(); w != nil {
			return w.RoundTrip(again)
		}
		answer, err := s.reach(again)
		var alone *orphan
		if !errors.As(err, &alone) {
			return answer, err
		}
		var locked *Locked
		switch taken := s.claim(); {
		case taken == nil:
		case !errors.As(taken, &locked):
			return nil, taken
		case time.Now().After(until):
			return nil, &Cut{Offline}
		default:
			if err := wait(r.Context(), int(lookAround.Milliseconds())); err != nil {
				return nil, err
			}
		}
	}
}

// Control is World.Control, wherever the world is.
func (s *Shared) Control(name string, body []byte) (any, error) {
	if w := s.World(); w != nil {
		return w.Control(name, body)
	}
	return s.ask(http.MethodPost, name, body)
}

// ClearFaults is World.ClearFaults, wherever the world is.
func (s *Shared) ClearFaults() {
	_, _ = s.ask(http.MethodDelete, "fault", nil) // whoever has ended has no faults left
}

// ask uses a control route of the world.
func (s *Shared) ask(method, name string, body []byte) (json.RawMessage, error) {
	ctx, stop := context.WithTimeout(context.Background(), 2*orphaned)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, method, "http://sandbox"+controlRoot+"/"+name, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	answer, err := s.RoundTrip(r)
	if err != nil {
		return nil, fmt.Errorf("asking the program that has the sandbox's world: %w", err)
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		var refusal struct{ Error string }
		_ = json.Unmarshal(said, &refusal) // without words the status has to do
		err = fmt.Errorf("the sandbox refuses %s (%d): %s", name, answer.StatusCode, refusal.Error)
	}
	return said, err
}

// Endpoints is World.Endpoints, wherever the world is.
func (s *Shared) Endpoints(base string) (Endpoints, error) {
	if w := s.World(); w != nil {
		return w.Endpoints(base), nil
	}
	said, err := s.ask(http.MethodGet, "endpoints", nil)
	var e Endpoints
	if err == nil {
		err = json.Unmarshal(said, &e)
	}
	e.SMS.BaseURL, e.Trust.BaseURL, e.Lines.BaseURL, e.Control = base, base, base, base+controlRoot
	return e, err
}

// SetAside is World.SetAside while this program has the world.
func (s *Shared) SetAside() (string, error) {
	if w := s.World(); w != nil {
		return w.SetAside()
	}
	return "", nil
}

// Close ends serving the world, keeps it and frees its folder, if this program has it.
func (s *Shared) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if s.world == nil {
		return nil
	}
	var err error
	if s.server != nil {
		err = errors.Join(s.server.close(), s.world.pages.close())
	}
	err = errors.Join(err, s.world.Close())
	s.world, s.server = nil, nil
	return err
}
