package sandbox

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"syscall"
	"time"

	"switchboard/client/sandbox/retail"
)

// minSecret is the shortest secret that signs, in bytes: who receives takes no shorter one.
const minSecret = 16

// Hook is where the SMS provider's events are sent and how they are signed.
type Hook struct {
	URL    string `json:"url"` // of this machine: http://127.0.0.1:8099/
	Secret string `json:"secret"`
	Scheme Scheme `json:"scheme"`
}

// Scheme says what is signed and how the signature is written. The document
// does not; the zero Scheme is the hex HMAC-SHA256 of "timestamp.body".
type Scheme struct {
	Signed string `json:"signed"` // "timestamp.body" (also ""), "id.timestamp.body" or "body"
	Base64 bool   `json:"base64"` // instead of hex
	Prefix string `json:"prefix"` // before the signature
}

// hookCall is one event on its way.
type hookCall struct {
	id, kind string
	body     []byte
	tries    int
	due      time.Time
}

// check says what is wrong with a hook.
func (h Hook) check() error {
	u, err := url.Parse(h.URL)
	switch {
	case err != nil || u.Scheme != "http" || u.User != nil || !here(u.Hostname()):
		return errors.New("url must be http:// and an address of this machine, like http://127.0.0.1:8099/")
	case len(h.Secret) < minSecret:
		return fmt.Errorf("secret must have at least %d characters", minSecret)
	case !slices.Contains([]string{"", "timestamp.body", "id.timestamp.body", "body"}, h.Scheme.Signed):
		return errors.New(`signed must be "timestamp.body", "id.timestamp.body" or "body"`)
	}
	return nil
}

func here(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

func newCall(e retail.Event) *hookCall {
	body, _ := json.Marshal(e) // strings and numbers always encode
	return &hookCall{id: e.ID, kind: e.Type, body: body}
}

// send makes one try and writes it into the log of requests. It is signed with the world's time:
// who receives knows that clock from the answers it has had.
func (w *World) send(ctx context.Context, h Hook, c *hookCall) error {
	entry := Request{Time: time.Now(), Provider: "hook", Method: http.MethodPost, Path: h.URL, Query: c.kind}
	status, err := w.post(ctx, h, c, w.clock.Now())
	if err == nil && status/100 != 2 {
		err = fmt.Errorf("the hook answered %d", status)
	}
	if entry.Status = status; err != nil {
		entry.Error = err.Error()
	}
	w.note(entry)
	return err
}

func (w *World) post(ctx context.Context, h Hook, c *hookCall, at time.Time) (status int, err error) {
	ctx, cancel := context.WithTimeout(ctx, hookWait)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(c.body))
	if err != nil {
		return 0, fmt.Errorf("making the delivery: %w", err)
	}
	stamp := strconv.FormatInt(at.Unix(), 10)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Webhook-Id", c.id)
	r.Header.Set("X-Timestamp", stamp)
	r.Header.Set("X-Signature", h.Scheme.sign(h.Secret, c.id, stamp, c.body))
	response, err := w.deliver(r)
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10))
	return response.StatusCode, errors.Join(err, response.Body.Close())
}

// sign is the value of x-signature.
func (s Scheme) sign(secret, id, stamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	switch s.Signed {
	case "id.timestamp.body":
		fmt.Fprintf(mac, "%s.%s.", id, stamp)
	case "", "timestamp.body":
		fmt.Fprintf(mac, "%s.", stamp)
	}
	mac.Write(body)
	if s.Base64 {
		return s.Prefix + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	}
	return s.Prefix + hex.EncodeToString(mac.Sum(nil))
}

// overSocket is the client that deliveries are made with: to this machine
// only, past every proxy, and wherever it is told to go on it does not.
func overSocket() *http.Client {
	dialer := &net.Dialer{Timeout: hookWait, Control: func(_, address string, _ syscall.RawConn) error {
		if host, _, err := net.SplitHostPort(address); err != nil || !here(host) {
			return errors.New("a hook must be on this machine")
		}
		return nil
	}}
	return &http.Client{
		Timeout:       hookWait,
		Transport:     &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
