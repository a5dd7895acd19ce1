package rest

import (
	"bufio"
	"context"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// wire serves each connection with f over a real socket and counts them.
func wire(t *testing.T, f func(net.Conn)) (base string, count *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	count = new(atomic.Int32)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			count.Add(1)
			f(conn)
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() { _ = l.Close(); <-done })
	return "http://" + l.Addr().String(), count
}

func readRequest(conn net.Conn) {
	req, err := http.ReadRequest(bufio.NewReader(conn))
	if err == nil {
		_, _ = io.Copy(io.Discard, req.Body)
	}
}

var order = Call{Op: "order", Method: http.MethodPost, Path: "a/activation", Body: map[string]int{"max_price": 34}, Act: true}

func TestCertainlyNotSent(t *testing.T) {
	closed, _ := wire(t, func(net.Conn) {})
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	refusing := "http://" + free.Addr().String()
	_ = free.Close()
	var reached atomic.Int32
	secure := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	secure.Config.ErrorLog = quiet()
	secure.StartTLS()
	defer secure.Close()
	nameless := network(nil, true)
	nameless.DialContext = (&net.Dialer{Resolver: &net.Resolver{PreferGo: true,
		Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no name server") }}}).DialContext
	for name, c := range map[string]struct {
		base  string
		wire  http.RoundTripper
		words string
	}{
		"name":          {"https://sms.invalid", nameless, "cannot reach sms.invalid (its name cannot be looked up)"},
		"refused":       {refusing, nil, "(connection refused)"},
		"handshake cut": {strings.Replace(closed, "http:", "https:", 1), nil, "cannot reach"},
		"certificate":   {secure.URL, nil, "signed by an unknown authority"},
	} {
		t.Run(name, func(t *testing.T) {
			client := build(t, c.base, func(cfg *Config) { cfg.Transport = c.wire })
			_, err := client.Do(t.Context(), order)
			e := failure(t, err)
			if e.Kind != Offline || e.Sent || e.Unknown() {
				t.Fatalf("kind %d, sent %t: %v", e.Kind, e.Sent, e)
			}
			if !strings.HasPrefix(e.Error(), "nothing was sent: cannot reach ") || !strings.Contains(e.Error(), c.words) {
				t.Errorf("says %q", e)
			}
		})
	}
	if reached.Load() != 0 {
		t.Error("a request reached the server without trust")
	}
}

func TestPerhapsSent(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for name, c := range map[string]struct {
		ctx    context.Context
		answer func(net.Conn)
		status int
		words  string
	}{
		"closed after the request": {t.Context(), readRequest, 0, "broke before the answer was complete"},
		"cut headers": {t.Context(), func(conn net.Conn) {
			readRequest(conn)
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-")
		}, 0, "broke before the answer was complete"},
		"cut body": {t.Context(), func(conn net.Conn) {
			readRequest(conn)
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"activation_id\"")
		}, 200, "broke before the answer was complete"},
		"headers over the cap": {t.Context(), func(conn net.Conn) {
			readRequest(conn)
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nX-Large: "+strings.Repeat("x", 70<<10)+"\r\n\r\n")
		}, 0, "broke before the answer was complete"},
		"stopped while waiting": {ctx, func(conn net.Conn) { readRequest(conn); cancel(); readRequest(conn) }, 0, "was stopped before the answer came"},
	} {
		t.Run(name, func(t *testing.T) {
			base, count := wire(t, c.answer)
			_, err := build(t, base, nil).Do(c.ctx, order)
			e := failure(t, err)
			if e.Kind != Unanswered || !e.Sent || !e.Unknown() || e.Status != c.status || !strings.Contains(e.Error(), c.words) {
				t.Fatalf("kind %d, sent %t, status %d: %v", e.Kind, e.Sent, e.Status, e)
			}
			if count.Load() != 1 {
				t.Errorf("sent %d times", count.Load())
			}
		})
	}
}

func TestDeadlineAfterTheRequest(t *testing.T) {
	for name, c := range map[string]struct {
		call Call
		want time.Duration
	}{
		"act":      {order, actTimeout},
		"its own":  {Call{Method: "PUT", Path: "logo", Timeout: 2 * time.Minute}, 2 * time.Minute},
		"one read": {Call{Path: "x", Once: true}, 15 * time.Second}, // until the first byte
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := overPipes(t, c.call.act(), func(_ http.ResponseWriter, r *http.Request) {
					_, _ = io.Copy(io.Discard, r.Body)
					<-r.Context().Done()
				})
				start := time.Now()
				_, err := client.Do(t.Context(), c.call)
				e := failure(t, err)
				if e.Kind != Unanswered || !e.Sent || e.Error() != "SMS did not answer in time" {
					t.Errorf("kind %d: %v (%v)", e.Kind, e, e.Err)
				}
				if took := time.Since(start); took != c.want {
					t.Errorf("gave up after %s", took)
				}
			})
		})
	}
}

