package livetest

import (
	"net/http"
	"sync/atomic"
)

// Astray asks at a path where nothing of any provider is, while it is On.
type Astray struct {
	On atomic.Bool

	to, wild http.RoundTripper // where what is documented goes, and what is not
}

// Astray lets a rig's clients, once its switch is on, ask at a wrong address.
func (r *Rig) Astray() *Astray {
	a := &Astray{to: r.Via, wild: r.World}
	r.Via = a
	return a
}

// RoundTrip implements http.RoundTripper.
func (a *Astray) RoundTrip(q *http.Request) (*http.Response, error) {
	if a.On.Load() {
		q = q.Clone(q.Context())
		q.URL.Path = "/wrong" + q.URL.Path
		return a.wild.RoundTrip(q)
	}
	return a.to.RoundTrip(q)
}
