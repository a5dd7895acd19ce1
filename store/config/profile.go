package config

import (
	"errors"
	"regexp"
	"strings"
	"sync"

	"switchboard/client/rest"
)

// The providers, by the names used in files, variables and errors.
const (
	SMS   = "sms"
	Trust = "trust"
	Lines = "lines"
	// Webhook names the secret deliveries are signed with, which is kept like a key.
	Webhook = "webhook"
)

// Profile is one account with each of the providers. Profiles share nothing:
// data, keys and limits of spending are apart.
type Profile struct {
	Name string
	// Sandbox is the built-in world. It has no keys and reaches nobody.
	Sandbox bool
	// ReadOnly profiles are looked at and never changed.
	ReadOnly bool
	// Held says which mistake in the settings keeps every request from being
	// made with this profile, "" for none.
	Held     string
	Hooks    Hooks
	Problems []Problem // in the variables and flags; those of the file are the Config's

	services []*Service
}

// Service is how one provider is reached.
type Service struct {
	Provider  string
	BaseURL   string
	AccountID string // where calls name an account
	// AllowInsecureHTTP lets the key travel unprotected to another machine.
	AllowInsecureHTTP bool
	CAFile            string // "" is the one of all profiles
	Budgets           map[string]int
	MaxActive         int // how many numbers may be active at once, where that is limited
	Key               Source
}

// Hooks is where deliveries come in. Without an address they are off.
type Hooks struct {
	Addr   string
	Signed string // timestamp.body, id.timestamp.body, body
	Base64 bool
	Prefix string // "", sha256=, v1=
	Secret Source
}

// Source is where a key is looked for, in this order: the variable, the
// command, the keyring, the file.
type Source struct {
	Env     string
	Command []string
	Keyring bool
	File    string // "" is keys.toml beside the configuration
}

// newProfile is a profile nothing was set for.
func (p Paths) newProfile(name string) Profile {
	out := Profile{
		Name: name, Sandbox: name == Sandbox, ReadOnly: name != Sandbox,
		Hooks: Hooks{Signed: "timestamp.body", Secret: Source{Env: keyVariable(Webhook)}},
	}
	for _, one := range p.providers() {
		out.services = append(out.services, &Service{Provider: one.ID, BaseURL: one.Base, MaxActive: one.MaxActive, Key: Source{Env: keyVariable(one.ID)}})
	}
	return out
}

// Clone is a profile of its own: what is changed in it is changed there alone.
func (p Profile) Clone() Profile {
	services := make([]*Service, len(p.services))
	for i, s := range p.services {
		own := *s
		services[i] = &own
	}
	p.services = services
	return p
}

// keyVariable is where a key is looked for when nothing else is set.
func keyVariable(provider string) string {
	if provider == Webhook {
		return "SWITCHBOARD_WEBHOOK_SECRET"
	}
	return "SWITCHBOARD_" + strings.ToUpper(provider) + "_KEY"
}

// Service is the one with that name, nil for any other name.
func (p *Profile) Service(provider string) *Service {
	for _, s := range p.services {
		if s.Provider == provider {
			return s
		}
	}
	return nil
}

// Services are how all of its providers are reached.
func (p Profile) Services() []Service {
	out := make([]Service, len(p.services))
	for i, s := range p.services {
		out[i] = *s
	}
	return out
}

// Source is where the key of a provider, or the secret of the hooks, is looked for.
func (p *Profile) Source(provider string) *Source {
	if s := p.Service(provider); s != nil {
		return &s.Key
	}
	if provider == Webhook {
		return &p.Hooks.Secret
	}
	return nil
}

// amiss is what is wrong with a setting of a provider that only shows when all of the provider's are known.
type amiss struct {
	setting string
	err     error
	// grave is that nobody is asked because of it. Without a right account its provider alone is not set up.
	grave bool
}

// amiss holds how a provider is reached to the provider's own rules.
func (p Paths) amiss(s *Service) (out []amiss) {
	if err := baseAmiss(s.BaseURL, s.AllowInsecureHTTP); err != nil {
		out = append(out, amiss{"base_url", err, true})
	}
	for _, one := range p.providers() {
		if one.ID != s.Provider || one.Account == nil {
			continue
		}
		if err := one.Account.Check(s.AccountID); err != nil {
			out = append(out, amiss{"account_id", err, false})
		}
	}
	return out
}

// baseAmiss says what is wrong with an address.
func baseAmiss(base string, allowHTTP bool) error {
	_, err := rest.CheckBase(base, allowHTTP)
	if errors.Is(err, rest.ErrPlain) {
		return errors.New("http only reaches this machine: use https, or set allow_insecure_http = true if the key may travel unprotected")
	}
	return err
}

var accountID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_-]{0,64}$`) })
