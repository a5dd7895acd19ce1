package numbersonline

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"switchboard/client/phone"
)

const opCheckout = "prepare a payment"

// Checkout is a payment that has been prepared, or, on development servers, a
// verification that is already done: then State is "verified" and URL is empty.
type Checkout struct {
	Provider       string // stripe, dev
	State          string // pending, verified
	URL            string // where a person pays; checked, safe to open
	Handle         string
	VerificationID string
}

// Verified reports whether there is nothing left to pay.
func (c Checkout) Verified() bool { return c.State == string(Verified) }

// UnsafeURLError is a payment address that is not opened.
type UnsafeURLError struct{ Host string }

func (e *UnsafeURLError) Error() string {
	if e.Host == "" {
		return "the payment address cannot be read, so it is not opened"
	}
	return "the payment address leads to " + strconv.Quote(e.Host) + " and not to checkout.stripe.com, so it is not opened"
}

// Checkout prepares the payment that verifies a number: $9 once for personal,
// $29 a year for business. A person pays in the browser; the listing goes public
// by itself after that. When the address is not Stripe's the error is *UnsafeURLError.
func (c *Client) Checkout(ctx context.Context, n phone.E164) (Checkout, error) {
	call, err := onNumber(opCheckout, http.MethodPost, n, "/verify-checkout")
	if err != nil {
		return Checkout{}, err
	}
	answer, err := c.rest.Do(ctx, call)
	if err != nil {
		return Checkout{}, err
	}
	var j struct {
		Provider       word `json:"provider"`
		State          word `json:"state"`
		URL            word `json:"url"`
		Handle         word `json:"handle"`
		VerificationID word `json:"verification_id"`
	}
	if err := json.Unmarshal(answer.Body, &j); err != nil || j.State == "" {
		return Checkout{}, c.malformed(call, answer, "the payment has no state")
	}
	out := Checkout{Provider: string(j.Provider), State: string(j.State), Handle: string(j.Handle), VerificationID: string(j.VerificationID)}
	if out.Verified() {
		return out, nil
	}
	if err := CheckPayURL(string(j.URL)); err != nil {
		return Checkout{}, err
	}
	out.URL = string(j.URL)
	return out, nil
}

// CheckPayURL allows Stripe's own page over https and the sandbox's page on
// this machine or, when it has no port, on a name under .invalid, which never
// leads anywhere; and nothing else.
func CheckPayURL(raw string) error {
	u, err := url.Parse(raw)
	if err != nil || strings.ContainsFunc(raw, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\\' }) {
		return &UnsafeURLError{}
	}
	switch {
	case u.User != nil || u.Opaque != "":
	case u.Scheme == "https" && u.Host == "checkout.stripe.com":
		return nil
	case (u.Scheme == "http" || u.Scheme == "https") && here(u.Hostname()) && strings.HasPrefix(u.EscapedPath(), "/_sandbox/pay/"):
		return nil
	}
	return &UnsafeURLError{Host: u.Host}
}

// here reports whether a host cannot be another machine.
func here(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".invalid") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && net.IP(ip.AsSlice()).IsLoopback()
}
