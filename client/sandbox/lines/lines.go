// Package lines owns the sandbox's OneUC: the stock of numbers a search offers,
// the numbers of one account, what they cost, and their emergency addresses. It
// answers like the Phone Number API and, where that is silent, like Kazoo.
//
// Nothing runs in the background: a token that idles out, a bucket that fills and
// an address that becomes active are worked out from the clock when somebody asks.
package lines

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"

	"switchboard/client/sandbox/answer"
	"switchboard/client/sandbox/clock"
	"switchboard/client/sandbox/identifier"
)

// Options are the service's settings that are not part of its state.
type Options struct {
	NoLimits bool // no token bucket
	Clock    *clock.Clock
	// Kazoo adds what newer servers of the same kind have beyond the document.
	Kazoo bool
}

// Service is the sandbox's OneUC. It is safe for concurrent use.
type Service struct {
	options Options
	routes  *http.ServeMux

	mu    sync.Mutex
	state state
}

// state is everything that a restart must bring back. Times are unix seconds.
type state struct {
	identifier.Source
	Account    string             `json:"account"`
	Tokens     map[string]int64   `json:"tokens"`  // by token: last used
	Buckets    map[string]*bucket `json:"buckets"` // by address and account
	Numbers    map[string]*number `json:"numbers"` // by E.164, everybody's
	Found      map[string]bool    `json:"found"`   // what searches have offered
	Searches   []search           `json:"searches"`
	Activating map[string]int64   `json:"activating"` // by number: when its geocoded address becomes active
	Switches   switches           `json:"switches"`
	Credit     int64              `json:"credit"` // cents
	Purchases  []purchase         `json:"purchases"`
	Releases   []release          `json:"releases"`
	Emergency  []event            `json:"emergency"`
}

// switches are the server's choices that the documents leave open.
type switches struct {
	Shape     string `json:"shape"`     // of a partial failure: a, b, c
	Charges   bool   `json:"charges"`   // quote local numbers and features too
	Quote     string `json:"quote"`     // of a 402: object, invoices
	Invalid   string `json:"invalid"`   // of an unknown address: document, kazoo
	Exhausted bool   `json:"exhausted"` // the account may not spend at all
}

// New is a populated world that is the same for the same seed, apart from its
// dates, which are counted back from now.
func New(seed uint64, options Options) *Service {
	ids := identifier.Source{Seed: seed}
	s := &Service{options: options, state: state{Source: ids, Account: ids.Derive("account", 32), Credit: 100_000,
		Switches: switches{Shape: "a", Quote: "object", Invalid: "document"},
		Tokens:   map[string]int64{}, Buckets: map[string]*bucket{}, Numbers: map[string]*number{}, Found: map[string]bool{}, Activating: map[string]int64{}}}
	if options.Kazoo {
		s.state.Switches = switches{Shape: "c", Quote: "invoices", Invalid: "kazoo"}
	}
	s.routes = s.router()
	s.state.populate(options.Clock.Now())
	return s
}

// shared are the headers that let a page of another origin use the API.
var shared = map[string]string{
	"Access-Control-Allow-Origin":   "*",
	"Access-Control-Allow-Methods":  "GET, POST, PUT, PATCH, DELETE, OPTIONS, HEAD",
	"Access-Control-Allow-Headers":  "Content-Type, Depth, User-Agent, X-Http-Method-Override, X-File-Size, X-Requested-With, If-Modified-Since, X-File-Name, Cache-Control, X-Auth-Token, X-Kazoo-Cluster-ID, If-Match",
	"Access-Control-Expose-Headers": "Content-Type, X-Auth-Token, X-Request-ID, X-Kazoo-Cluster-ID, Location, Etag, ETag",
	"Access-Control-Max-Age":        "86400",
}

// Always are the headers of every answer, also of one that a fault has in its place.
func (s *Service) Always() map[string]string { return maps.Clone(shared) }

// ServeHTTP answers the documented paths, with or without their leading /v2.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	for name, value := range shared {
		header.Set(name, value)
	}
	if r.Method == http.MethodOptions {
		answer.Empty(w, http.StatusOK)
		return
	}
	h := http.Handler(s.routes)
	if s.options.Kazoo {
		h = classified(h)
	}
	if strings.HasPrefix(r.URL.Path, "/v2/") {
		h = http.StripPrefix("/v2", h)
	}
	h.ServeHTTP(w, r)
}

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
		return fmt.Errorf("reading the lines world: %w", err)
	}
	if loaded.Account == "" || loaded.Tokens == nil || loaded.Buckets == nil || loaded.Numbers == nil || loaded.Found == nil || loaded.Activating == nil {
		return fmt.Errorf("reading the lines world: a part of it is missing")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state = loaded
	return nil
}

// settle brings about what time has brought since the last request.
func (st *state) settle(now time.Time) {
	for e164, at := range st.Activating {
		n := st.Numbers[e164]
		if now.Unix() < at {
			continue
		}
		delete(st.Activating, e164)
		if n != nil && n.E911 != nil && n.E911.Status == geocoded {
			n.E911.Status, n.E911.Activated = provisioned, time.Unix(at, 0).UTC().Format(time.RFC3339)
			n.Modified = at
			st.Emergency = append(st.Emergency, event{Number: e164, At: at, Action: provisioned, Street: n.E911.Street})
		}
	}
}
