// Package sandbox owns a small world in which the three providers answer as
// their documents say: customers and codes, listings and risk, numbers and
// emergency addresses. It can be reached without a socket, as the
// http.RoundTripper of a client, and over one, as an http.Handler. It adds
// faults on demand, a log of the requests and a ledger of what each provider
// holds to be true.
//
// Its time is the computer's, and ahead of it by what the control clock was
// told. What time brings is worked out when somebody asks, or when an event of
// it is due for a hook.
//
// What only a sandbox can is under /_sandbox, as JSON; GET /_sandbox/ lists
// it. With a hook every event of the retail document is signed and sent to its
// url, which must be on this machine, when it is due, and up to three times
// more when it was not taken; the log of requests has each try. A world that is
// kept does not keep its hook.
package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"switchboard/client/sandbox/clock"
	"switchboard/client/sandbox/lines"
	"switchboard/client/sandbox/retail"
	"switchboard/client/sandbox/trust"
)

// Options say which world to make.
type Options struct {
	Seed     uint64        // what the world looks like; 0 continues the kept one, or is 1
	NoLimits bool          // no call limits, no 20 active numbers, no success rate
	Kazoo    bool          // the lines provider has what newer servers of its kind have beyond the document
	Ahead    time.Duration // how far a new world's clock is ahead of the computer's; negative: behind
	SMSAfter time.Duration // delay of every ordinary SMS; 0 varies
	Dir      string        // where the world is kept; "" keeps it in memory only
	Fresh    bool          // begin anew although a world is kept
	Later    bool          // read a kept world when it is first asked for something; what is wrong with it then is that request's error
	// Forget is called before a world is begun anew in Dir: what the program keeps of the one before goes first.
	Forget  func() error
	Members []Member // providers beside the three
	Alone   bool     // a shared world is not served to other programs
	Log     string   // the file to which every request is added; "" is none
	// Deliver sends what is for the hook; nil is over a socket, for at most five seconds.
	Deliver func(*http.Request) (*http.Response, error)

	bound bool   // a kept world is continued, or there is none
	pages *pages // what a browser opens of a world that has no port; nil where the world has one
}

// Service is one provider of the world. Its state is its JSON. A control it does
// not have is an error that is answer.ErrNoControl.
type Service interface {
	http.Handler
	Control(name string, body []byte) (any, error)
	Ledger() any
	json.Marshaler
	json.Unmarshaler // nothing is left of the state before
}

// Member is a provider under the name it has in errors, faults and the log.
type Member struct {
	Name string
	// Paths are the beginnings of the paths that are its: the longest of all members decides.
	Paths []string
	Service
}

// World is the sandbox. It is safe for concurrent use.
type World struct {
	seed    uint64
	clock   *clock.Clock
	retail  *retail.Service
	trust   *trust.Service
	lines   *lines.Service
	names   []string // of the members
	members []Member

	mu       sync.Mutex
	faults   []*Fault
	requests []Request
	refused  map[string]bool
	courier  *courier // nil without a hook
	deliver  func(*http.Request) (*http.Response, error)

	pages *pages
	begin func() error // makes the world ready, once
	log   string       // the file of Options.Log
	kept  *kept        // nil in memory only
}

// New makes a world, or continues the one kept in Options.Dir. The folder is
// locked until Close: a second World there is a *Locked error. A kept world
// that cannot be read is set aside (see SetAside) and a new one begun.
func New(options Options) (*World, error) {
	w := &World{seed: options.Seed, clock: clock.At(options.Ahead), refused: map[string]bool{}, log: options.Log, deliver: options.Deliver, pages: options.pages, names: []string{"sms", "trust", "lines"}}
	for _, m := range options.Members {
		w.names = append(w.names, m.Name)
	}
	if w.pages != nil {
		w.pages.world = w
	}
	if w.deliver == nil {
		w.deliver = overSocket().Do
	}
	w.begin = sync.OnceValue(func() error { return w.open(options) })
	if options.Dir == "" {
		return w, w.begin()
	}
	k := &kept{dir: options.Dir, forget: options.Forget, bound: options.bound}
	if err := k.acquire(); err != nil {
		return nil, err
	}
	w.kept = k
	err := k.look(options.Fresh)
	if err == nil && options.Later && k.found != nil && k.sum != "" {
		k.bound = true // whoever opened it goes on with what is kept of it
		return w, nil
	}
	if err == nil {
		err = w.begin()
	}
	if err != nil {
		k.release()
		return nil, err
	}
	return w, nil
}

