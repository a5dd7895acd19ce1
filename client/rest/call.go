package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Call is one request. It is an act when Act is set or the method is not a
// read: acts have their own connection, sixty seconds, and are never repeated.
type Call struct {
	Op     string // what it is in the log and in errors, e.g. "cancel activation"
	Method string // "" is GET
	Path   string // relative to the base and escaped; with a leading "/" from the origin's root
	Route  string // the path as a template, for the log
	// Customer is whose own route it is, of the account's customers; "" is the account's.
	Customer string
	Query    url.Values
	Body     any // encoded as JSON; a json.RawMessage or a Raw goes out as it is
	Header   http.Header
	Budget   Budget
	Act      bool          // it changes the world
	Once     bool          // a read that is not repeated here: its caller has a beat of its own
	Always   bool          // its path names nothing that may be missing: where it is not known, nothing of the provider is
	NoKey    bool          // goes without the credential: signing up, signing in
	Probe    bool          // a person asks in spite of a block or a refused key
	Timeout  time.Duration // 0 is 30 s, 60 s for an act
	MaxBody  int64         // 0 is 8 MiB
}

// Raw is a body that is sent as it is.
type Raw struct {
	ContentType string
	Bytes       []byte
}

// Answer is a complete answer with a 2xx status or 304. At is the provider's
// time of it, or ours when it sent none.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
	At     time.Time
}

const (
	readTimeout = 30 * time.Second
	actTimeout  = 60 * time.Second
)

func (call Call) method() string { return or(call.Method, http.MethodGet) }

func (call Call) act() bool {
	m := call.method()
	return call.Act || m != http.MethodGet && m != http.MethodHead
}

func (call Call) timeout() time.Duration {
	switch {
	case call.Timeout > 0:
		return call.Timeout
	case call.act():
		return actTimeout
	}
	return readTimeout
}

// encode gives the body's bytes and type; nil bytes are no body.
func (call Call) encode() ([]byte, string, error) {
	switch b := call.Body.(type) {
	case nil:
		return nil, "application/json", nil
	case Raw:
		return b.Bytes, b.ContentType, nil
	case json.RawMessage:
		return b, "application/json", nil
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(call.Body); err != nil {
		return nil, "", fmt.Errorf("encoding the body: %w", err)
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), "application/json", nil
}

// resolve puts a call's path under the base. An identifier that would change
// the route (an empty or dotted segment, a query, a fragment) is refused.
func resolve(base *url.URL, path string, query url.Values) (*url.URL, error) {
	if strings.ContainsAny(path, "?#\\") {
		return nil, errors.New("the path holds a character that must be escaped")
	}
	full := path
	if !strings.HasPrefix(path, "/") {
		full = strings.TrimSuffix(base.EscapedPath(), "/")
		if path != "" {
			full += "/" + path
		}
	}
	plain, err := url.PathUnescape(full)
	if err != nil {
		return nil, errors.New("the path is not escaped rightly")
	}
	for _, r := range plain {
		if r < 0x20 || r == 0x7f {
			return nil, errors.New("the path holds a control character")
		}
	}
	for i, segment := range strings.Split(strings.TrimPrefix(strings.TrimSuffix(plain, "/"), "/"), "/") {
		if segment == "." || segment == ".." || segment == "" && (i > 0 || plain != "/" && plain != "") {
			return nil, errors.New("the path holds an empty or dotted segment")
		}
	}
	u := *base
	u.Path, u.RawPath, u.RawQuery, u.Fragment = plain, full, query.Encode(), ""
	return &u, nil
}
