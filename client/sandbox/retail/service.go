// Package retail owns the sandbox's SMS provider: customers and their money,
// numbers on loan and the codes that reach them, reports, prices and the
// catalogue, answered as the retail document says. It keeps
// no clock of its own: every request first brings the state up to
// the world's time, so it runs the same in a simulated day as in a real one.
package retail

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"switchboard/client/sandbox/answer"
	"switchboard/client/sandbox/clock"
)

// Service is the provider: an http.Handler over one world. It is safe for
// concurrent use; one mutex guards all of it.
type Service struct {
	mu       sync.Mutex
	bare     bool
	noLimits bool
	smsAfter time.Duration
	clock    *clock.Clock
	catalog  *catalog
	mux      *http.ServeMux
	world
	ids       map[string]*activation
	people    map[string]*customer
	live      []*activation // activation_status active, oldest first
	reviewing []*activation // report_status inReview
	listening bool
	events    []Event
}

// Option changes how a Service behaves.
type Option func(*Service)

// NoLimits turns off the three limits: calls per minute, 20 active numbers
// and the success rate.
func NoLimits() Option { return func(s *Service) { s.noLimits = true } }

// SMSAfter fixes the delay of every SMS of an ordinary pair, first and
// further ones, and makes each of them arrive. The hard cases keep theirs.
func SMSAfter(d time.Duration) Option { return func(s *Service) { s.smsAfter = d } }

// Clock has the service live in the time of c instead of the computer's.
func Clock(c *clock.Clock) Option { return func(s *Service) { s.clock = c } }

// Bare makes a service without anything in it, for one whose kept state is
// about to be read.
func Bare() Option { return func(s *Service) { s.bare = true } }

// New makes a populated service. The same seed makes the same world,
// relative to the time it is made.
func New(seed uint64, options ...Option) *Service {
	s := &Service{catalog: readCatalog(seed)}
	for _, option := range options {
		option(s)
	}
	s.mux = s.routes()
	s.world = world{Seed: seed, Began: s.clock.Now().Unix(), Tokens: map[string]token{}}
	if !s.bare {
		s.populate(s.clock.Now())
		s.index()
	}
	return s
}

// Key is the sandbox's API key. It is the same for the same seed.
func (s *Service) Key() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return "sandbox-sms-" + s.hexID("key", 0)
}

// ServeHTTP answers one call of the retail or the activation API under any of
// its documented paths.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := s.Key()
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	s.advance(now)
	if r.Header.Get("X-Api-Key") != key {
		s.fail(w, fault(http.StatusUnauthorized, "UnauthorizedException", "The API key is missing or not valid"))
		return
	}
	inner := r.Clone(r.Context())
	inner.URL.Path, inner.URL.RawPath = canonical(r.URL.Path), ""
	inner.Pattern = ""
	if _, pattern := s.mux.Handler(inner); pattern == "" || path.Clean(inner.URL.Path) != inner.URL.Path {
		s.fail(w, missing("There is no such resource"))
		return
	}
	s.mux.ServeHTTP(w, inner)
}

// canonical turns every documented spelling of a path into one: "/m/…" and "/a/customer/…" for the retail API, "/activation/…"
// and "/user/…" for the account's own.
func canonical(spelt string) string {
	parts := strings.FieldsFunc(spelt, func(r rune) bool { return r == '/' })
	drop := func(words ...string) {
		for _, word := range words {
			if len(parts) > 0 && parts[0] == word {
				parts = parts[1:]
				return
			}
		}
	}
	drop("test")
	drop("api")
	drop("v1")
	drop("retail", "retial") // the second is the document's own typo
	if len(parts) > 1 && (parts[0] == "m" || parts[0] == "a") {
		switch parts[1] {
		case "activation", "countries", "services", "prices":
			parts = parts[1:]
		case "customer", "customers":
		default: // the overview writes retail/a/<customer_id>/activation
			parts = append([]string{parts[0], "customer"}, parts[1:]...)
		}
	}
	if len(parts) > 0 {
		switch parts[0] {
		case "countries", "services", "prices":
			parts = append([]string{"activation"}, parts...)
		}
	}
	return "/" + strings.Join(parts, "/")
}

// call is one request being answered.
type call struct {
	r   *http.Request
	now time.Time
}

func (c *call) path(name string) string { return c.r.PathValue(name) }

// handle makes an http.HandlerFunc of one route: it spends the route's class
// of limit and writes the answer or the error envelope.
func (s *Service) handle(class string, act func(*call) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		now := s.clock.Now()
		if err := s.spend(class, now); err != nil {
			s.fail(w, err)
			return
		}
		value, err := act(&call{r: r, now: now})
		if err != nil {
			s.fail(w, err)
			return
		}
		if tagged, ok := value.(catalogPage); ok {
			tagged.write(w, r)
			return
		}
		answer.JSON(w, http.StatusOK, value)
	}
}

// roll is the world's dice: the same seed, purpose and number always give the
// same value.
func (s *Service) roll(purpose string, n int) uint64 { return roll(s.Seed, purpose, n) }

func roll(seed uint64, purpose string, n int) uint64 {
	sum := digest(seed, purpose, n)
	return binary.BigEndian.Uint64(sum[:8])
}

// chance is true in percent of a hundred rolls.
func (s *Service) chance(percent uint64, purpose string, n int) bool {
	return s.roll(purpose, n)%100 < percent
}

// hexID is a 24-character identifier as the provider makes them.
func (s *Service) hexID(kind string, n int) string {
	sum := digest(s.Seed, kind, n)
	return hex.EncodeToString(sum[:12])
}

func digest(seed uint64, purpose string, n int) [32]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%d/%s/%d", seed, purpose, n))
}

// MarshalJSON is the world to be kept on disk.
func (s *Service) MarshalJSON() ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return json.Marshal(&s.world)
}

// UnmarshalJSON continues a kept world. On an error the service is as before. Events of what is not in it are nobody's.
func (s *Service) UnmarshalJSON(data []byte) error {
	var kept world
	if err := json.Unmarshal(data, &kept); err != nil {
		return fmt.Errorf("reading the kept SMS world: %w", err)
	}
	catalog := readCatalog(kept.Seed)
	if err := kept.check(catalog); err != nil {
		return fmt.Errorf("reading the kept SMS world: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.events = s.events[:max(0, len(s.events)-max(0, s.Told-kept.Told))]
	s.world, s.catalog = kept, catalog
	s.index()
	return nil
}
