package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync"
	"time"
)

// Client calls one provider. It is safe for concurrent use.
type Client struct {
	cfg   Config
	base  *url.URL
	reads keyed
	acts  keyed

	mu      sync.Mutex
	refused Secret         // the key that was answered with 401
	since   time.Time      // when it was
	said    string         // and in which words
	pardon  bool           // a person asks: the next call tries it
	trial   chan struct{}  // closed when that call is answered; nil while there is none
	strikes map[string]int // by scope: 429s in a row that named no time
	quota   int            // retries left before only success earns more
	skew    Skew
}

// New checks the configuration; its error names the field.
func New(cfg Config) (*Client, error) {
	base, err := CheckBase(cfg.Base, cfg.AllowHTTP)
	if err != nil {
		return nil, fmt.Errorf("base: %w", err)
	}
	roots, err := authorities(cfg.CAFile)
	if err != nil {
		return nil, err
	}
	if cfg.Key != nil && cfg.Header == "" {
		return nil, errors.New("header: name the header that carries the key")
	}
	if cfg.Limits == nil {
		cfg.Limits = NewLimits()
	}
	if cfg.Clocks == nil {
		cfg.Clocks = apart{}
	}
	reads, acts := cfg.Transport, cfg.Transport
	if cfg.Transport == nil {
		reads, acts = network(roots, false), network(roots, true)
	}
	c := &Client{cfg: cfg, base: base, strikes: map[string]int{}, quota: fullQuota}
	c.reads, c.acts = c.over(reads), c.over(acts)
	return c, nil
}

// over puts the credential on t. The transport is used without an http.Client:
// nothing is there that could follow a redirect.
func (c *Client) over(t http.RoundTripper) keyed {
	return keyed{next: t, origin: origin(c.base), header: c.cfg.Header, prefix: c.cfg.Prefix}
}

// Do makes the call. 2xx and 304 give an Answer; everything else is an *Error.
func (c *Client) Do(ctx context.Context, call Call) (*Answer, error) {
	own, cancel := context.WithTimeout(ctx, call.timeout())
	defer cancel()
	var last *Error
	for attempt := 0; ; attempt++ {
		a, e := c.once(own, ctx, call)
		switch {
		case e == nil:
			return a, nil
		case e.Local && last != nil:
			return nil, last // what the provider did says more than that we gave up
		case !c.again(own, call, e, attempt):
			return nil, e
		}
		last = e
	}
}

// JSON makes the call and decodes the answer's body into out, leniently; money
// is decoded with Strict. A 304 leaves out alone.
func (c *Client) JSON(ctx context.Context, call Call, out any) (*Answer, error) {
	a, err := c.Do(ctx, call)
	if err != nil || a.Status == http.StatusNotModified {
		return a, err
	}
	if out == nil {
		out = new(json.RawMessage)
	}
	if err := json.Unmarshal(a.Body, out); err != nil {
		return nil, c.Malformed(call, a, err)
	}
	return a, nil
}

// Malformed is the error for a complete answer whose content is not what the
// document says: for an act its outcome is unknown.
func (c *Client) Malformed(call Call, a *Answer, cause error) *Error {
	return &Error{Provider: c.cfg.Provider, Op: call.Op, Kind: Malformed, Status: a.Status, Sent: true,
		RequestID: requestID(a.Header), Header: a.Header, Body: a.Body, Err: cause}
}

func (c *Client) local(call Call, kind Kind, message string, err error) *Error {
	return &Error{Provider: c.cfg.Provider, Op: call.Op, Kind: kind, Message: message, Local: true, Err: err}
}

// once makes one attempt: own carries the call's deadline, caller is the
// context it was derived from.
func (c *Client) once(own, caller context.Context, call Call) (answer *Answer, failed *Error) {
	body, kind, err := call.encode()
	if err != nil {
		return nil, c.local(call, Invalid, err.Error(), err)
	}
	u, err := resolve(c.base, call.Path, call.Query)
	if err != nil {
		return nil, c.local(call, Invalid, err.Error(), err)
	}
	key, resumed, refused := c.admit(own, call)
	if refused == nil {
		defer func() { resumed(failed) }()
		refused = c.gate(own, call)
	}
	if refused != nil {
		return nil, refused
	}
	var saw evidence
	ctx := httptrace.WithClientTrace(context.WithValue(own, keyOf{}, key), saw.hooks())
	req, err := request(ctx, call, u, body, kind)
	if err != nil {
		return nil, c.local(call, Invalid, err.Error(), err)
	}
	start := time.Now()
	answer, failed = c.exchange(req, call, &saw, caller)
	c.record(call, req, key, body, start, answer, failed)
	return answer, failed
}

func request(ctx context.Context, call Call, u *url.URL, body []byte, kind string) (*http.Request, error) {
	var reader io.Reader
	if body != nil {
		reader = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, call.method(), u.String(), reader)
	if err != nil {
		return nil, fmt.Errorf("making the request: %w", err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "switchboard")
	if call.act() {
		req.Header.Set("Content-Type", kind)
	}
	for name, values := range call.Header {
		req.Header[http.CanonicalHeaderKey(name)] = values
	}
	if call.act() {
		// net/http sends a request again by itself when it carries one of these
		// or can get its body a second time.
		req.Header.Del("Idempotency-Key")
		req.Header.Del("X-Idempotency-Key")
		req.GetBody = nil
	}
	return req, nil
}

// exchange sends the request, reads the whole answer and classifies both.
func (c *Client) exchange(req *http.Request, call Call, saw *evidence, caller context.Context) (*Answer, *Error) {
	via := c.reads
	if call.act() {
		via = c.acts
	}
	start := time.Now()
	res, err := via.RoundTrip(req)
	if err != nil {
		return nil, c.broken(call, err, saw.sent(err, c.cfg.Transport == nil), caller)
	}
	defer res.Body.Close()
	c.learnClock(res.Header, start)
	body, over, err := readBody(res, call)
	if !call.act() { // what became of an act is not kept waiting
		c.keepClock(req.Context())
	}
	if err != nil {
		e := c.broken(call, err, true, caller)
		e.Status, e.Header, e.RequestID = res.StatusCode, res.Header, requestID(res.Header)
		return nil, e
	}
	if e := c.classify(res, call, body, over); e != nil {
		c.learn(req, call, e)
		return nil, e
	}
	c.calm(call)
	return &Answer{Status: res.StatusCode, Header: res.Header, Body: body, At: dateOf(res.Header, time.Now())}, nil
}
