package trust

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
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

func (k *ring) Had() rest.Secret { return k.Key() }

func (k *ring) Has() bool { return !k.Key().Empty() }

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
	*livetest.Rig
	*Trust
	ring  *ring
	spend live.Spend
}

func inTrustBubble(t *testing.T, via http.RoundTripper, test func(*trustRig)) {
	t.Helper()
	livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, base *livetest.Rig) {
		r := &trustRig{Rig: base, ring: &ring{key: rest.NewSecret(base.World.Endpoints("").Trust.Key)}}
		if via != nil {
			r.Via = via
		}
		if b, is := via.(*bent); is {
			b.RoundTripper = base.World
		}
		r.start()
		defer r.Stop()
		test(r)
	})
}

// start opens the store and runs an engine over it until Stop.
func (r *trustRig) start() {
	r.T.Helper()
	r.Make(live.Config{Spend: r.spend})
	r.Trust = New(r.Engine, r.NumbersOnline(func(c *rest.Config) { c.Key = r.ring.Key }), r.ring)
	r.Run(15 * time.Second)
}

func (r *trustRig) listing(n phone.E164) store.Listing {
	r.T.Helper()
	l, err := r.DB.Listing(r.T.Context(), n)
	if err != nil {
		r.T.Fatal(err)
	}
	return l
}

// asked counts the requests since a moment whose method and path fit.
func (r *trustRig) asked(since time.Time, method, path string) int {
	n := 0
	for _, q := range r.World.Requests() {
		if !q.Time.Before(since) && q.Method == method && strings.HasSuffix(q.Path, path) {
			n++
		}
	}
	return n
}

func (r *trustRig) wantJournal(want ...string) {
	r.T.Helper()
	if got := r.Intents(); !slices.Equal(got, want) {
		r.T.Errorf("the journal is %q, want %q", got, want)
	}
}
