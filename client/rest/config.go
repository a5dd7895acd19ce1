package rest

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Config is what one provider needs to be reachable.
type Config struct {
	Provider       string // "sms", "trust", "lines"
	Base           string
	Header, Prefix string        // where the key goes: "Authorization", "Bearer "
	Key            func() Secret // nil: the provider is called without one
	// Keyless says why Key gives none, in a sentence without its end; nil or ""
	// is that none was ever set.
	Keyless   func() string
	Transport http.RoundTripper // nil is the network
	CAFile    string            // PEM, in addition to the system's authorities
	AllowHTTP bool              // http to a host that is not this machine
	Limits    Limits            // nil keeps them in memory
	// Accepted tells whether another process had an answer with this key since a
	// moment at which it was refused here; nil is never.
	Accepted func(ctx context.Context, since time.Time) bool
	Log      *Log // nil keeps none
	// Explain reads the provider's own error out of Status, Header and Body. It
	// may set Name, Message, Kind, Scope, Until, Estimated and RequestID. On a
	// 429 it finds Scope filled with the call's budget (or "account") and Until
	// with what the headers say; an Until after that is kept, an earlier one is
	// not. Clearing Scope says that time alone does not lift this limit, and
	// nothing is paused.
	Explain func(*Error)
}

func checkBase(text string, allowHTTP bool) (*url.URL, error) {
	base, err := url.Parse(text)
	if err != nil || base.Hostname() == "" {
		return nil, errors.New("base: give an address like https://temp-number-api.com/api/v1/retail")
	}
	if base.User != nil || base.RawQuery != "" || base.Fragment != "" {
		return nil, errors.New("base: give the address alone, without a name, a query or a fragment")
	}
	switch {
	case base.Scheme == "https":
	case base.Scheme == "http" && (allowHTTP || loopback(base.Hostname())):
	case base.Scheme == "http":
		return nil, errors.New("base: http is allowed only to this machine; use https")
	default:
		return nil, errors.New("base: the address must begin with https://")
	}
	return base, nil
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
