package wiring

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store/config"
	"switchboard/store/live/lines"
	"switchboard/store/live/sms"
	"switchboard/store/live/trust"
)

// sandboxBase is where the sandbox seems to be; nothing listens there.
const sandboxBase = "http://127.0.0.1"

// apiKeyLen is the length of a LINES key that is exchanged for tokens; any other is a token itself (api.md, Part 3).
const apiKeyLen = 64

// desks are the parts of the engine that know a provider each.
type desks struct {
	sms   *sms.SMS
	lines *lines.Lines
	trust *trust.Trust
}

// clients are the profile's providers; one without a key is nil.
type clients struct {
	sms   *platfone.Client
	lines *oneuc.Client
	trust *numbersonline.Client // there before it has a key: signing up needs none
	ring  trust.KeyStore
}

// register makes the desks and hands them to the session's engine.
func (s *session) register(c clients) desks {
	return desks{
		sms: sms.New(s.engine, sms.Config{API: c.sms, MaxActive: s.profile.SMS.MaxActive, Notices: sms.Notices{
			AccountLow: s.set.LowBalance.Account, CustomerLow: s.set.LowBalance.Customer, ReportWindow: s.set.ReportDeadline,
		}}),
		lines: lines.New(s.engine, c.lines),
		trust: trust.New(s.engine, c.trust, c.ring),
	}
}

// connect makes the clients of the profile's providers. One that cannot be
// made is a problem to show, not a reason not to start.
func (s *session) connect(ctx context.Context) (c clients) {
	var err error
	if s.profile.Held != "" {
		return c // where they are and with which key they are called is not known for sure
	}
	if s.profile.Sandbox {
		if s.world == nil {
			return c // another process has the world: it leads, this one reads
		}
		s.profile = inSandbox(s.profile)
	}
	if key, base, ok := s.key(ctx, config.SMS); ok {
		if c.sms, err = s.smsClient(base, key); err != nil {
			s.fault(config.SMS, err)
		}
	}
	if key, base, ok := s.key(ctx, config.Lines); ok {
		if c.lines, err = s.linesClient(base, key); err != nil {
			s.fault(config.Lines, err)
		}
	}
	c.trust, c.ring = s.trustClient(ctx)
	return c
}

func (s *session) fault(provider string, err error) {
	s.wrong = append(s.wrong, fmt.Sprintf("%s cannot be used: %v", rest.Screen(provider), err))
}

// key is how the key of a provider is had, and where the provider is; false
// when there is none to be had. Asking a command, the keyring or the sandbox
// takes time, so it is put off to the first call.
func (s *session) key(ctx context.Context, provider string) (key func() rest.Secret, base string, ok bool) {
	if s.world != nil {
		return sync.OnceValue(func() rest.Secret { return s.sandboxKey(provider) }), s.profile.Service(provider).BaseURL, true
	}
	service := s.profile.Service(provider)
	find := func() (rest.Secret, error) {
		found, err := s.chain.Find(context.WithoutCancel(ctx), s.profile, provider)
		if err != nil {
			s.unkeyed.note(provider, err)
		} else if found.Secret.Empty() && found.Note != "" {
			s.unkeyed.note(provider, errors.New(found.Note))
		}
		return found.Secret, err
	}
	if len(service.Key.Command) > 0 || service.Key.Keyring {
		later := sync.OnceValue(func() rest.Secret {
			k, _ := find() // without a key every call is refused, which the strip says
			return k
		})
		return later, service.BaseURL, true
	}
	k, err := find()
	if err != nil {
		s.fault(provider, err)
	}
	return func() rest.Secret { return k }, service.BaseURL, err == nil && !k.Empty()
}

// unkeyed is why keys cannot be had although somebody set a place for them, by
// provider: it is told wherever a key is missed.
type unkeyed struct {
	mu  sync.Mutex
	all map[string]string
}

