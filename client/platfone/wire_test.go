package platfone

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"switchboard/client/contract"
	"switchboard/client/rest"
)

const testBase = "https://temp-number-api.com/api/v1/retail"

// reply is what the wire answers with.
type reply struct {
	status int
	header http.Header
	body   string
}

// sent is one request as it was on the wire.
type sent struct {
	method, path, query, body string
	header                    http.Header
}

// wire records every request and answers from a function or, without one, with a reply.
type wire struct {
	mu     sync.Mutex
	sent   []sent
	answer func(*http.Request) reply
}

func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
	}
	w.mu.Lock()
	w.sent = append(w.sent, sent{req.Method, req.URL.EscapedPath(), req.URL.RawQuery, string(body), req.Header.Clone()})
	w.mu.Unlock()
	r := w.answer(req)
	header := r.header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Set("Content-Type", "application/json")
	return &http.Response{
		StatusCode: r.status, Header: header, Body: io.NopCloser(strings.NewReader(r.body)), Request: req,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}, nil
}

// dial gives a client whose every request is answered by answer.
func dial(t *testing.T, answer func(*http.Request) reply) (*Client, *wire) {
	t.Helper()
	w := &wire{answer: answer}
	r, err := rest.New(rest.Config{
		Provider: Provider, Base: testBase, Header: "X-Api-Key", Transport: contract.Watch(t, w), Explain: Explain,
		Key: func() rest.Secret { return rest.NewSecret("key-for-tests") },
	})
	if err != nil {
		t.Fatal(err)
	}
	return New(r), w
}

// always answers everything alike.
func always(status int, body string) func(*http.Request) reply {
	return func(*http.Request) reply { return reply{status: status, body: body} }
}

// example reads one of the document's own examples.
func example(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "testdata", "platfone", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// sameJSON compares two texts as JSON.
func sameJSON(t *testing.T, got, want string) {
	t.Helper()
	var g, w any
	if err := json.Unmarshal([]byte(got), &g); err != nil {
		t.Fatalf("got %q: %v", got, err)
	}
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatalf("want %q: %v", want, err)
	}
	if !reflect.DeepEqual(g, w) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// restError finds the *rest.Error that every failure must hold.
func restError(t *testing.T, err error) *rest.Error {
	t.Helper()
	var e *rest.Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v (%T) holds no *rest.Error", err, err)
	}
	return e
}

// asJSON writes v as JSON.
func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
