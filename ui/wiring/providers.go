package wiring

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store/config"
)

// sandboxBase is where the sandbox seems to be; nothing listens there.
const sandboxBase = "http://127.0.0.1"

// connect makes the desks of the profile's providers. A client that cannot be
// made is a problem to show, not a reason not to start.
func (s *session) connect(ctx context.Context) {
	s.providers = append(s.desks.providers(), s.more...)
	// Held, it is not known for sure where they are and with which key they are
	// called.
	closed := s.profile.Held != ""
	if s.profile.Sandbox && !closed {
		s.profile = s.inSandbox(s.profile)
	}
	for _, p := range s.providers {
		service := s.profile.Service(p.ID)
		o := Opening{Closed: closed, Engine: s.engine, MaxActive: service.MaxActive, Settings: s.set}
		if !closed {
			from := s.source(ctx, p)
			o.HasKey, o.Had = from.set(), from.now
			o.Reach = Reach{Rest: s.reach(p.ID, from), Key: from.key, Account: service.AccountID, Sandbox: s.world != nil}
			o.Session = s.chain.Session(s.profile, p.ID)
			if s.anew || s.world != nil && s.flags.Fresh {
				o.Session.Forget(ctx) // it was opened in another world
			}
			o.Keep = func(ctx context.Context, key rest.Secret) (string, error) { return s.keep(ctx, p.ID, key) }
		}
		part, err := p.Open(o)
		if err != nil {
			s.fault(p.ID, err)
		}
		s.parts = append(s.parts, part)
	}
}

func (s *session) fault(provider string, err error) {
	why := fmt.Sprintf("%s cannot be used: %v", rest.Screen(provider), err)
	s.wrong = append(s.wrong, why)
	s.db.NotSetUp(provider, why)
}

// noKeyYet stands for a key of the built-in world while that cannot be asked for it. The call it is for
// does not get there either, and says why.
const noKeyYet = "the sandbox does not answer"

// onlyKeyed is the way into the built-in world for calls that have its key. A world that answers by then would refuse what
// stands for one, and nobody has given it that as a key.
type onlyKeyed struct{ world *sandbox.Shared }

// RoundTrip implements http.RoundTripper.
func (k onlyKeyed) RoundTrip(r *http.Request) (*http.Response, error) {
	without, err := mentions(r, noKeyYet)
	if err != nil {
		return nil, err
	}
	if !without {
		return k.world.RoundTrip(r)
	}
	if _, err := k.world.Endpoints(sandboxBase); err != nil {
		return nil, err
	}
	return nil, &sandbox.Cut{Kind: sandbox.Offline} // it answers again: so will the next call be
}

// longestSignIn is the most that a request has in it whose body holds a key.
const longestSignIn = 1 << 10

// mentions is that a text stands in the headers of a request, or in what it signs in with.
func mentions(r *http.Request, text string) (bool, error) {
	for _, values := range r.Header {
		if strings.Contains(strings.Join(values, "\n"), text) {
			return true, nil
		}
	}
	if r.ContentLength <= 0 || r.ContentLength > longestSignIn {
		return false, nil
	}
	body, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	return bytes.Contains(body, []byte(text)), err
}

// worldKey is the key of a provider of the built-in world, which is asked until it tells.
func (s *session) worldKey(p Provider) func() rest.Secret {
	var mu sync.Mutex
	var key rest.Secret
	return func() rest.Secret {
		mu.Lock()
		defer mu.Unlock()
		if !key.Empty() {
			return key
		}
		e, err := s.world.Endpoints(sandboxBase)
		if err != nil {
			return rest.NewSecret(noKeyYet)
		}
		key = rest.NewSecret(p.SandboxKey(e))
		return key
	}
}

// keep stores the key that a sign-up brought.
func (s *session) keep(ctx context.Context, provider string, key rest.Secret) (where string, err error) {
	if s.world != nil {
		return "this session only (the sandbox keeps no keys)", nil
	}
	stored, err := s.chain.StoreKey(ctx, s.profile.Name, provider, config.InFile, key)
	return stored.At, err
}

// inSandbox points a profile at the built-in world.
func (s *session) inSandbox(p config.Profile) config.Profile {
	p = p.Clone()
	for _, one := range s.providers {
		p.Service(one.ID).BaseURL = sandboxBase + one.InSandbox
	}
	return p
}

// reach is the part of a client's configuration that is the same for every
// provider: all but the key.
func (s *session) reach(provider string, from *source) rest.Config {
	service := s.profile.Service(provider)
	c := rest.Config{
		Provider: provider, Base: service.BaseURL, CAFile: service.CAFile, AllowHTTP: service.AllowInsecureHTTP,
		Limits: service.Lower(s.db.Limits()), Clocks: s.db.Clocks(), Log: s.log, Keyless: func() string { return s.db.Unkeyed(provider) }, Seek: from.again,
		Accepted: func(ctx context.Context, since time.Time) bool { return s.db.Heard(ctx, provider, since) },
	}
	if c.CAFile == "" {
		c.CAFile = s.set.CAFile
	}
	if s.world != nil {
		c.Transport = http.RoundTripper(onlyKeyed{s.world})
	}
	return c
}

// probe tries a key that is not kept yet: nothing that an earlier one opened is used.
func (p Program) probe(ctx context.Context, profile config.Profile, provider string, key rest.Secret) (words string, ahead time.Duration, err error) {
	return p.ask(ctx, profile, provider, key, nil)
}

// ask asks a provider for the least there is; without limits to share it counts on its own.
// kept is where what the key has opened is kept, so that it is not opened anew; nil opens it.
func (p Program) ask(ctx context.Context, profile config.Profile, provider string, key rest.Secret, kept *config.SessionKeeper) (words string, ahead time.Duration, err error) {
	one, ok := p.provider(provider)
	if !ok {
		return "", 0, fmt.Errorf("there is no provider %q", provider)
	}
	service := profile.Service(provider)
	words, ahead, err = one.Probe(ctx, Reach{
		Rest: rest.Config{Provider: provider, Base: service.BaseURL, CAFile: service.CAFile, AllowHTTP: service.AllowInsecureHTTP},
		Key:  func() rest.Secret { return key }, Account: service.AccountID, Session: kept,
	})
	if err != nil {
		words = ""
	}
	return words, ahead, err
}
