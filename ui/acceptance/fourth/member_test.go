package fourth_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"

	"switchboard/client/sandbox/answer"
)

const memberKey = "mail0123456789abcdef"

// member is the provider in the built-in world. It implements sandbox.Service.
type member struct {
	mu        sync.Mutex
	Greetings map[string]string
	puts      int
}

func (m *member) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	number, one := strings.CutPrefix(r.URL.Path, "/mail/boxes/")
	switch {
	case r.Header.Get("X-Mail-Key") != memberKey:
		http.Error(w, `{"error":"no"}`, http.StatusUnauthorized)
	case r.Method == http.MethodPut && one:
		var b box
		if err := json.NewDecoder(r.Body).Decode(&b); err != nil || m.Greetings[number] == "" {
			http.Error(w, `{"error":"no such box"}`, http.StatusNotFound)
			return
		}
		m.Greetings[number] = b.Greeting
		m.puts++
		answerJSON(w, b)
	case r.URL.Path == "/mail/boxes":
		list := []box{}
		for n, g := range m.Greetings {
			list = append(list, box{n, g})
		}
		answerJSON(w, list)
	default:
		http.NotFound(w, r)
	}
}

func answerJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func (m *member) Control(string, []byte) (any, error) { return nil, answer.ErrNoControl }

func (m *member) Ledger() any {
	m.mu.Lock()
	defer m.mu.Unlock()
	return map[string]any{"puts": m.puts, "closed": m.Greetings["4155550142"] == closed}
}

func (m *member) MarshalJSON() ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return json.Marshal(m.Greetings)
}

func (m *member) UnmarshalJSON(b []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return json.Unmarshal(b, &m.Greetings)
}
