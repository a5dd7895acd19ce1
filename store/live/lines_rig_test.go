package live

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
)

// linesRig is a rig whose engine also has the numbers' provider.
type linesRig struct {
	*rig
	wire *wire
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
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		l := &linesRig{rig: r, wire: &wire{world: r.world}}
		r.stop()
		r.start(l.connect)
		time.Sleep(5 * time.Second)
		test(t, l)
	})
}

func (r *linesRig) connect(cfg *Config) {
	a := r.world.Endpoints("https://sandbox.test").Lines
	api, err := oneuc.New(oneuc.Config{
		Rest:    rest.Config{Base: "https://sandbox.test/v2", Key: func() rest.Secret { return rest.NewSecret(a.Token) }, Transport: r.wire, Limits: r.db.Limits()},
		Account: a.AccountID,
	})
	if err != nil {
		r.t.Fatal(err)
	}
	cfg.Lines = api
}

func (r *linesRig) reopen() {
	r.t.Helper()
	r.stop()
	r.start(r.connect)
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
