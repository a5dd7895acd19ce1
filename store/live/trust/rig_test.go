package trust

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

// ring keeps one key, as a person's keyring would.
type ring struct {
	mu   sync.Mutex
	key  rest.Secret
	fail error
}

func (k *ring) Key() rest.Secret {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.key
}

func (k *ring) Keep(_ context.Context, key rest.Secret) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		return "", k.fail
	}
	k.key = key
	return "the ring", nil
}

// lose forgets the key; fail is what keeping the next one comes to.
func (k *ring) lose(fail error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.key, k.fail = rest.Secret{}, fail
}

// trustRig is an engine with the trust desk alone, over any provider.
type trustRig struct {
	t      *testing.T
	world  *sandbox.World
	via    http.RoundTripper
	dir    string
	ring   *ring
	spend  live.Spend
	db     *store.DB
	engine *live.Engine
	*Trust
	stop func()
}

func inTrustBubble(t *testing.T, via http.RoundTripper, test func(*trustRig)) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "profile")
	synctest.Test(t, func(t *testing.T) {
		world, err := sandbox.New(sandbox.Options{Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		r := &trustRig{t: t, world: world, via: via, dir: dir, ring: &ring{key: rest.NewSecret(world.Endpoints("http://127.0.0.1").Trust.Key)}}
		if via == nil {
			r.via = world
		}
		r.start()
		defer func() { r.stop() }()
		test(r)
	})
}

func (r *trustRig) start() {
	r.t.Helper()
	db, err := store.Open(r.t.Context(), r.dir)
	if err != nil {
		r.t.Fatal(err)
	}
	c, err := numbersonline.New(rest.Config{Base: "http://127.0.0.1", Key: r.ring.Key, Transport: r.via, Limits: db.Limits()})
	if err != nil {
		r.t.Fatal(err)
	}
	r.db, r.engine = db, live.New(live.Config{DB: db, Spend: r.spend})
	r.Trust = New(r.engine, c, r.ring)
	ctx, cancel := context.WithCancel(r.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.engine.Run(ctx) }()
	r.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			r.t.Errorf("the engine ended with %v", err)
		}
		if err := db.Close(); err != nil {
			r.t.Error(err)
		}
		r.stop = func() {}
	}
	time.Sleep(15 * time.Second)
}

func (r *trustRig) listing(n phone.E164) store.Listing {
	r.t.Helper()
	l, err := r.db.Listing(r.t.Context(), n)
	if err != nil {
		r.t.Fatal(err)
	}
	return l
}

func (r *trustRig) control(name, body string) {
	r.t.Helper()
	if _, err := r.world.Control(name, []byte(body)); err != nil {
		r.t.Fatal(err)
	}
}

// asked counts the requests since a moment whose method and path fit.
func (r *trustRig) asked(since time.Time, method, path string) int {
	n := 0
	for _, q := range r.world.Requests() {
		if !q.Time.Before(since) && q.Method == method && strings.HasSuffix(q.Path, path) {
			n++
		}
	}
	return n
}

func (r *trustRig) journal() []string {
	r.t.Helper()
	list, err := r.db.Intents(r.t.Context(), 100)
	if err != nil {
		r.t.Fatal(err)
	}
	var words []string
	for _, in := range slices.Backward(list) {
		words = append(words, in.Op+" "+string(in.State))
	}
	return words
}

func (r *trustRig) wantJournal(want ...string) {
	r.t.Helper()
	if got := r.journal(); !slices.Equal(got, want) {
		r.t.Errorf("the journal is %q, want %q", got, want)
	}
}

// reason is why an act was refused here, "" when it was not.
func reason(err error) act.Code {
	var refusal *live.Refusal
	if errors.As(err, &refusal) {
		return refusal.Why
	}
	return ""
}
