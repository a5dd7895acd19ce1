package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"switchboard/client/sandbox/answer"
)

// controlRoot is where the routes are that no provider has.
const controlRoot = "/_sandbox"

func isControl(path string) bool {
	return path == controlRoot || strings.HasPrefix(path, controlRoot+"/")
}

// serveControl answers a control route: those of the world itself (see the
// package), and every control of a provider, by its name or by
// "provider/name".
func (w *World) serveControl(r *http.Request) (*reply, error) {
	name := strings.Trim(strings.TrimPrefix(r.URL.Path, controlRoot), "/")
	if strings.HasPrefix(name, "pay/") {
		if m := w.member("trust"); m != nil {
			return w.act(m, r)
		}
	}
	return w.controlled(r, name), nil
}

// controlled is the answer of a control. What is refused is 400 with {"error"}.
func (w *World) controlled(r *http.Request, name string) *reply {
	data, err := answer.Body(r)
	if err != nil {
		return jsonReply(http.StatusBadRequest, map[string]string{"error": err.Error()})
	}
	switch r.Method + " " + name {
	case "GET ":
		return jsonReply(http.StatusOK, w.routes())
	case "GET clock":
		return jsonReply(http.StatusOK, w.time())
	case "GET requests":
		return jsonReply(http.StatusOK, w.Requests())
	case "GET endpoints":
		return jsonReply(http.StatusOK, w.Endpoints("http://"+r.Host))
	case "GET ledger":
		return jsonReply(http.StatusOK, w.Ledger())
	case "GET fault":
		return jsonReply(http.StatusOK, w.Faults())
	case "DELETE fault":
		w.ClearFaults()
		return jsonReply(http.StatusOK, map[string]string{"result": "success"})
	case "DELETE hook":
		w.ClearHook()
		return jsonReply(http.StatusOK, map[string]string{"result": "success"})
	}
	value, err := w.Control(name, data)
	var lost *unkept
	switch {
	case errors.As(err, &lost):
		return jsonReply(http.StatusInternalServerError, map[string]string{"error": err.Error()})
	case errors.Is(err, answer.ErrNoControl):
		return jsonReply(http.StatusNotFound, map[string]string{"error": err.Error()})
	case err != nil:
		return jsonReply(http.StatusBadRequest, map[string]string{"error": err.Error()})
	}
	return jsonReply(http.StatusOK, value)
}

// Control does what only a sandbox can: what is POST in the list of control
// routes, by its name; the control of a provider also as "sms/sms". The body
// is JSON; an unknown name is answer.ErrNoControl.
func (w *World) Control(name string, data []byte) (value any, err error) {
	if err := w.begin(); err != nil {
		return nil, err
	}
	done := map[string]string{"result": "success"}
	switch name {
	case "fault":
		var f Fault
		if err := json.Unmarshal(data, &f); err != nil {
			return nil, fmt.Errorf("the body of fault is not the JSON it takes: %w", err)
		}
		return done, w.Inject(f)
	case "key":
		return done, w.refuse(data)
	case "clock":
		return w.forward(data)
	case "hook":
		var h Hook
		if err := json.Unmarshal(data, &h); err != nil {
			return nil, fmt.Errorf("the body of hook is not the JSON it takes: %w", err)
		}
		return done, w.SetHook(h)
	}
	defer w.nudge()
	err = w.change(func() (refused error) {
		value, refused = w.steer(name, data)
		return refused
	}, w.members...)
	return value, err
}

// steer uses the control of a provider.
func (w *World) steer(name string, data []byte) (any, error) {
	if owner, rest, ok := strings.Cut(name, "/"); ok {
		if m := w.member(owner); m != nil {
			return m.Control(rest, data)
		}
	}
	for _, m := range w.members {
		value, err := m.Control(name, data)
		if !errors.Is(err, answer.ErrNoControl) {
			return value, err
		}
	}
	return nil, answer.ErrNoControl
}

func (w *World) member(name string) *Member {
	for i := range w.members {
		if w.members[i].Name == name {
			return &w.members[i]
		}
	}
	return nil
}

func (w *World) refuse(data []byte) error {
	var order struct {
		Provider string `json:"provider"`
		Refuse   bool   `json:"refuse"`
	}
	if err := json.Unmarshal(data, &order); err != nil {
		return fmt.Errorf("the body of key is not the JSON it takes: %w", err)
	}
	if w.member(order.Provider) == nil {
		return errors.New("provider must be one of " + strings.Join(w.names, ", "))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.refused[order.Provider] = order.Refuse
	return nil
}
