package numbersonline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"switchboard/client/phone"
	"switchboard/client/rest"
)

// Base is where the service lives.
const Base = "https://numbers.online"

// Provider is how the service is called in errors, logs, limits and files.
const Provider = "trust"

// The service counts sixty requests a minute per key over all account routes.
// Sign-up (three an hour per address) and one-time codes have limits of their
// own, which it does not publish as a rate: only its answers tell.
var (
	BudgetAccount = rest.Budget{Name: "account", PerMinute: 60}
	BudgetSignUp  = rest.Budget{Name: "signup"}
	BudgetCode    = rest.Budget{Name: "otp"}
)

// Client speaks to one account.
type Client struct {
	rest *rest.Client
	base *url.URL
}

// ClockSkew is the provider's clock minus ours, zero until it has answered.
func (c *Client) ClockSkew() time.Duration { return c.rest.ClockSkew() }

// Pardon lets a key that was refused be tried once more, as a person asks.
func (c *Client) Pardon() { c.rest.Pardon() }

// New makes a client. Of cfg it sets the provider's name, the header the key
// goes into and the explanation of errors, and the base when there is none.
func New(cfg rest.Config) (*Client, error) {
	cfg.Provider, cfg.Header, cfg.Prefix, cfg.Explain = Provider, "Authorization", "Bearer ", explain
	if cfg.Base == "" {
		cfg.Base = Base
	}
	c, err := rest.New(cfg)
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(cfg.Base)
	if err != nil {
		return nil, fmt.Errorf("read the base address: %w", err)
	}
	return &Client{rest: c, base: base}, nil
}

// PageURL is the public page of a business listing, "" without a handle.
func (c *Client) PageURL(handle string) string {
	if handle == "" {
		return ""
	}
	return c.base.JoinPath("business", handle).String()
}

// object does a call whose answer must be a JSON object.
func (c *Client) object(ctx context.Context, call rest.Call) (map[string]json.RawMessage, error) {
	var object map[string]json.RawMessage
	answer, err := c.rest.JSON(ctx, call, &object)
	if err != nil {
		return nil, err
	}
	if object == nil {
		return nil, c.malformed(call, answer, "it is not an object")
	}
	return object, nil
}

// onNumber is a call about one bound number.
func onNumber(op, method string, n phone.E164, tail string) (rest.Call, error) {
	full, err := phone.Parse(string(n))
	if err != nil {
		return rest.Call{}, refused(op, err.Error())
	}
	return rest.Call{Op: op, Method: method, Path: "api/v1/account/listings/" + url.PathEscape(string(full)) + tail,
		Route: "api/v1/account/listings/{e164}" + tail, Budget: BudgetAccount, Act: method != http.MethodGet}, nil
}

// refused is an error that was found before anything was sent.
func refused(op, message string) *rest.Error {
	return &rest.Error{Provider: Provider, Op: op, Kind: rest.Invalid, Local: true, Message: message}
}

// malformed is an answer that is complete and still not what the document says.
func (c *Client) malformed(call rest.Call, a *rest.Answer, why string) *rest.Error {
	e := c.rest.Malformed(call, a, errors.New(why))
	e.Message = why
	return e
}

// resolve makes an address absolute: the service sends both kinds. Whatever is
// not a web address is dropped.
func (c *Client) resolve(ref string) string {
	if ref == "" {
		return ""
	}
	u, err := c.base.Parse(ref)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.String()
}

// sentence joins what is wrong with several fields, in the order of the form.
func sentence(problems map[string]string) string {
	var all []string
	for _, field := range fieldOrder {
		if p := problems[field]; p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, "; ")
}