func (u *unkeyed) note(provider string, err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.all == nil {
		u.all = map[string]string{}
	}
	u.all[provider] = rest.Screen(provider) + " has no key that can be used: " + err.Error()
}

func (u *unkeyed) why(provider string) string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.all[provider]
}

func (s *session) sandboxKey(provider string) rest.Secret {
	e := s.world.Endpoints(sandboxBase)
	switch provider {
	case config.Trust:
		return rest.NewSecret(e.Trust.Key)
	case config.Lines:
		return rest.NewSecret(e.Lines.APIKey)
	}
	return rest.NewSecret(e.SMS.Key)
}

// inSandbox points a profile at the built-in world.
func inSandbox(p config.Profile) config.Profile {
	p.SMS.BaseURL = sandboxBase + "/api/v1/retail"
	p.Trust.BaseURL = sandboxBase
	p.Lines.BaseURL = sandboxBase + "/v2"
	return p
}

// reach is the part of a client's configuration that is the same for every provider.
func (s *session) reach(provider, base string, key func() rest.Secret) rest.Config {
	service := s.profile.Service(provider)
	c := rest.Config{
		Provider: provider, Base: base, Key: key, CAFile: service.CAFile, AllowHTTP: service.AllowInsecureHTTP,
		Limits: service.Lower(s.db.Limits()), Log: s.log, Keyless: func() string { return s.unkeyed.why(provider) },
	}
	if c.CAFile == "" {
		c.CAFile = s.set.CAFile
	}
	if s.world != nil {
		c.Transport = http.RoundTripper(s.world)
	}
	return c
}

func (s *session) smsClient(base string, key func() rest.Secret) (*platfone.Client, error) {
	c := s.reach(config.SMS, base, key)
	c.Header, c.Explain = "X-Api-Key", platfone.Explain
	r, err := rest.New(c)
	if err != nil {
		return nil, err
	}
	return platfone.New(r), nil
}

func (s *session) linesClient(base string, key func() rest.Secret) (*oneuc.Client, error) {
	cfg := oneuc.Config{Rest: s.reach(config.Lines, base, nil), Account: s.profile.Lines.AccountID}
	if s.world != nil || len(key().Reveal()) == apiKeyLen {
		if cfg.APIKey = key; s.world == nil {
			cfg.Sessions = s.chain.Session(s.profile, config.Lines)
		}
	} else {
		cfg.Rest.Key = key
	}
	return oneuc.New(cfg)
}

// trustClient makes the trust client and what keeps its key.
func (s *session) trustClient(ctx context.Context) (*numbersonline.Client, trust.KeyStore) {
	key, base, ok := s.key(ctx, config.Trust)
	if !ok {
		key, base = func() rest.Secret { return rest.Secret{} }, s.profile.Trust.BaseURL
	}
	ring := &keyRing{chain: s.chain, profile: s.profile.Name, sandbox: s.world != nil, now: key}
	client, err := numbersonline.New(s.reach(config.Trust, base, ring.Key))
	if err != nil {
		s.fault(config.Trust, err)
		return nil, nil
	}
	return client, ring
}

// keyRing keeps the one key that a sign-up brings. It implements trust.KeyStore.
type keyRing struct {
	chain   *config.Keychain
	profile string
	sandbox bool

	mu  sync.Mutex
	now func() rest.Secret
}

// Key implements trust.KeyStore.
func (k *keyRing) Key() rest.Secret {
	k.mu.Lock()
	now := k.now
	k.mu.Unlock()
	return now()
}

// Keep implements trust.KeyStore: the key is stored before anybody sees it.
func (k *keyRing) Keep(ctx context.Context, key rest.Secret) (string, error) {
	where := "this session only (the sandbox keeps no keys)"
	if !k.sandbox {
		stored, err := k.chain.StoreKey(ctx, k.profile, config.Trust, config.InFile, key)
		if err != nil {
			return "", err
		}
		where = stored.At
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.now = func() rest.Secret { return key }
	return where, nil
}
