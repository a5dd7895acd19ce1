package config

import (
	"context"
	"path/filepath"

	"switchboard/client/rest"
)

// SessionKeeper keeps the session that a provider's key has opened, where the
// key itself is: in the keyring when the key is there, else in a private file
// beside that of the keys. It implements oneuc.Sessions.
type SessionKeeper struct {
	chain    *Keychain
	profile  Profile
	provider string
}

// Session is the keeper of a provider's session in a profile.
func (k *Keychain) Session(p Profile, provider string) *SessionKeeper {
	return &SessionKeeper{k, p, provider}
}

func (s *SessionKeeper) inRing() bool {
	source := s.profile.Source(s.provider)
	if _, set := s.chain.variable(source.Env); set || len(source.Command) > 0 {
		return false
	}
	return source.Keyring
}

func (s *SessionKeeper) entry() string { return entryName(s.profile.Name, s.provider) + "/session" }

func (s *SessionKeeper) file() string {
	return filepath.Join(filepath.Dir(s.chain.paths.Keys()), "sessions.toml")
}

// Load gives the session that is kept; empty when there is none or it cannot be had.
func (s *SessionKeeper) Load(ctx context.Context) rest.Secret {
	if s.inRing() {
		text, _ := s.chain.ring.get(ctx, app, s.entry())
		return rest.NewSecret(text)
	}
	text, _ := readKeyFile(s.file(), s.profile.Name, s.provider) // one that others can read is not used
	return rest.NewSecret(text)
}

// Keep puts a session in the place of the one before. Nobody else can read it.
func (s *SessionKeeper) Keep(ctx context.Context, session rest.Secret) error {
	if s.inRing() {
		return s.chain.ring.set(ctx, app, s.entry(), session.Reveal())
	}
	return writeKeyFile(s.file(), s.profile.Name, s.provider, session.Reveal())
}

// Forget takes the session away, if there is one: the next call opens another.
func (s *SessionKeeper) Forget(ctx context.Context) {
	if !s.Load(ctx).Empty() {
		_ = s.Keep(ctx, rest.Secret{}) // one that stays is refused, and opened anew
	}
}