// open continues the kept world or makes one.
func (w *World) open(options Options) error {
	if w.kept == nil {
		return w.first(options)
	}
	w.kept.mu.Lock()
	defer w.kept.mu.Unlock()
	if w.kept.lock == nil {
		w.build(options, true) // there is something to ask for keys
		return closed{}
	}
	if w.kept.found == nil {
		return w.first(options)
	}
	whole, why := w.kept.read()
	if why == nil && w.seed != 0 && w.seed != whole.Seed {
		w.build(options, true)
		return fmt.Errorf("the sandbox's world in %s was made with seed %d, not %d: begin a fresh one or leave the seed out",
			w.kept.dir, whole.Seed, w.seed)
	}
	if why == nil {
		why = w.resume(options, whole)
	}
	if why == nil {
		return w.complete()
	}
	if err := w.kept.unreadable(why); err != nil {
		w.build(options, true)
		return err
	}
	return w.first(options)
}

// first makes a world in which nothing was done yet.
func (w *World) first(options Options) error {
	if w.seed == 0 {
		w.seed = 1
	}
	w.build(options, false)
	if w.kept == nil {
		return nil
	}
	return w.save() // whatever ends this program, nobody is answered by a world that the next one does not know
}

// complete writes a world whole that an older program has kept, or one with fewer providers.
func (w *World) complete() error {
	for _, m := range w.members {
		if w.kept.times == 0 || w.kept.states[m.Name] == nil {
			return w.save()
		}
	}
	return nil
}

// resume continues the world that was found.
func (w *World) resume(options Options, whole *file) error {
	w.seed = whole.Seed
	w.build(options, true)
	for _, m := range w.members {
		if state := whole.Providers[m.Name]; state != nil {
			if err := m.UnmarshalJSON(state); err != nil {
				return err
			}
		}
	}
	if err := w.clock.Forward(whole.Ahead); err != nil {
		return err
	}
	if w.pages != nil {
		w.pages.resume(whole.Pages, w.trust.Paying())
	}
	return nil
}

// build makes every provider anew from the seed; bare leaves out what a kept world is about to bring.
func (w *World) build(options Options, bare bool) {
	settings := []retail.Option{retail.Clock(w.clock)}
	if bare {
		settings = append(settings, retail.Bare())
	}
	if options.NoLimits {
		settings = append(settings, retail.NoLimits())
	}
	if options.SMSAfter > 0 {
		settings = append(settings, retail.SMSAfter(options.SMSAfter))
	}
	w.retail = retail.New(w.seed, settings...)
	own := trust.Options{NoLimits: options.NoLimits, Clock: w.clock}
	if w.pages != nil {
		own.Pages = w.pages.base
	}
	w.trust = trust.New(w.seed, own)
	w.lines = lines.New(w.seed, lines.Options{NoLimits: options.NoLimits, Clock: w.clock, Kazoo: options.Kazoo})
	w.members = append([]Member{
		{"sms", smsPaths, w.retail}, {"trust", trustPaths, w.trust}, {"lines", linesPaths, w.lines},
	}, options.Members...)
}

// SetAside is where a kept world went that could not be read; "" when there
// was none. The error is that no new one was begun in its place.
func (w *World) SetAside() (string, error) {
	err := w.begin()
	if w.kept == nil {
		return "", err
	}
	return w.kept.aside, err
}

