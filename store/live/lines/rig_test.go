package lines

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

// linesRig is an engine with the numbers' provider over a sandbox and a store
// on disk, in a bubble of its own time.
type linesRig struct {
	t      *testing.T
	world  *sandbox.World
	dir    string
	wire   *wire
	db     *store.DB
	engine *live.Engine
	*Lines
	stop func()
}

// wire hands requests to the world and keeps the bodies that were posted.
type wire struct {
	world *sandbox.World
	mu    sync.Mutex
	posts []string
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(raw))
		w.mu.Lock()
		w.posts = append(w.posts, string(raw))
		w.mu.Unlock()
	}
	return w.world.RoundTrip(r)
}

func (w *wire) posted() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.posts)
}

// linesInBubble runs test with an engine that has the numbers' provider.
func linesInBubble(t *testing.T, test func(t *testing.T, r *linesRig)) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		world, err := sandbox.New(sandbox.Options{Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		r := &linesRig{t: t, world: world, dir: dir, wire: &wire{world: world}}
		r.start(nil)
		defer func() { r.stop() }()
		test(t, r)
	})
}

// start opens the store and runs an engine over it until stop.
func (r *linesRig) start(edit func(*live.Config)) {
	r.t.Helper()
	db, err := store.Open(r.t.Context(), r.dir)
	if err != nil {
		r.t.Fatal(err)
	}
	cfg := live.Config{DB: db}
	if edit != nil {
		edit(&cfg)
	}
	r.db, r.engine = db, live.New(cfg)
	r.Lines = New(r.engine, r.connect())
	ctx, cancel := context.WithCancel(r.t.Context())
	done := make(chan error, 1)
	go func() { done <- r.engine.Run(ctx) }()
	r.stop = func() {
		cancel()
		if err := <-done; err != nil {
			r.t.Errorf("the engine ended with %v", err)
		}
		if err := db.Close(); err != nil {
			r.t.Errorf("closing the store: %v", err)
		}
		r.stop = func() {}
	}
	time.Sleep(9 * time.Second) // the first reads are over
}

func (r *linesRig) connect() *oneuc.Client {
	a := r.world.Endpoints("https://sandbox.test").Lines
	api, err := oneuc.New(oneuc.Config{
		Rest:    rest.Config{Base: "https://sandbox.test/v2", Key: func() rest.Secret { return rest.NewSecret(a.Token) }, Transport: r.wire, Limits: r.db.Limits()},
		Account: a.AccountID,
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return api
}

func (r *linesRig) reopen() {
	r.t.Helper()
	r.stop()
	r.start(nil)
}

// since lists the requests from a moment on whose method and path fit.
func (r *linesRig) since(at time.Time, method, path string) []sandbox.Request {
	var list []sandbox.Request
	for _, q := range r.world.Requests() {
		if !q.Time.Before(at) && q.Method == method && strings.Contains(q.Path+"?"+q.Query, path) {
			list = append(list, q)
		}
	}
	return list
}

// intents lists the journal, oldest first, as "op state".
func (r *linesRig) intents() []string {
	r.t.Helper()
	list, err := r.db.Intents(r.t.Context(), 100)
	if err != nil {
		r.t.Fatal(err)
	}
	words := make([]string, len(list))
	for i, in := range list {
		words[len(list)-1-i] = in.Op + " " + string(in.State)
	}
	return words
}

// reason is why an act was refused here, "" when it was not.
func reason(err error) act.Code {
	var refusal *live.Refusal
	if errors.As(err, &refusal) {
		return refusal.Why
	}
	return ""
}

func (r *linesRig) fault(f sandbox.Fault) {
	r.t.Helper()
	f.Provider = "lines"
	if err := r.world.Inject(f); err != nil {
		r.t.Fatal(err)
	}
}

func (r *linesRig) control(name, body string) {
	r.t.Helper()
	if _, err := r.world.Control(name, []byte(body)); err != nil {
		r.t.Fatal(err)
	}
}

// truth is what the provider holds to be true.
type truth struct {
	Numbers []struct {
		Number, State string
		E911          *struct {
			Status string   `json:"status"`
			Street string   `json:"street_address"`
			Unit   string   `json:"extended_address"`
			Caller string   `json:"caller_name"`
			Emails []string `json:"notification_contact_emails"`
		} `json:"e911"`
	}
	Purchases []struct {
		Number, Item string
	}
	Releases []struct{ Number, State string }
}

func (r *linesRig) truth() (t truth) {
	r.t.Helper()
	raw, err := json.Marshal(r.world.Ledger()["lines"])
	if err != nil {
		r.t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &t); err != nil {
		r.t.Fatal(err)
	}
	return t
}

// bought are the numbers that were put in service once for each time.
func (t truth) bought(n phone.E164) int {
	count := 0
	for _, p := range t.Purchases {
		if p.Number == string(n) && strings.HasPrefix(p.Item, "did") || p.Number == string(n) && strings.HasPrefix(p.Item, "tollfree") {
			count++
		}
	}
	return count
}

func (t truth) owns(n phone.E164) bool {
	for _, e := range t.Numbers {
		if e.Number == string(n) {
			return e.State == "in_service"
		}
	}
	return false
}

// offers searches and returns the numbers found, in order.
func (r *linesRig) offers(prefix string, quantity int) []phone.E164 {
	r.t.Helper()
	found, _, err := r.Lines.Search(r.t.Context(), oneuc.Query{Prefix: prefix, Quantity: quantity})
	if err != nil {
		r.t.Fatal(err)
	}
	list := make([]phone.E164, len(found))
	for i, f := range found {
		list[i] = f.E164
	}
	return list
}

// fate is how the newest attempt upon a number stands.
func (r *linesRig) fate(n phone.E164) store.Intent {
	r.t.Helper()
	list, err := r.db.Intents(r.t.Context(), 500)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, in := range list {
		if in.NaturalKey == numberKey(n) {
			return in
		}
	}
	return store.Intent{}
}

func (r *linesRig) number(n phone.E164) store.Number {
	r.t.Helper()
	got, err := r.db.Number(r.t.Context(), n)
	if err != nil {
		r.t.Fatal(err)
	}
	return got
}
