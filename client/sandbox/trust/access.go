package trust

import (
	"net"
	"net/http"
	"strings"
	"time"
)

// The limits the service documents.
const (
	callsPerMinute = 60 // per key, all account routes together
	signupsPerHour = 3  // per address
)

// key is one nol_ key. A tenant's key belongs to an account too, but may not
// touch identity and money.
type key struct {
	Account string `json:"account"`
	Tenant  bool   `json:"tenant,omitempty"`
	Revoked bool   `json:"revoked,omitempty"`
}

// Keys are the credentials of the populated world.
type Keys struct {
	Main    string `json:"main"`    // has a listing in every state
	Fresh   string `json:"fresh"`   // a free account without a number
	Tenant  string `json:"tenant"`  // refused: not an account-level key
	Revoked string `json:"revoked"` // refused: no longer valid
	Second  string `json:"second"`  // another account, which has numbers that the main one may not have
}

// Keys tells the credentials that the seed fixes.
func (s *Service) Keys() Keys {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.keys()
}

func (st *state) keys() Keys {
	named := func(name string) string { return "nol_" + st.Derive("key "+name, 40) }
	return Keys{Main: named("main"), Fresh: named("fresh"), Tenant: named("tenant"), Revoked: named("revoked"), Second: named("second")}
}

// prefix is the part of a key that is safe to show.
func prefix(key string) string { return key[:min(12, len(key))] }

// admit finds the account of the request's key and counts the request.
func (c *call) admit() error {
	secret := c.Header.Get("X-API-Key")
	if scheme, rest, ok := strings.Cut(c.Header.Get("Authorization"), " "); ok && strings.EqualFold(scheme, "Bearer") {
		secret = strings.TrimSpace(rest)
	}
	if secret == "" {
		return &fault{status: http.StatusUnauthorized, code: "missing_key", message: "send your key as Authorization: Bearer nol_... or X-API-Key"}
	}
	k := c.Keys[secret]
	if k == nil || k.Revoked {
		return &fault{status: http.StatusUnauthorized, code: "invalid_key", message: "the key is unknown or revoked"}
	}
	if c.limits {
		if _, reset, ok := c.Calls.Take(secret, callsPerMinute, c.now); !ok {
			return &fault{status: http.StatusTooManyRequests, code: "rate_limited_key", message: "a key may make 60 requests a minute", retry: reset.Sub(c.now)}
		}
	}
	if k.Tenant {
		return &fault{status: http.StatusForbidden, code: "use_case_forbidden", message: "identity and money need an account-level key; this one belongs to a tenant"}
	}
	c.account = c.Accounts[k.Account]
	c.account.count(c.now)
	if c.account.Suspended {
		return &fault{status: http.StatusForbidden, code: "account_suspended", message: "the account is suspended"}
	}
	return nil
}

// admitSignup counts one sign-up of the request's address.
func (c *call) admitSignup() error {
	if !c.limits {
		return nil
	}
	from, hourAgo := address(c.Request), c.now.Add(-time.Hour).Unix()
	var recent []int64
	for _, at := range c.Signups[from] {
		if at > hourAgo {
			recent = append(recent, at)
		}
	}
	if len(recent) >= signupsPerHour {
		c.Signups[from] = recent
		wait := time.Unix(recent[0], 0).Add(time.Hour).Sub(c.now)
		return &fault{status: http.StatusTooManyRequests, code: "rate_limited_ip", message: "three sign-ups an hour are allowed from one address", retry: wait}
	}
	c.Signups[from] = append(recent, c.now.Unix())
	return nil
}

// address is where a request comes from; requests without a socket share one.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return "local"
	}
	return host
}
