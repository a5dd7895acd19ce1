package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// outcome is what every kind of fault does to a request that changes money,
// the same over a socket and without one.
var outcomes = []struct {
	fault    Fault
	code     int  // 0: no answer
	acted    bool // the provider's state changed
	json     bool // the answer is valid JSON
	contains string
}{
	{Fault{Kind: Latency, MS: 20}, 200, true, true, "success"},
	{Fault{Kind: Reset}, 0, false, false, ""},
	{Fault{Kind: LostAnswer}, 0, true, false, ""},
	{Fault{Kind: Offline}, 0, false, false, ""},
	{Fault{Kind: Status}, 503, false, true, "ServiceUnavailableException"},
	{Fault{Kind: Status, Status: 429}, 429, false, true, "TooManyRequestsException"},
	{Fault{Kind: Status, Status: 500}, 500, false, true, "errorMessage"},
	{Fault{Kind: Malformed}, 200, true, false, ""},
	{Fault{Kind: HTML}, 200, false, false, "<html>"},
	{Fault{Kind: Huge, Bytes: 3 << 20}, 200, false, false, "xxxx"},
}

func everyFault(u *user, id string) {
	for i, o := range outcomes {
		if err := u.w.Inject(o.fault); err != nil {
			u.Fatal(err)
		}
		before := u.balance()
		code, _, answer, err := u.do("POST", creditPath, credit(id+string(rune('a'+i))))
		if code != o.code || (err != nil) != (o.code == 0) {
			u.Errorf("%s: %d, %v; want %d", o.fault.Kind, code, err, o.code)
		}
		if acted := u.balance() != before; acted != o.acted {
			u.Errorf("%s: acted %v, want %v", o.fault.Kind, acted, o.acted)
		}
		if o.code > 0 && (json.Valid([]byte(answer)) != o.json || !strings.Contains(answer, o.contains)) {
			u.Errorf("%s: answered %.80q", o.fault.Kind, answer)
		}
		if o.fault.Kind == Huge && len(answer) != 3<<20 {
			u.Errorf("huge is %d bytes", len(answer))
		}
		u.want(200, "POST", creditPath, credit(id+"then"+string(rune('a'+i)))) // the fault is over
	}
}

func TestEveryFaultInProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := inProcess(t, newWorld(t, Options{}))
		everyFault(u, "p")
	})
}

func TestEveryFaultOverASocket(t *testing.T) {
	w := newWorld(t, Options{})
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	everyFault(&user{T: t, w: w, base: server.URL, client: server.Client()}, "s")
}

// A reset reaches the client as one, a lost answer as the end of the stream.
func TestHowASocketBreaks(t *testing.T) {
	w := newWorld(t, Options{})
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	u := &user{T: t, w: w, base: server.URL, client: server.Client()}
	for kind, want := range map[Kind]error{Reset: syscall.ECONNRESET, LostAnswer: io.EOF} {
		if err := w.Inject(Fault{Kind: kind}); err != nil {
			t.Fatal(err)
		}
		if _, _, _, err := u.do("POST", creditPath, credit("broken")); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", kind, err, want)
		}
	}
}

func TestWhatCountsAsSent(t *testing.T) {
	w := newWorld(t, Options{})
	u := inProcess(t, w)
	for kind, want := range map[Kind]struct {
		wrote bool
		is    error
	}{Offline: {false, syscall.ENETUNREACH}, Reset: {true, syscall.ECONNRESET}, LostAnswer: {true, io.ErrUnexpectedEOF}} {
		if err := w.Inject(Fault{Kind: kind}); err != nil {
			t.Fatal(err)
		}
		wrote := false
		trace := &httptrace.ClientTrace{WroteHeaders: func() { wrote = true }}
		_, err := w.RoundTrip(u.request(httptrace.WithClientTrace(t.Context(), trace), "GET", "/m/customers", ""))
		var cut *Cut
		if !errors.As(err, &cut) || !errors.Is(err, want.is) || wrote != want.wrote || cut.NotSent() == want.wrote {
			t.Errorf("%s: %v, wrote %v, not sent %v", kind, err, wrote, cut.NotSent())
		}
	}
}

func TestLatencyEndsWithTheRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, Options{})
		u := inProcess(t, w)
		for _, f := range []Fault{{Kind: Latency, MS: 60000}, {Kind: LostAnswer, MS: 60000}} {
			if err := w.Inject(f); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			began := time.Now()
			before := u.balance()
			_, err := w.RoundTrip(u.request(ctx, "POST", creditPath, credit("TX"+strings.ReplaceAll(string(f.Kind), "_", ""))))
			cancel()
			if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 5*time.Second {
				t.Errorf("%s: %v after %v", f.Kind, err, time.Since(began))
			}
			if acted := u.balance() != before; acted != (f.Kind == LostAnswer) {
				t.Errorf("%s: acted %v", f.Kind, acted)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		before := u.balance()
		if _, err := w.RoundTrip(u.request(ctx, "POST", creditPath, credit("TXgone"))); !errors.Is(err, context.Canceled) || u.balance() != before {
			t.Errorf("an ended request acted: %v", err)
		}
	})
}

func TestFaultsFitAndCount(t *testing.T) {
	u := inProcess(t, newWorld(t, Options{}))
	status := func(path string) int {
		code, _, _, err := u.do("GET", path, "")
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	u.want(200, "POST", "/_sandbox/fault", `{"provider":"sms","path":"balance","kind":"status","times":2,"status":503}`)
	if got := []int{status("/m/customers"), status("/a/customer/acme/balance"), status("/a/customer/acme/balance"), status("/a/customer/acme/balance")}; got[0] != 200 || got[1] != 503 || got[2] != 503 || got[3] != 200 {
		t.Errorf("statuses %v", got)
	}
	u.want(200, "POST", "/_sandbox/fault", `{"kind":"status","times":-1,"status":500,"method":"POST"}`)
	for range 5 {
		u.want(500, "POST", creditPath, "")
		u.want(200, "GET", "/m/customers", "")
	}
	if list := u.want(200, "GET", "/_sandbox/fault", ""); !strings.Contains(list, `"status":500`) {
		t.Errorf("faults %s", list)
	}
	u.want(200, "DELETE", "/_sandbox/fault", "")
	u.want(400, "POST", creditPath, "")
	for _, bad := range []string{`{`, `{}`, `{"kind":"fire"}`, `{"kind":"reset","provider":"mail"}`, `{"kind":"latency","ms":-1}`,
		`{"kind":"status","status":99}`, `{"kind":"huge","bytes":-1}`} {
		u.want(400, "POST", "/_sandbox/fault", bad)
	}
}

func TestAnswerBehavesLikeATransports(t *testing.T) {
	w := newWorld(t, Options{})
	u := inProcess(t, w)
	ctx, cancel := context.WithCancel(t.Context())
	if err := w.Inject(Fault{Kind: Huge}); err != nil {
		t.Fatal(err)
	}
	sent := &closing{Reader: strings.NewReader("{}")}
	r := u.request(ctx, "POST", creditPath, "")
	r.Body = sent
	response, err := w.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	if !sent.closed {
		t.Error("the request's body was left open")
	}
	if _, err := time.Parse(http.TimeFormat, response.Header.Get("Date")); err != nil || response.Request != r {
		t.Errorf("date: %v", err)
	}
	if _, err := io.CopyN(io.Discard, response.Body, 1<<20); err != nil {
		t.Error(err)
	}
	cancel()
	if _, err := response.Body.Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("reading after the request ended: %v", err)
	}
	_ = response.Body.Close()
	if _, err := response.Body.Read(make([]byte, 1)); !errors.Is(err, http.ErrBodyReadAfterClose) {
		t.Errorf("reading after close: %v", err)
	}
}

type closing struct {
	io.Reader
	closed bool
}

func (c *closing) Close() error {
	c.closed = true
	return nil
}
