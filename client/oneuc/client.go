package oneuc

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"switchboard/client/phone"
	"switchboard/client/rest"
)

// Base is where the service lives.
const Base = "https://api.oneuc.com/v2"

// Provider is how the service is called in errors, logs, limits and files.
const Provider = "lines"

// Budget stays under the server's bucket of a hundred requests, which refills
// by ten a second: a minute's worth may go out at once.
var Budget = rest.Budget{Name: "account", PerMinute: 100, Refill: 10 * time.Second}

// Config is what a client is made of.
type Config struct {
	// Rest reaches the service; its Key is a session token that the profile
	// holds, and may be nil when there is an APIKey.
	Rest    rest.Config
	APIKey  func() rest.Secret // exchanged for tokens; nil: the token is all there is
	Account string             // 32 hexadecimal digits; may be empty with an APIKey, which names it
	// Sessions keeps the session that an APIKey opened, so that every process of
	// a profile uses it until it is refused; nil keeps it in this process.
	Sessions Sessions
}

// Sessions keeps one session as a secret text, and gives it back: empty when there is none.
type Sessions interface {
	Load(ctx context.Context) rest.Secret
	Keep(ctx context.Context, session rest.Secret) error
}

// Client speaks for one account.
type Client struct {
	rest    *rest.Client
	session *session
}

// ClockSkew is the provider's clock minus ours, zero until it has answered.
func (c *Client) ClockSkew() time.Duration { return c.rest.ClockSkew() }

// Pardon lets what was refused be tried once more, as a person asks: the API key, or the token
// where that is all there is.
func (c *Client) Pardon() {
	if !c.session.pardon() {
		c.rest.Pardon()
	}
}

// New makes a client; its error names the field that is wrong. It sets the
// provider's name, the header of the token and the explanation of errors.
func New(cfg Config) (*Client, error) {
	if err := CheckAccount(cfg.Account); err != nil {
		return nil, fmt.Errorf("account_id: %w", err)
	}
	s := &session{given: cfg.Rest.Key, apiKey: cfg.APIKey, account: cfg.Account}
	r := cfg.Rest
	r.Provider, r.Header, r.Prefix, r.Explain, r.Key = Provider, "X-Auth-Token", "", explain, s.token
	if r.Base == "" {
		r.Base = Base
	}
	client, err := rest.New(r)
	if err != nil {
		return nil, err
	}
	s.shared, s.base = cfg.Sessions, r.Base
	return &Client{rest: client, session: s}, nil
}

// owned is a call below the account. It signs in when that has to come first.
func (c *Client) owned(ctx context.Context, op, method, tail string) (rest.Call, error) {
	account, err := c.account(ctx)
	if err != nil {
		return rest.Call{}, err
	}
	return rest.Call{Op: op, Method: method, Path: "accounts/" + account + "/phone_numbers" + tail,
		Route: "accounts/{account}/phone_numbers" + tail, Budget: Budget, Act: method != http.MethodGet}, nil
}

// onNumber is a call about one number of the account, whose path ends with
// the number: nothing built here can reach a route that buys.
func (c *Client) onNumber(ctx context.Context, op, method string, n phone.E164) (rest.Call, error) {
	segment, err := segment(n)
	if err != nil {
		return rest.Call{}, refused(op, err.Error())
	}
	call, err := c.owned(ctx, op, method, "/"+segment)
	call.Route = "accounts/{account}/phone_numbers/{number}"
	return call, err
}

// segment writes a number for a path. Only a full number is let through: the
// server reads 41234567 as a Swiss one (Phone Number API, "Per-number CRUD
// operations"). The plus is escaped, which url.PathEscape would not do.
func segment(n phone.E164) (string, error) {
	full, err := phone.Parse(string(n))
	if err != nil {
		return "", err
	}
	return url.QueryEscape(string(full)), nil
}

// Number reads a number of the account with everything the server keeps about it.
func (c *Client) Number(ctx context.Context, n phone.E164) (Document, error) {
	return c.whole(ctx, "read a number", http.MethodGet, n)
}

// Release gives a number back. Somebody else may take it; its emergency address
// and caller name are gone. The answer's state may be available, aging, deleted
// or reserved.
func (c *Client) Release(ctx context.Context, n phone.E164) (Document, error) {
	return c.whole(ctx, "release a number", http.MethodDelete, n)
}

// whole makes a call about a number whose answer is the number's document.
func (c *Client) whole(ctx context.Context, op, method string, n phone.E164) (Document, error) {
	call, err := c.onNumber(ctx, op, method, n)
	if err != nil {
		return nil, err
	}
	e, err := c.do(ctx, call)
	if err != nil {
		return nil, err
	}
	return c.document(call, e)
}

func (c *Client) document(call rest.Call, e envelope) (Document, error) {
	d, err := DecodeDocument(e.Data)
	if err != nil {
		return nil, c.malformed(call, e, err)
	}
	return d, nil
}
