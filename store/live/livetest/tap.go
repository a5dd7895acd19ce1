package livetest

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"sync"
)

// Tap hands requests on and keeps the bodies that were posted.
type Tap struct {
	next http.RoundTripper

	mu    sync.Mutex
	posts []string
	quote []byte
}

// Tap keeps what clients post from now on.
func (r *Rig) Tap() *Tap {
	tap := &Tap{next: r.Via}
	r.Via = tap
	return tap
}

// Posted are the bodies so far, oldest first.
func (p *Tap) Posted() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.posts)
}

// Quote has the next post answered with charges, as a JSON document, and go no further.
func (p *Tap) Quote(charges string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.quote = []byte(charges)
}

// RoundTrip implements http.RoundTripper.
func (p *Tap) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodPost {
		return p.next.RoundTrip(r)
	}
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(raw))
	p.mu.Lock()
	p.posts = append(p.posts, string(raw))
	quote := p.quote
	p.quote = nil
	p.mu.Unlock()
	if quote == nil {
		return p.next.RoundTrip(r)
	}
	return &http.Response{StatusCode: http.StatusPaymentRequired, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(bytes.NewReader(quote)), Request: r}, nil
}
