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

const (
	hookWait  = 5 * time.Second  // for one delivery
	hookTries = 4                // the first and three more
	hookPause = 10 * time.Second // before the second try, twice that before the third
)

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

// SetHook has the SMS provider's events sent to h from now on, in the place of
// an earlier hook.
func (w *World) SetHook(h Hook) error {
	u, err := url.Parse(h.URL)
	switch {
	case err != nil || u.Scheme != "http" || u.User != nil || !here(u.Hostname()):
		return errors.New("url must be http:// and an address of this machine, like http://127.0.0.1:8099/")
	case h.Secret == "":
		return errors.New("secret must not be empty")
	case !slices.Contains([]string{"", "timestamp.body", "id.timestamp.body", "body"}, h.Scheme.Signed):
		return errors.New(`signed must be "timestamp.body", "id.timestamp.body" or "body"`)
	}
	w.setHook(&h)
	return nil
}

// ClearHook ends the sending; what was not taken yet is dropped.
func (w *World) ClearHook() { w.setHook(nil) }

func (w *World) setHook(h *Hook) {
	_ = w.begin() // the next request has its error
	w.retail.Listen(h != nil)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hook, w.calls = h, nil
}

func here(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// callHook sends what is due. After one that was not taken the rest waits: the
// request it hangs on must not wait for each of them.
func (w *World) callHook(ctx context.Context) {
	w.mu.Lock()
	h := w.hook
	w.mu.Unlock()
	if h == nil {
		return
	}
	ctx = context.WithoutCancel(ctx) // the client may have gone, the event has not
	list := w.takeCalls(time.Now())
	for i, c := range list {
		err := w.send(ctx, *h, c)
		if err == nil {
			continue
		}
		if c.tries++; c.tries < hookTries {
			c.due = time.Now().Add(time.Duration(c.tries) * hookPause)
			w.giveBack(h, c)
		}
		w.giveBack(h, list[i+1:]...)
		return
	}
}

// takeCalls takes every call that is due, the new ones after those that wait.
func (w *World) takeCalls(now time.Time) []*hookCall {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.retail.Events() {
		w.calls = append(w.calls, newCall(e))
	}
	var due, later []*hookCall
	for _, c := range w.calls {
		if c.due.After(now) {
			later = append(later, c)
		} else {
			due = append(due, c)
		}
	}
	w.calls = later
	return due
}

// giveBack keeps calls for a later request, unless the hook is another by now.
func (w *World) giveBack(h *Hook, list ...*hookCall) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.hook == h {
		w.calls = append(w.calls, list...)
	}
}

func newCall(e retail.Event) *hookCall {
	body, _ := json.Marshal(map[string]any{"id": e.ID, "api_version": "1.0", "type": e.Type, "data": e.Data}) // strings and numbers always encode
	return &hookCall{id: e.ID, kind: e.Type, body: body}
}

// send makes one try and writes it into the log of requests.
func (w *World) send(ctx context.Context, h Hook, c *hookCall) error {
	entry := Request{Time: time.Now(), Provider: "hook", Method: http.MethodPost, Path: h.URL, Query: c.kind}
	status, err := w.post(ctx, h, c, entry.Time)
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
