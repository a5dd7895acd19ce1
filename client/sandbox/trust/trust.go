// Package trust owns the sandbox's NumbersOnline: accounts, their keys, the
// numbers they proved, the listings of those numbers and what people report
// about them. It answers like the account API, and like the
// page where a person pays.
//
// Nothing runs in the background: what time brings (a code that expires, a
// payment that publishes a listing, a report that raises the risk) is worked
// out from the clock when somebody asks.
package trust

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"switchboard/client/sandbox/answer"
	"switchboard/client/sandbox/clock"
	"switchboard/client/sandbox/identifier"
)

// Options are the service's settings that are not part of its state.
type Options struct {
	NoLimits bool // no request limits, no sign-up limit, no pause between codes
	Clock    *clock.Clock
	// Pages is where the pay page is for who asks without a port, and serves it from then on: "http://127.0.0.1:43121".
	// nil, or "", is where the request went.
	Pages func() string
}

// Service is the sandbox's NumbersOnline. It is safe for concurrent use.
type Service struct {
	options Options
	routes  *http.ServeMux

	mu    sync.Mutex
	state state
}

// state is everything that a restart must bring back.
type state struct {
	identifier.Source
	Dev      bool                `json:"dev"` // payments by the provider that verifies at once
	Accounts map[string]*account `json:"accounts"`
	Keys     map[string]*key     `json:"keys"`    // by the key itself
	Numbers  map[string]*number  `json:"numbers"` // by E.164
	Codes    map[string]*otp     `json:"codes"`   // by account id, a space, E.164
	Media    map[string]media    `json:"media"`
	Payments []payment           `json:"payments"`
	Calls    answer.Windows      `json:"calls"`
	Signups  map[string][]int64  `json:"signups"` // by address, unix seconds
}

// New is a populated world that is the same for the same seed, apart from its
// dates, which are counted back from now.
func New(seed uint64, options Options) *Service {
	s := &Service{options: options, state: state{Source: identifier.Source{Seed: seed}, Accounts: map[string]*account{}, Keys: map[string]*key{},
		Numbers: map[string]*number{}, Codes: map[string]*otp{}, Media: map[string]media{}, Signups: map[string][]int64{}}}
	s.routes = s.router()
	s.state.populate(options.Clock.Now().UTC().Truncate(time.Second))
	return s
}

// ServeHTTP answers the account API, uploaded pictures and the pay page.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.routes.ServeHTTP(w, r) }

// MarshalJSON is the whole state, without Options.
func (s *Service) MarshalJSON() ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return json.Marshal(s.state)
}

// UnmarshalJSON replaces the state with one that MarshalJSON wrote.
func (s *Service) UnmarshalJSON(b []byte) error {
	var loaded state
	if err := json.Unmarshal(b, &loaded); err != nil {
		return fmt.Errorf("reading the trust world: %w", err)
	}
	if loaded.Accounts == nil || loaded.Keys == nil || loaded.Numbers == nil || loaded.Codes == nil || loaded.Media == nil || loaded.Signups == nil {
		return fmt.Errorf("reading the trust world: a part of it is missing")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state = loaded
	return nil
}

// Paying reports whether there is a pay page on which nobody has paid yet.
func (s *Service) Paying() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.state.Numbers {
		if n.Token != "" && n.Paid.IsZero() {
			return true
		}
	}
	return false
}

// settle brings about what time has brought since the last request.
func (st *state) settle(now time.Time) {
	for _, n := range st.Numbers {
		st.publish(n, now)
	}
}
