package rest

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const canary = "canary-key-7c1d"

func theKey() Secret { return NewSecret(canary) }

// trip is a transport in the process.
type trip func(*http.Request) (*http.Response, error)

func (f trip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answer(status int, body string, header ...string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

func always(status int, body string, header ...string) trip {
	return func(*http.Request) (*http.Response, error) { return answer(status, body, header...), nil }
}

// build gives a client of "sms" with a key; change may alter its configuration.
func build(t testing.TB, base string, change func(*Config)) *Client {
	t.Helper()
	cfg := Config{Provider: "sms", Base: base, Header: "X-Api-Key", Key: theKey}
	if change != nil {
		change(&cfg)
	}
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// over gives a client whose network is f.
func over(t testing.TB, f trip) *Client {
	t.Helper()
	return build(t, "https://sms.test/api", func(c *Config) { c.Transport = f })
}

func failure(t testing.TB, err error) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an *Error", err)
	}
	return e
}

// pipes is a network in the process on which fake time passes.
type pipes struct {
	conns chan net.Conn
	once  sync.Once
	done  chan struct{}
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), done: make(chan struct{})} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case p.conns <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { p.once.Do(func() { close(p.done) }); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }

// overPipes serves h inside a bubble and gives a client that reaches it, as
// acts do or as reads do.
func overPipes(t *testing.T, acts bool, h http.HandlerFunc) *Client {
	t.Helper()
	p := newPipes()
	server := &http.Server{Handler: h}
	go func() { _ = server.Serve(p) }()
	wire := network(nil, acts)
	wire.DialContext = p.dial
	c := build(t, "http://127.0.0.1/", func(c *Config) { c.Transport = wire })
	t.Cleanup(func() { _ = server.Close() })
	return c
}
