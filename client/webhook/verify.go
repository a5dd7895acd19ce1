// Package webhook owns what a provider calls us with: whether a delivery is
// genuine, what it hints at, and that each one counts once. A delivery is only
// a hint to look; what it says about money or codes is never believed.
package webhook

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"switchboard/client/rest"
)

const (
	// MinSecret is the shortest secret taken, in bytes.
	MinSecret = 16
	// MaxBody is the largest delivery read, in bytes.
	MaxBody = 256 << 10
	// tolerance is how far a delivery's time may be from ours, either way.
	tolerance = 300 * time.Second
)

// Scheme says what is signed and how the signature is written. The retail
// document names neither, so both can be chosen; the zero Scheme is hex over
// "timestamp.body", which is what the sandbox signs.
type Scheme struct {
	Signed string // "timestamp.body" (also ""), "id.timestamp.body" or "body"
	Base64 bool   // instead of hex
	Prefix string // "", "sha256=" or "v1="
}

// Delivery is one genuine delivery: its headers and the body as received.
type Delivery struct {
	WebhookID string // x-webhook-id
	At        time.Time
	Body      []byte
}

// Verifier tells genuine deliveries from others.
type Verifier struct {
	scheme Scheme
	secret rest.Secret
	now    func() time.Time
}

// NewVerifier checks the scheme and the secret. now is the provider's clock as
// well as it is known (rest.Client.ClockSkew corrects ours).
func NewVerifier(s Scheme, secret rest.Secret, now func() time.Time) (*Verifier, error) {
	if secret.Empty() {
		return nil, errors.New("webhook secret: set one, an unsigned webhook is never accepted")
	}
	if len(secret.Reveal()) < MinSecret {
		return nil, fmt.Errorf("webhook secret: at least %d characters", MinSecret)
	}
	switch s.Signed {
	case "", "timestamp.body", "id.timestamp.body", "body":
	default:
		return nil, errors.New(`webhook scheme: signed is "timestamp.body", "id.timestamp.body" or "body"`)
	}
	switch s.Prefix {
	case "", "sha256=", "v1=":
	default:
		return nil, errors.New(`webhook scheme: prefix is "", "sha256=" or "v1="`)
	}
	return &Verifier{s, secret, now}, nil
}

// Verify checks one delivery. Its error is for the log: the sender is told
// only that it was not taken.
func (v *Verifier) Verify(h http.Header, body []byte) (Delivery, error) {
	id, err := once(h, "X-Webhook-Id")
	if err != nil {
		return Delivery{}, err
	}
	stamp, err := once(h, "X-Timestamp")
	if err != nil {
		return Delivery{}, err
	}
	signature, err := once(h, "X-Signature")
	if err != nil {
		return Delivery{}, err
	}
	if err := v.signature(id, stamp, signature, body); err != nil {
		return Delivery{}, err
	}
	at, err := v.fresh(stamp)
	if err != nil {
		return Delivery{}, err
	}
	return Delivery{WebhookID: id, At: at, Body: body}, nil
}

// once reads a header that must be there one time and not be empty: with two,
// what was checked and what is used could differ.
func once(h http.Header, name string) (string, error) {
	values, shown := h.Values(name), strings.ToLower(name)
	switch {
	case len(values) == 0:
		return "", fmt.Errorf("header %s is missing", shown)
	case len(values) > 1:
		return "", fmt.Errorf("header %s is there %d times, not once", shown, len(values))
	case values[0] == "":
		return "", fmt.Errorf("header %s is empty", shown)
	}
	return values[0], nil
}

func (v *Verifier) signature(id, stamp, signature string, body []byte) error {
	given, ok := strings.CutPrefix(signature, v.scheme.Prefix)
	if !ok {
		return fmt.Errorf("the signature does not begin with %s", v.scheme.Prefix)
	}
	decode := hex.DecodeString
	if v.scheme.Base64 {
		decode = base64.StdEncoding.Strict().DecodeString
	}
	sum, err := decode(given)
	if err != nil {
		return errors.New("the signature is not written as agreed")
	}
	if !hmac.Equal(sum, v.sum(id, stamp, body)) {
		return errors.New("the signature is not ours")
	}
	return nil
}

func (v *Verifier) sum(id, stamp string, body []byte) []byte {
	var signed bytes.Buffer
	switch v.scheme.Signed {
	case "id.timestamp.body":
		signed.WriteString(id + "." + stamp + ".")
	case "", "timestamp.body":
		signed.WriteString(stamp + ".")
	}
	signed.Write(body)
	mac := hmac.New(sha256.New, []byte(v.secret.Reveal()))
	mac.Write(signed.Bytes())
	return mac.Sum(nil)
}

// fresh refuses a delivery that is old, which may be a recording, or from the
// future, which would stay valid for longer.
func (v *Verifier) fresh(stamp string) (time.Time, error) {
	n, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || n < 0 || n > 1<<40 {
		return time.Time{}, errors.New("x-timestamp is not a time in unix seconds")
	}
	at := time.Unix(n, 0)
	if off := v.now().Sub(at); off > tolerance || off < -tolerance {
		return time.Time{}, fmt.Errorf("the delivery's time is %s from ours; %s are allowed", off.Round(time.Second).Abs(), tolerance)
	}
	return at, nil
}
