package config

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"switchboard/client/rest"
)

// Where is a kind of place a key can be in.
type Where string

// The places, in the order they are asked.
const (
	InEnv     Where = "environment"
	InCommand Where = "command"
	InKeyring Where = "keyring"
	InFile    Where = "file"
)

// Found is a key and where it was.
type Found struct {
	Secret rest.Secret // empty when there is none anywhere
	Where  Where
	At     string // the variable, the program, the keyring's entry, the path
	// Note says why a place that was set could not be asked; the next was.
	Note string
}

// Keychain finds keys and keeps new ones. It remembers none. It is safe for
// use by several goroutines.
type Keychain struct {
	paths  Paths
	getenv func(string) (string, bool)
	ring   *patient
}

// NewKeychain makes one of the environment, the keyring and the private file.
func NewKeychain(p Paths, getenv func(string) (string, bool), ring Keyring) *Keychain {
	return &Keychain{p, getenv, newPatient(ring)}
}

// Find looks for the key of a provider, or with Webhook for the secret of the
// hooks: in the environment, then of the command, then in the keyring, then in
// the private file. The first that has one decides; if that cannot be a key,
// the error says so and names the place. It takes at most five seconds for the
// command and three for the keyring. A keyring that is absent, locked or empty
// is no error. The sandbox has no keys.
func (k *Keychain) Find(ctx context.Context, p Profile, provider string) (Found, error) {
	source := p.Source(provider)
	if source == nil || p.Sandbox {
		return Found{}, nil
	}
	if text, ok := k.variable(source.Env); ok {
		return k.check(provider, text, Found{Where: InEnv, At: source.Env})
	}
	if len(source.Command) > 0 {
		found := Found{Where: InCommand, At: filepath.Base(source.Command[0])}
		text, err := askCommand(ctx, source.Command, p.Environ(os.Environ()))
		if err != nil {
			return found, fmt.Errorf("the key of %s: %w", provider, err)
		}
		return k.check(provider, text, found)
	}
	note := ""
	if source.Keyring {
		text, err := k.ring.get(ctx, app, entryName(p.Name, provider))
		if err == nil {
			return k.check(provider, text, Found{Where: InKeyring, At: entryName(p.Name, provider)})
		}
		note = err.Error()
		if errors.Is(err, ErrNotKept) {
			note = "the keyring has no key for this"
		}
	}
	found := Found{Where: InFile, At: k.file(source)}
	text, err := readKeyFile(found.At, p.Name, provider)
	if err != nil {
		found.Note = note
		return found, fmt.Errorf("the key of %s: %w", provider, err)
	}
	if text == "" {
		return Found{Note: note}, nil
	}
	found, err = k.check(provider, text, found)
	found.Note = note
	return found, err
}

func (k *Keychain) check(provider, text string, found Found) (Found, error) {
	key, err := k.paths.CheckKey(provider, text)
	if err != nil {
		return found, fmt.Errorf("the key of %s from the %s (%s): %w", provider, found.Where, found.At, err)
	}
	found.Secret = key
	return found, nil
}

// Amiss says which keys cannot be keys, of those in the environment and in the private file. No program and no keyring is
// asked for one.
func (k *Keychain) Amiss(p Profile) (out []Problem) {
	for _, provider := range k.paths.secrets() {
		source := p.Source(provider)
		if source == nil || p.Sandbox {
			continue
		}
		text, given := k.variable(source.Env)
		problem := Problem{Key: source.Env}
		if !given {
			if len(source.Command) > 0 || source.Keyring {
				continue
			}
			problem = Problem{File: k.file(source), Key: p.Name + "." + provider}
			var err error
			if text, err = readKeyFile(problem.File, p.Name, provider); err != nil {
				problem.Key, problem.Message = "", err.Error()
				if !slices.Contains(out, problem) {
					out = append(out, problem)
				}
				continue
			}
			given = text != ""
		}
		if _, err := k.paths.CheckKey(provider, text); given && err != nil {
			problem.Message = err.Error()
			out = append(out, problem)
		}
	}
	return out
}

func (k *Keychain) variable(name string) (string, bool) {
	if name == "" || k.getenv == nil {
		return "", false
	}
	text, ok := k.getenv(name)
	return text, ok && text != ""
}

func (k *Keychain) file(s *Source) string {
	if s.File != "" {
		return s.File
	}
	return k.paths.Keys()
}

// entryName is a key's name in the keyring.
func entryName(profile, provider string) string { return profile + "/" + provider }

// Stored says where a key was put.
type Stored struct {
	Where Where
	At    string
	// Behind is a place that is asked earlier and has a key, which therefore
	// stays the one in force; "" when there is none.
	Behind string
}

// StoreKey keeps a key in the keyring or in the private file, and has the
// profile look there. A variable and a command are the person's to set: they
// are refused here. The key must have passed CheckKey.
func (k *Keychain) StoreKey(ctx context.Context, profile, provider string, where Where, key rest.Secret) (Stored, error) {
	if err := k.paths.freeName(profile); err != nil {
		return Stored{}, err
	}
	p, err := Load(Options{Paths: k.paths}).Profile(profile)
	if err != nil {
		p = k.paths.newProfile(profile)
	}
	source := p.Source(provider)
	if source == nil {
		return Stored{}, fmt.Errorf("there is no provider %q", provider)
	}
	if _, err := k.paths.CheckKey(provider, key.Reveal()); err != nil {
		return Stored{}, err
	}
	stored := Stored{Where: where, Behind: k.earlier(ctx, p, provider, where)}
	switch where {
	case InKeyring:
		stored.At = entryName(profile, provider)
		err = k.ring.set(ctx, app, stored.At, key.Reveal())
		if err == nil {
			err = k.paths.SetProfile(profile, map[string]string{ringSetting(provider): "true"})
		}
	case InFile:
		stored.At = k.file(source)
		err = writeKeyFile(stored.At, profile, provider, key.Reveal())
	default:
		err = fmt.Errorf("a key is saved in the keyring or in the private file; set the %s yourself", where)
	}
	if err != nil {
		return Stored{}, fmt.Errorf("keeping the key of %s: %w", provider, err)
	}
	return stored, nil
}

func ringSetting(provider string) string {
	if provider == Webhook {
		return "webhooks.keyring"
	}
	return provider + ".keyring"
}

// earlier names a place that is asked before where and has a key.
func (k *Keychain) earlier(ctx context.Context, p Profile, provider string, where Where) string {
	s := p.Source(provider)
	if _, ok := k.variable(s.Env); ok {
		return s.Env
	}
	if len(s.Command) > 0 {
		return "the command " + filepath.Base(s.Command[0])
	}
	if where == InFile && s.Keyring {
		if _, err := k.ring.get(ctx, app, entryName(p.Name, provider)); err == nil {
			return "the keyring"
		}
	}
	return ""
}

// KeyringHere says whether a keyring can be used, and if not why, by asking it
// for an entry nobody made.
func (k *Keychain) KeyringHere(ctx context.Context) error {
	if _, err := k.ring.get(ctx, app, "is there a keyring"); err != nil && !errors.Is(err, ErrNotKept) {
		return err
	}
	return nil
}
