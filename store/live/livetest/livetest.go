// Package livetest is an engine in tests: the providers that are built in, a
// store on disk and clients between them, in a bubble of its own time. Which
// desks there are is for the test to say.
package livetest

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/contract"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

// Rig is one profile, whose engine runs from Run to Stop.
type Rig struct {
	T      testing.TB
	World  *sandbox.World
	Via    http.RoundTripper // what the clients send through: the world, if what is sent is documented, unless a test stands between
	Dir    string            // of the store
	DB     *store.DB
	Engine *live.Engine
	end    func() error
}

// seed is the world's unless a test asks for another.
const seed = 7

// Bubble runs test with a world in a bubble of its own time; the store's folder
// does not exist yet. What the test has started, it ends.
func Bubble(t *testing.T, o sandbox.Options, test func(t *testing.T, r *Rig)) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "profile")
	synctest.Test(t, func(t *testing.T) {
		r := New(t, dir, o)
		defer func() {
			if err := r.World.Close(); err != nil {
				t.Errorf("closing the world: %v", err)
			}
		}()
		test(t, r)
	})
}

// New makes a world for a folder.
func New(t testing.TB, dir string, o sandbox.Options) *Rig {
	t.Helper()
	if o.Seed == 0 {
		o.Seed = seed
	}
	world, err := sandbox.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return &Rig{T: t, World: world, Via: contract.Watch(t, world), Dir: dir}
}

// Beside is another process of the same profile.
func (r *Rig) Beside() *Rig { return &Rig{T: r.T, World: r.World, Via: r.Via, Dir: r.Dir} }

// Store opens the store, as another process does.
func (r *Rig) Store() *store.DB {
	r.T.Helper()
	db, err := store.Open(r.T.Context(), r.Dir)
	if err != nil {
		r.T.Fatal(err)
	}
	return db
}

// Make opens the store and makes an engine over it, for desks to register with.
// Stop closes it.
func (r *Rig) Make(cfg live.Config) *live.Engine {
	r.T.Helper()
	db := r.Store()
	r.DB, cfg.DB = db, db
	r.Engine = live.New(cfg)
	r.end = func() error {
		synctest.Wait() // readers have left the store
		return db.Close()
	}
	return r.Engine
}

// Run runs the engine until Stop and lets it work for so long.
func (r *Rig) Run(first time.Duration) {
	ctx, cancel := context.WithCancel(r.T.Context())
	ended := make(chan error, 1)
	engine, db := r.Engine, r.DB
	go func() { ended <- engine.Run(ctx) }()
	r.end = func() error {
		cancel()
		err := <-ended
		synctest.Wait()
		return errors.Join(err, db.Close())
	}
	time.Sleep(first)
}

// Stop ends the engine and closes the store; a second time it does nothing.
func (r *Rig) Stop() {
	r.T.Helper()
	end := r.end
	if r.end = nil; end == nil {
		return
	}
	if err := end(); err != nil {
		r.T.Errorf("the engine or its store ended with %v", err)
	}
}

// Since lists the requests from a moment on whose method and path fit.
func (r *Rig) Since(at time.Time, method, path string) []sandbox.Request {
	var list []sandbox.Request
	for _, q := range r.World.Requests() {
		if !q.Time.Before(at) && q.Method == method && strings.Contains(q.Path+"?"+q.Query, path) {
			list = append(list, q)
		}
	}
	return list
}

// Changes are the requests so far that may change something, as "METHOD path".
func (r *Rig) Changes() []string {
	var list []string
	for _, q := range r.World.Requests() {
		if q.Method != http.MethodGet && !strings.HasSuffix(q.Path, "/api_auth") {
			list = append(list, q.Method+" "+q.Path)
		}
	}
	return list
}

// Inject makes the world do something wrong.
func (r *Rig) Inject(f sandbox.Fault) {
	r.T.Helper()
	if err := r.World.Inject(f); err != nil {
		r.T.Fatal(err)
	}
}

// Control does something in the world that no client can.
func (r *Rig) Control(name, body string) {
	r.T.Helper()
	if _, err := r.World.Control(name, []byte(body)); err != nil {
		r.T.Fatal(err)
	}
}

// Intents lists the journal, oldest first, as "op state".
func (r *Rig) Intents() []string {
	r.T.Helper()
	list, err := r.DB.Intents(r.T.Context(), 100)
	if err != nil {
		r.T.Fatal(err)
	}
	words := make([]string, len(list))
	for i, in := range list {
		words[len(list)-1-i] = in.Op + " " + string(in.State)
	}
	return words
}

// Reason is why an act was refused here, "" when it was not.
func Reason(err error) act.Code {
	var no *act.Refusal
	if errors.As(err, &no) {
		return no.Why
	}
	return ""
}
