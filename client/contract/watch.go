package contract

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// books are the routes of every provider, read once.
var books = sync.OnceValues(func() ([]*Book, error) {
	var list []*Book
	for _, name := range []string{"platfone", "numbersonline", "oneuc"} {
		b, err := Open(name)
		if err != nil {
			return nil, err
		}
		list = append(list, b)
	}
	return list, nil
})

// Watch lets requests through and fails the test for one that no provider's document allows.
func Watch(t testing.TB, next http.RoundTripper) http.RoundTripper {
	t.Helper()
	list, err := books()
	if err != nil {
		t.Fatal(err)
	}
	return &watcher{t: t, next: next, books: list, told: map[string]bool{}}
}

// Handler serves requests on and fails the test for one that no provider's document allows.
func Handler(t testing.TB, next http.Handler) http.Handler {
	t.Helper()
	list, err := books()
	if err != nil {
		t.Fatal(err)
	}
	w := &watcher{t: t, books: list, told: map[string]bool{}}
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(out, err.Error(), http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		w.look(r, body)
		next.ServeHTTP(out, r)
	})
}

// look tells what of a request is not documented.
func (w *watcher) look(r *http.Request, body []byte) {
	for _, what := range Allowed(w.books, r, body) {
		w.say(fmt.Sprintf("%s %s is not as documented: %s", r.Method, r.URL.EscapedPath(), what))
	}
}

type watcher struct {
	t     testing.TB
	next  http.RoundTripper
	books []*Book

	mu   sync.Mutex
	told map[string]bool // what has been said once
}

// RoundTrip implements http.RoundTripper.
func (w *watcher) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		if err := r.Body.Close(); err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	w.look(r, body)
	return w.next.RoundTrip(r)
}

func (w *watcher) say(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.told[what] {
		w.told[what] = true
		w.t.Error(what)
	}
}

// Allowed says what of a request the document of its provider does not allow. What only a sandbox
// has is no provider's.
func Allowed(list []*Book, r *http.Request, body []byte) []string {
	if strings.HasPrefix(r.URL.Path, "/_sandbox") {
		return nil
	}
	wrong := []string{"no provider has such a route"}
	for _, b := range list {
		if route, _ := b.Find(r.Method, r.URL); route != nil {
			return b.Check(r, body)
		}
	}
	return wrong
}