// Endpoints are the addresses and credentials of a world, as one line of JSON
// for other programs.
type Endpoints struct {
	SMS     Endpoint `json:"sms" about:"where SMS answers"`
	Trust   Accounts `json:"trust" about:"where TRUST answers"`
	Lines   Account  `json:"lines" about:"where LINES answers"`
	Control string   `json:"control" about:"where the world itself is steered"`
}

// Endpoint is where one provider answers and the key it takes.
type Endpoint struct {
	BaseURL string `json:"base_url" about:"its address"`
	Key     string `json:"key" about:"the key it takes"`
}

// Accounts is where the trust provider answers, with the key of the account that has something to
// show and those of the other cases.
type Accounts struct {
	Endpoint
	Tenant  string `json:"tenant_key" about:"refused: not an account's own"`
	Fresh   string `json:"fresh_key" about:"of an account without a number"`
	Revoked string `json:"revoked_key" about:"refused"`
	Second  string `json:"second_account_key" about:"of an account that has another's numbers"`
}

// Account is where the lines provider answers, with its token, which is also
// the key, and the API key that buys another token.
type Account struct {
	Endpoint
	AccountID string `json:"account_id" about:"the account"`
	Token     string `json:"token" about:"its token, which is also the key"`
	APIKey    string `json:"api_key" about:"what buys another token"`
}

// Endpoints tells where a world served at base, "http://127.0.0.1:8080", can
// be reached. The keys are the sandbox's own and the same for the same seed.
func (w *World) Endpoints(base string) Endpoints {
	_ = w.begin() // whoever asks the world for something is told
	base = strings.TrimRight(base, "/")
	account, keys := w.lines.Keys(), w.trust.Keys()
	return Endpoints{
		SMS:     Endpoint{BaseURL: base, Key: w.retail.Key()},
		Trust:   Accounts{Endpoint{BaseURL: base, Key: keys.Main}, keys.Tenant, keys.Fresh, keys.Revoked, keys.Second},
		Lines:   Account{Endpoint{BaseURL: base, Key: account.Token}, account.Account, account.Token, account.APIKey},
		Control: base + controlRoot,
	}
}

// owner finds the provider whose document has a path; nil when none has.
func (w *World) owner(path string) *Member {
	var found *Member
	longest := 0
	for i, m := range w.members {
		for _, p := range m.Paths {
			if len(p) > longest && (path == p || strings.HasPrefix(path, p+"/")) {
				found, longest = &w.members[i], len(p)
			}
		}
	}
	return found
}

// The beginnings of the documented paths, and of the aliases that make the
// listener's root a base URL of every provider.
var (
	trustPaths = []string{"/api/v1/account", "/api/media"}
	linesPaths = []string{"/v2", "/accounts", "/phone_numbers", "/api_auth", "/user_auth"}
	smsPaths   = []string{"/test/api/v1", "/api/v1", "/retail", "/retial", "/m", "/a", "/activation", "/user", "/countries", "/services", "/prices"}
)

// Ledger is what each provider holds to be true now, by provider.
func (w *World) Ledger() map[string]any {
	ledger := map[string]any{}
	_ = w.begin() // whoever asks the world for something is told
	for _, m := range w.members {
		ledger[m.Name] = m.Ledger()
	}
	return ledger
}

// Close frees the world's folder. The error is that it is not known whether what is kept there is this world. Whoever asks
// it for something afterwards is told that it is closed.
func (w *World) Close() error {
	w.dismiss()
	k := w.kept
	if k == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.lock == nil {
		return nil
	}
	var err error
	if k.unsure {
		err = w.save()
	}
	err = errors.Join(err, k.acts.end())
	k.release()
	if err != nil {
		return fmt.Errorf("keeping the sandbox's world: %w", err)
	}
	return nil
}