func TestNoConnectionInTimeIsOffline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		wire := network(nil, true)
		wire.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
			ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
			defer cancel()
			<-ctx.Done()
			return nil, ctx.Err()
		}
		c := build(t, "https://sms.test", func(c *Config) { c.Transport = wire })
		_, err := c.Do(t.Context(), order)
		if e := failure(t, err); e.Kind != Offline || e.Sent || !strings.Contains(e.Error(), "no connection was made in time") {
			t.Errorf("kind %d: %v", e.Kind, e)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = c.Do(ctx, order)
		if e := failure(t, err); e.Kind != Canceled || e.Sent || e.Unknown() {
			t.Errorf("kind %d: %v", e.Kind, e)
		}
		time.Sleep(5 * time.Second) // net/http lets the second dial run out
	})
}

type saysNotSent struct{}

func (saysNotSent) Error() string { return "offline" }
func (saysNotSent) NotSent() bool { return true }

// A transport in the process never reports to httptrace.
func TestTransportInTheProcess(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		kind Kind
	}{"says so": {saysNotSent{}, Offline}, "says nothing": {io.ErrUnexpectedEOF, Unanswered}} {
		_, err := over(t, func(*http.Request) (*http.Response, error) { return nil, c.err }).Do(t.Context(), order)
		if e := failure(t, err); e.Kind != c.kind || e.Sent != (c.kind == Unanswered) {
			t.Errorf("%s: kind %d, sent %t", name, e.Kind, e.Sent)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := over(t, always(200, `{}`)).Do(ctx, order)
	if e := failure(t, err); e.Kind != Canceled || e.Sent || !errors.Is(e, context.Canceled) {
		t.Errorf("kind %d: %v", e.Kind, e)
	}
}

// Acts get a new HTTP/1.1 connection each, reads share one; the authority in
// the CA file is trusted; nothing that makes net/http repeat a request passes.
func TestActsHaveTheirOwnConnection(t *testing.T) {
	type seen struct{ proto, from, key, key2, auth string }
	var got []seen
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, seen{r.Proto, r.RemoteAddr, r.Header.Get("Idempotency-Key"), r.Header.Get("X-Idempotency-Key"), r.Header.Get("Authorization")})
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"result":"success"}`)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	file := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(file, block, 0o600); err != nil {
		t.Fatal(err)
	}
	c := build(t, server.URL, func(cfg *Config) { cfg.CAFile, cfg.Header, cfg.Prefix = file, "Authorization", "Bearer " })
	act := order
	act.Header = http.Header{"idempotency-key": {"x"}, "X-Idempotency-Key": {"y"}}
	for _, call := range []Call{act, act, {Path: "r"}, {Path: "r"}} {
		if _, err := c.Do(t.Context(), call); err != nil {
			t.Fatal(err)
		}
	}
	if got[0].proto != "HTTP/1.1" || got[0].from == got[1].from || got[2].proto != "HTTP/2.0" || got[2].from != got[3].from {
		t.Errorf("%+v", got)
	}
	for _, s := range got {
		if s.key+s.key2 != "" || s.auth != "Bearer "+canary {
			t.Errorf("%+v", s)
		}
	}
}
