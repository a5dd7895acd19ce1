package sandbox

import (
	"slices"
	"time"
)

// keptRequests is how many requests the log remembers.
const keptRequests = 20000

// Request is one request that a provider got, or would have got without a
// fault. Status is 0 when no answer was given.
type Request struct {
	Time     time.Time `json:"time"`
	Provider string    `json:"provider"` // "" when no provider has the path, "hook" for what is sent to one
	Method   string    `json:"method"`
	Path     string    `json:"path"`
	Query    string    `json:"query,omitempty"`
	Status   int       `json:"status"`
	Error    string    `json:"error,omitempty"` // why a hook was not reached
}

// note adds to the log; what is too old is dropped in large pieces.
func (w *World) note(r Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.requests) >= 2*keptRequests {
		w.requests = append(w.requests[:0], w.requests[keptRequests:]...)
	}
	w.requests = append(w.requests, r)
}

// Requests is the log, oldest first.
func (w *World) Requests() []Request {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.requests[max(0, len(w.requests)-keptRequests):])
}
