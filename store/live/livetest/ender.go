package livetest

import (
	"net/http"
	"sync/atomic"

	"switchboard/store"
)

// Ender closes the journal's entry of every act as its answer comes, so that it cannot be noted as
// done any more: as if the process ended between the answer and the note.
type Ender struct {
	next http.RoundTripper
	r    *Rig
	On   atomic.Bool
}

// Ender puts one between the clients and the world; it does nothing until it is On. It is for a
// rig whose engine is not made yet.
func (r *Rig) Ender() *Ender {
	e := &Ender{next: r.Via, r: r}
	r.Via = e
	return e
}

// RoundTrip implements http.RoundTripper.
func (e *Ender) RoundTrip(q *http.Request) (*http.Response, error) {
	answer, err := e.next.RoundTrip(q)
	if !e.On.Load() || q.Method == http.MethodGet || err != nil {
		return answer, err
	}
	open, err := e.r.DB.OpenIntents(q.Context())
	if err != nil {
		return nil, err
	}
	for _, in := range open {
		if err := e.r.DB.Settle(q.Context(), in.ID, store.StateRejected, "", "the process ended"); err != nil {
			return nil, err
		}
	}
	return answer, nil
}
