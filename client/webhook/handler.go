package webhook

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
)

// Inbox is what takes the hints.
type Inbox interface {
	// Seen records the event's id durably and says whether it is new.
	Seen(ctx context.Context, id string) (first bool, err error)
	// Hint is told of each new hint once, after Seen. It must not wait for a
	// provider: the sender is waiting.
	Hint(ctx context.Context, h Hint) error
}

// Handler receives deliveries at any path.
type Handler struct {
	verify *Verifier
	inbox  Inbox
	// Refused, when set, is told why a delivery was not taken.
	Refused func(status int, why error)
}

// NewHandler joins a verifier and an inbox.
func NewHandler(v *Verifier, in Inbox) *Handler { return &Handler{verify: v, inbox: in} }

// ServeHTTP answers 200 {"result":"success"} once the event is recorded, also
// for events seen before and types it does not know; 401 to what is not
// genuine, 400 to what cannot be read, 503 when it could not be recorded, so
// that the sender may try again.
func (s *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, status, err := take(w, r)
	if err != nil {
		s.refuse(w, status, err)
		return
	}
	d, err := s.verify.Verify(r.Header, body)
	if err != nil {
		s.refuse(w, http.StatusUnauthorized, err)
		return
	}
	h, err := Decode(d)
	if err != nil {
		s.refuse(w, http.StatusBadRequest, err)
		return
	}
	first, err := s.inbox.Seen(r.Context(), h.ID)
	if err != nil {
		s.refuse(w, http.StatusServiceUnavailable, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"result":"success"}`)
	if first && h.Known() {
		if err := s.inbox.Hint(context.WithoutCancel(r.Context()), h); err != nil && s.Refused != nil {
			s.Refused(http.StatusOK, err)
		}
	}
}

// take reads the raw body of a request that has the right form.
func take(w http.ResponseWriter, r *http.Request) (body []byte, status int, err error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return nil, http.StatusMethodNotAllowed, errors.New("only POST is taken")
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return nil, http.StatusUnsupportedMediaType, errors.New("only application/json is taken")
	}
	if r.ContentLength > MaxBody {
		return nil, http.StatusRequestEntityTooLarge, errors.New("the delivery is too large")
	}
	body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, http.StatusRequestEntityTooLarge, err
	case err != nil:
		return nil, http.StatusBadRequest, err
	}
	return body, http.StatusOK, nil
}

func (s *Handler) refuse(w http.ResponseWriter, status int, why error) {
	if s.Refused != nil {
		s.Refused(status, why)
	}
	http.Error(w, http.StatusText(status), status)
}
