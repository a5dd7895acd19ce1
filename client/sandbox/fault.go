package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Kind is what goes wrong.
type Kind string

// The kinds of fault. Of these LostAnswer and Malformed act first, so that
// the provider's state has changed; the others never reach the provider.
const (
	Latency    Kind = "latency"     // the request takes MS longer, and then acts
	Reset      Kind = "reset"       // the connection is cut before acting
	LostAnswer Kind = "lost_answer" // acts, waits MS, and cuts the connection
	Status     Kind = "status"      // the provider's error body with Status, 503 unless told
	Malformed  Kind = "malformed"   // acts, and half of the answer is missing
	Huge       Kind = "huge"        // an answer of Bytes, 64 MiB unless told
	HTML       Kind = "html"        // a sign-in page of somebody else
	Offline    Kind = "offline"     // nothing is sent; over a socket the same as Reset
)

var kinds = []Kind{Latency, Reset, LostAnswer, Status, Malformed, Huge, HTML, Offline}

// Fault is what goes wrong with the next requests that fit: those of Provider
// ("" is any) and Method ("" is any) whose path contains Path.
type Fault struct {
	Provider string `json:"provider,omitempty"`
	Method   string `json:"method,omitempty"`
	Path     string `json:"path,omitempty"`
	Kind     Kind   `json:"kind"`
	Times    int    `json:"times"` // how many requests; 0 is one, below 0 all until cleared
	MS       int    `json:"ms,omitempty"`
	Status   int    `json:"status,omitempty"`
	Bytes    int64  `json:"bytes,omitempty"`
}

// Inject adds a fault. Of several that fit a request the oldest is used.
func (w *World) Inject(f Fault) error {
	switch {
	case !slices.Contains(kinds, f.Kind):
		return fmt.Errorf("kind must be one of %v", kinds)
	case f.Provider != "" && !slices.Contains(w.names, f.Provider):
		return errors.New("provider must be one of " + strings.Join(w.names, ", "))
	case f.MS < 0 || f.MS > 3_600_000:
		return errors.New("ms must be from 0 to 3600000")
	case f.Bytes < 0 || f.Bytes > 1<<40:
		return errors.New("bytes must be from 0 to 1099511627776")
	case f.Status != 0 && (f.Status < 200 || f.Status > 599):
		return errors.New("status must be from 200 to 599")
	}
	if f.Times == 0 {
		f.Times = 1
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults = append(w.faults, &f)
	return nil
}

// ClearFaults removes every fault.
func (w *World) ClearFaults() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults = nil
}

// Faults are those that wait for a request.
func (w *World) Faults() []Fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := []Fault{}
	for _, f := range w.faults {
		list = append(list, *f)
	}
	return list
}

// strike takes the fault that a request meets; nil when it meets none.
func (w *World) strike(provider string, r *http.Request) *Fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, f := range w.faults {
		if (f.Provider == "" || f.Provider == provider) && (f.Method == "" || f.Method == r.Method) && strings.Contains(r.URL.Path, f.Path) {
			struck := *f
			if f.Times--; f.Times == 0 {
				w.faults = slices.Delete(w.faults, i, i+1)
			}
			return &struck
		}
	}
	return nil
}

// Cut is the error of a request that got no answer.
type Cut struct{ Kind Kind }

func (c *Cut) Error() string {
	switch c.Kind {
	case Offline:
		return "sandbox: the network is unreachable"
	case Reset:
		return "sandbox: the connection was reset"
	}
	return "sandbox: the connection was closed before the answer came"
}

// NotSent reports that certainly nothing reached the provider.
func (c *Cut) NotSent() bool { return c.Kind == Offline }

// Unwrap is the error that a real connection would have ended with.
func (c *Cut) Unwrap() error {
	switch c.Kind {
	case Offline:
		return syscall.ENETUNREACH
	case Reset:
		return syscall.ECONNRESET
	}
	return io.ErrUnexpectedEOF
}

// failing is a provider that can write its error body for a status, of its own media type and with some words.
type failing interface {
	FailBody(status int, words string) (mediaType string, body any)
}

// headed is a provider whose every answer has certain headers.
type headed interface{ Always() map[string]string }

func (f *Fault) statusReply(m *Member, at time.Time) *reply {
	status := f.Status
	if status == 0 {
		status = http.StatusServiceUnavailable
	}
	rp := failed(m, status, http.StatusText(status))
	if status == http.StatusTooManyRequests {
		now := at.Unix()
		rp.header.Set("Retry-After", fmt.Sprint(60-now%60))
		rp.header.Set("X-Ratelimit-Reset", fmt.Sprint(now-now%60+60))
	}
	return rp
}

// failed is how a provider says that something went wrong that is not for it to answer.
func failed(m *Member, status int, words string) *reply {
	media, body := "", any(map[string]string{"error": words})
	if m != nil {
		if own, ok := m.Service.(failing); ok {
			media, body = own.FailBody(status, words)
		}
	}
	rp := jsonReply(status, body)
	if media != "" {
		rp.header.Set("Content-Type", media)
	}
	if m != nil {
		if own, ok := m.Service.(headed); ok {
			for name, value := range own.Always() {
				rp.header.Set(name, value)
			}
		}
	}
	return rp
}

// signInPage is what stands between a traveller and the network.
const signInPage = "<!doctype html><html><head><title>Sign in to continue</title></head><body><h1>Welcome to the guest network</h1><p>Please sign in to continue.</p></body></html>\n"

func htmlReply() *reply {
	return newReply(http.StatusOK, "text/html; charset=utf-8", strings.NewReader(signInPage), int64(len(signInPage)))
}

// hugeReply begins like an answer and goes on.
func (f *Fault) hugeReply() *reply {
	size := f.Bytes
	if size == 0 {
		size = 64 << 20
	}
	head := `{"result":"`
	rest := io.LimitReader(endless{}, max(size-int64(len(head)), 0))
	return newReply(http.StatusOK, "application/json", io.MultiReader(strings.NewReader(head), rest), max(size, int64(len(head))))
}

// endless is a text without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func jsonReply(status int, value any) *reply {
	body, err := json.Marshal(value)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"error":"the sandbox could not encode its answer"}`)
	}
	return newReply(status, "application/json; charset=utf-8", strings.NewReader(string(body)), int64(len(body)))
}
