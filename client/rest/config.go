package rest

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
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
	Keyless func() string
	// Seek has Key look for a key again where it found none, as a person asks; nil
	// where that would find nothing else.
	Seek      func()
	Transport http.RoundTripper // nil is the network
	CAFile    string            // PEM, in addition to the system's authorities
	AllowHTTP bool              // http to a host that is not this machine
	Limits    Limits            // nil keeps them in memory
	Clocks    Clocks            // nil keeps the difference of the clocks in this client alone
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

// ErrPlain is an address to which a key would travel unprotected.
var ErrPlain = errors.New("http is allowed only to this machine; use https")

// CheckBase holds the address of a provider to what a call can be made to.
func CheckBase(text string, allowHTTP bool) (*url.URL, error) {
	base, err := url.Parse(text)
	switch {
	case err != nil || !hostForm().MatchString(base.Hostname()) || strings.ContainsAny(text, " \\"):
		return nil, errors.New("give an address such as https://numbers.online")
	case !portFits(base.Port()):
		return nil, errors.New("the port of the address must be from 1 to 65535")
	case base.User != nil || base.RawQuery != "" || base.ForceQuery || base.Fragment != "":
		return nil, errors.New("give the address alone, without a name, a query or a fragment")
	case base.Scheme == "https", base.Scheme == "http" && (allowHTTP || loopback(base.Hostname())):
		return base, nil
	case base.Scheme == "http":
		return nil, ErrPlain
	}
	return nil, errors.New("the address must begin with https://")
}

// hostForm is the name of a machine, in any script, or its number. No part of a name is empty.
var hostForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([\p{L}\p{M}\p{N}_-]+(\.[\p{L}\p{M}\p{N}_-]+)*\.?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%.+)?)$`)
})

func portFits(port string) bool {
	n, err := strconv.ParseUint(port, 10, 16)
	return port == "" || err == nil && n > 0
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
