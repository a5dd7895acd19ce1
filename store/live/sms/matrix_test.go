package sms

import (
	"crypto/x509"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
)

// condition is a row of the failure matrix: what one request
// meets. It is a fault of the sandbox, or a wire that bends it.
type condition struct {
	name  string
	fault sandbox.Fault
	wire  func(*bentWire, *http.Request) (*http.Response, error)
}

// bentWire stands between the client and the sandbox and does to one request
// what no fault of the sandbox does.
type bentWire struct {
	world *sandbox.World

	mu   sync.Mutex
	path string // what a request's path must end with to be bent; "" none
	left int
	done int // requests bent
	bend func(*bentWire, *http.Request) (*http.Response, error)
}

func (b *bentWire) RoundTrip(q *http.Request) (*http.Response, error) {
	b.mu.Lock()
	bent := b.left > 0 && strings.HasSuffix(q.URL.Path, b.path)
	bend := b.bend
	if bent {
		b.left--
		b.done++
	}
	b.mu.Unlock()
	if !bent {
		return b.world.RoundTrip(q)
	}
	return bend(b, q)
}

// set bends the next requests whose path ends with path.
func (b *bentWire) set(path string, times int, bend func(*bentWire, *http.Request) (*http.Response, error)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.path, b.left, b.done, b.bend = path, times, 0, bend
}

// says is an answer that the provider did not give; the provider never hears.
func says(status int, header http.Header, body string) func(*bentWire, *http.Request) (*http.Response, error) {
	return func(b *bentWire, q *http.Request) (*http.Response, error) {
		q.URL.Path = "/_sandbox/ledger" // it is sent, and reaches nobody who acts
		q.Method = http.MethodGet
		res, err := b.world.RoundTrip(q)
		if err != nil {
			return nil, err
		}
		if err := res.Body.Close(); err != nil {
			return nil, err
		}
		res.StatusCode, res.Header = status, header.Clone()
		if res.Header == nil {
			res.Header = http.Header{}
		}
		if res.Header.Get("Content-Type") == "" {
			res.Header.Set("Content-Type", "application/json")
		}
		res.Body, res.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
		return res, nil
	}
}

// wrongTypes lets the provider act and spoils what it says of it.
func wrongTypes(b *bentWire, q *http.Request) (*http.Response, error) {
	res, err := b.world.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	if err := res.Body.Close(); err != nil {
		return nil, err
	}
	body := `{"activation_id":[],"result":true,"total":"12.5","reserved":[],"price":"free"}`
	res.Body, res.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	return res, nil
}

// handshake is the end of a connection before anything was sent.
type handshake struct{ error }

func (handshake) NotSent() bool   { return true }
func (h handshake) Unwrap() error { return h.error }

func strangersCertificate(*bentWire, *http.Request) (*http.Response, error) {
	return nil, handshake{x509.UnknownAuthorityError{}}
}

const slow = 70_000 // milliseconds: longer than any call waits

// conditions are the rows of the matrix, in its order.
var conditions = []condition{
	{name: "no network", fault: sandbox.Fault{Kind: sandbox.Offline}},
	{name: "no answer in time", fault: sandbox.Fault{Kind: sandbox.LostAnswer, MS: slow}},
	{name: "answer lost", fault: sandbox.Fault{Kind: sandbox.LostAnswer}},
	{name: "reset", fault: sandbox.Fault{Kind: sandbox.Reset}},
	{name: "400", fault: sandbox.Fault{Kind: sandbox.Status, Status: 400}},
	{name: "401", fault: sandbox.Fault{Kind: sandbox.Status, Status: 401}},
	{name: "402", fault: sandbox.Fault{Kind: sandbox.Status, Status: 402}},
	{name: "403", fault: sandbox.Fault{Kind: sandbox.Status, Status: 403}},
	{name: "404", fault: sandbox.Fault{Kind: sandbox.Status, Status: 404}},
	{name: "409", fault: sandbox.Fault{Kind: sandbox.Status, Status: 409}},
	{name: "410", fault: sandbox.Fault{Kind: sandbox.Status, Status: 410}},
	{name: "422", fault: sandbox.Fault{Kind: sandbox.Status, Status: 422}},
	{name: "429 with a time", fault: sandbox.Fault{Kind: sandbox.Status, Status: 429}},
	{name: "429 without a time", wire: says(429, nil, `{"errorName":"TooManyRequestsException","errorMessage":"slow down"}`)},
	{name: "500", fault: sandbox.Fault{Kind: sandbox.Status, Status: 500}},
	{name: "503", fault: sandbox.Fault{Kind: sandbox.Status, Status: 503}},
	{name: "torn JSON", fault: sandbox.Fault{Kind: sandbox.Malformed}},
	{name: "huge", fault: sandbox.Fault{Kind: sandbox.Huge, Bytes: 9 << 20}},
	{name: "wrong types", wire: wrongTypes},
	{name: "web page", fault: sandbox.Fault{Kind: sandbox.HTML}},
	{name: "404 of an edge", wire: says(404, http.Header{"Content-Type": {"text/plain"}}, "no such route")},
	{name: "302", wire: says(302, http.Header{"Location": {"https://elsewhere.example/"}}, "")},
	{name: "307", wire: says(307, http.Header{"Location": {"https://elsewhere.example/"}}, "")},
	{name: "TLS", wire: strangersCertificate},
}

// matrix runs test for each condition over one engine.
func matrix(t *testing.T, test func(t *testing.T, r *rig, b *bentWire, c condition)) {
	t.Helper()
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		b := &bentWire{world: r.World}
		r.Stop()
		r.start(func(c *setup) {
			c.API = r.api(func(c *rest.Config) { c.Transport = b })
		})
		for _, c := range conditions {
			test(t, r, b, c)
			r.over(b, c)
			r.recovered(c)
		}
	})
}

// meets arms a condition for the next requests; times below 0 is all of them.
func (r *rig) meets(b *bentWire, c condition, method, path string, times int) {
	r.T.Helper()
	if c.wire != nil && times < 0 {
		times = 1 << 20
	}
	if c.wire != nil {
		b.set(path, times, c.wire)
		return
	}
	f := c.fault
	f.Method, f.Path, f.Times = method, path, times
	r.inject(f)
}

// over ends the condition.
func (r *rig) over(b *bentWire, c condition) {
	b.set("", 0, nil)
	r.World.ClearFaults()
	if c.name == "401" { // a key is asked again only once it is another
		right := r.key.Load()
		r.key.Store("another")
		r.Engine.Wake()
		time.Sleep(time.Second)
		r.key.Store(right)
		r.Engine.Wake()
	}
}

// recovered waits until nothing of the condition is left: pauses, open
// attempts, what is left alone for a while.
func (r *rig) recovered(c condition) {
	r.T.Helper()
	time.Sleep(avoidFor + time.Minute)
	if h := r.health(); h.State != store.HealthLive {
		r.T.Errorf("%s: six minutes after it was over the state is %s: %s", c.name, h.State, h.Message)
	}
	if blocks := r.blocked(); len(blocks) != 0 {
		r.T.Errorf("%s: six minutes after it was over there is still paused: %q", c.name, blocks)
	}
}
