package config

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/zalando/go-keyring"
)

// Keyring keeps passwords for the person's session. ErrNotKept is no fault.
type Keyring interface {
	Get(service, name string) (string, error)
	Set(service, name, password string) error
}

// ErrNotKept says that a keyring has no such entry.
var ErrNotKept = keyring.ErrNotFound

// SystemKeyring is the one of this computer, if it has one.
type SystemKeyring struct{}

// Get implements Keyring.
func (SystemKeyring) Get(service, name string) (string, error) { return keyring.Get(service, name) }

// Set implements Keyring.
func (SystemKeyring) Set(service, name, password string) error {
	return keyring.Set(service, name, password)
}

// ringLimit is how long a keyring may take: a locked one waits for a password
// nobody is asked for.
const ringLimit = 3 * time.Second

var (
	errRingSlow = errors.New("the keyring did not answer within 3 s: it may be locked")
	errRingNone = errors.New("this computer has no keyring that can be used here")
)

// patient asks a keyring that may hang. At most one question is open, so that
// a keyring that never answers costs one goroutine, which nobody waits for and
// which holds nothing; until it returns, the keyring counts as slow at once.
type patient struct {
	ring Keyring
	open chan struct{} // holds a token while a question is open
	slow atomic.Bool   // the open question has been given up
}

func newPatient(ring Keyring) *patient { return &patient{ring: ring, open: make(chan struct{}, 1)} }

func (p *patient) ask(ctx context.Context, question func(Keyring) (string, error)) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, ringLimit)
	defer cancel()
	if !p.enter(ctx) {
		return "", errRingSlow
	}
	type answer struct {
		text string
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		text, err := question(p.ring)
		<-p.open
		answers <- answer{text, err}
	}()
	select {
	case a := <-answers:
		if a.err != nil && !errors.Is(a.err, ErrNotKept) {
			return "", errRingNone
		}
		return a.text, a.err
	case <-ctx.Done():
		p.slow.Store(true)
		return "", errRingSlow
	}
}

// enter waits for the question before this one, unless that has been given up.
func (p *patient) enter(ctx context.Context) bool {
	if p.slow.Load() {
		select {
		case p.open <- struct{}{}:
			p.slow.Store(false)
			return true
		default:
			return false
		}
	}
	select {
	case p.open <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (p *patient) get(ctx context.Context, service, name string) (string, error) {
	return p.ask(ctx, func(k Keyring) (string, error) { return k.Get(service, name) })
}

func (p *patient) set(ctx context.Context, service, name, password string) error {
	_, err := p.ask(ctx, func(k Keyring) (string, error) { return "", k.Set(service, name, password) })
	return err
}
