package livetest

import (
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
)

// Deaf lets every request through until something was changed: from then on nothing is read any more.
type Deaf struct {
	next http.RoundTripper
	on   atomic.Bool
}

// Deaf puts one between the clients and the world. It is for a rig whose engine is not made yet.
func (r *Rig) Deaf() {
	r.Via = &Deaf{next: r.Via}
}

// RoundTrip implements http.RoundTripper.
func (d *Deaf) RoundTrip(q *http.Request) (*http.Response, error) {
	if strings.HasSuffix(q.URL.Path, "/api_auth") { // signing in changes nothing
		return d.next.RoundTrip(q)
	}
	if q.Method != http.MethodGet {
		answer, err := d.next.RoundTrip(q)
		d.on.Store(true)
		return answer, err
	}
	if d.on.Load() {
		return nil, errors.New("nothing is read any more")
	}
	return d.next.RoundTrip(q)
}
