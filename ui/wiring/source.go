package wiring

import (
	"context"
	"errors"
	"sync"
	"time"

	"switchboard/client/rest"
	"switchboard/store"
)

// source is where the key of one provider comes from. A key that was had stays; one that could not
// be had is looked for again when a person asks, and by nobody else: a keyring or a program may
// ask for a password each time.
type source struct {
	find func() (rest.Secret, string) // a key, or why the place that was set for one gives none
	note func(why string)             // tells of it; "" is that nothing is in the way

	asking sync.Mutex // held while it is asked
	mu     sync.Mutex
	asked  time.Time // when it gave none; zero is that it is to be asked
	had    rest.Secret
	none   bool // there is no place for one
}

// sameWish is how soon after a failure a wish to look again is still that which brought it.
const sameWish = 5 * time.Second

// source is that of one provider. Asking a program, the keyring or the sandbox takes time, so that
// is put off to the first call; the environment and the file are asked at once.
func (s *session) source(ctx context.Context, p Provider) *source {
	if s.world != nil {
		key := s.worldKey(p)
		return &source{find: func() (rest.Secret, string) { return key(), "" }, note: func(string) {}}
	}
	service := s.profile.Service(p.ID)
	from := &source{note: func(why string) { s.db.Keyless(p.ID, why) }, find: func() (rest.Secret, string) {
		found, err := s.chain.Find(context.WithoutCancel(ctx), s.profile, p.ID)
		if err == nil && found.Secret.Empty() && found.Note != "" {
			err = errors.New(found.Note)
		}
		if err != nil {
			return rest.Secret{}, rest.Screen(p.ID) + " has no key that can be used: " + store.Said(err)
		}
		return found.Secret, ""
	}}
	if len(service.Key.Command) == 0 && !service.Key.Keyring {
		from.none = from.key().Empty() && s.db.Unkeyed(p.ID) == ""
	}
	return from
}

// set is that there is a key, or a place that was set for one. It asks nobody.
func (s *source) set() bool { return !s.none }

// key is the key, empty when there is none or it cannot be had.
func (s *source) key() rest.Secret {
	s.asking.Lock()
	defer s.asking.Unlock()
	s.mu.Lock()
	asked := !s.asked.IsZero()
	s.mu.Unlock()
	if had := s.now(); asked || !had.Empty() {
		return had
	}
	had, why := s.find()
	s.mu.Lock()
	if s.had = had; had.Empty() {
		s.asked = time.Now()
	}
	s.mu.Unlock()
	s.note(why)
	return had
}

// now is the key as far as it was had. It asks nobody.
func (s *source) now() rest.Secret {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.had
}

// again has a key that could not be had looked for with the next call.
func (s *source) again() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.asked.IsZero() && time.Since(s.asked) >= sameWish {
		s.asked = time.Time{}
		s.note("")
	}
}
