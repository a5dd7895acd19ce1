package webhook

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"switchboard/client/rest"
)

type inbox struct {
	mu       sync.Mutex
	seen     map[string]bool
	hints    []Hint
	failSeen error
	failHint error
}

func (b *inbox) Seen(_ context.Context, id string) (bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failSeen != nil || b.seen[id] {
		return false, b.failSeen
	}
	if b.seen == nil {
		b.seen = map[string]bool{}
	}
	b.seen[id] = true
	return true, nil
}

func (b *inbox) Hint(_ context.Context, h Hint) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hints = append(b.hints, h)
	return b.failHint
}

func deliver(h http.Handler, body string, change func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/hooks", strings.NewReader(body))
	r.Header = headers(body, noon)
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestHandlerStatuses(t *testing.T) {
	const good = `{"id":"e1","type":"customer.updated","data":{"customer_id":"c1"}}`
	for name, c := range map[string]struct {
		body   string
		change func(*http.Request)
		status int
		hints  int
	}{
		"good":                {good, nil, 200, 1},
		"with a charset":      {good, func(r *http.Request) { r.Header.Set("Content-Type", "application/json; charset=utf-8") }, 200, 1},
		"unknown type":        {`{"id":"e2","type":"alternative.activation.updated","data":{}}`, nil, 200, 0},
		"no data":             {`{"id":"e3","type":"customer.updated"}`, nil, 200, 0},
		"GET":                 {good, func(r *http.Request) { r.Method = http.MethodGet }, 405, 0},
		"form":                {good, func(r *http.Request) { r.Header.Set("Content-Type", "application/x-www-form-urlencoded") }, 415, 0},
		"no type":             {good, func(r *http.Request) { r.Header.Del("Content-Type") }, 415, 0},
		"bad signature":       {good, func(r *http.Request) { r.Header.Set("X-Signature", strings.Repeat("0", 64)) }, 401, 0},
		"too large":           {strings.Repeat(" ", MaxBody+1), nil, 413, 0},
		"too large, unnamed":  {strings.Repeat(" ", MaxBody+1), func(r *http.Request) { r.ContentLength = -1 }, 413, 0},
		"exactly the largest": {good + strings.Repeat(" ", MaxBody-len(good)), nil, 200, 1},
		"cut body":            {good, func(r *http.Request) { r.Body = io.NopCloser(io.MultiReader(strings.NewReader("{"), failing{})) }, 400, 0},
		"not JSON":            {`hello`, nil, 400, 0},
		"empty":               {``, nil, 400, 0},
		"no id":               {`{"type":"customer.updated"}`, nil, 400, 0},
		"control in the id":   {`{"id":"a\u001bb","type":"customer.updated"}`, nil, 400, 0},
		"type of a number":    {`{"id":"e4","type":4}`, nil, 400, 0},
	} {
		t.Run(name, func(t *testing.T) {
			in := &inbox{}
			w := deliver(NewHandler(verifier(t, Scheme{}), in), c.body, c.change)
			if w.Code != c.status || len(in.hints) != c.hints {
				t.Fatalf("%d and %d hints: %s", w.Code, len(in.hints), w.Body)
			}
			if c.status == 200 && w.Body.String() != `{"result":"success"}` {
				t.Errorf("answer %s", w.Body)
			}
			if c.status != 200 && len(in.seen) != 0 {
				t.Error("a refused delivery was recorded")
			}
			if c.status == 405 && w.Header().Get("Allow") != "POST" {
				t.Error("405 without Allow")
			}
		})
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("cut") }

func TestEachEventCountsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := &inbox{}
		h := NewHandler(verifier(t, Scheme{}), in)
		for range 50 {
			go func() {
				if w := deliver(h, `{"id":"e1","type":"customer.updated","data":{"customer_id":"c1"}}`, nil); w.Code != 200 {
					t.Errorf("status %d", w.Code)
				}
			}()
		}
		synctest.Wait()
		if len(in.hints) != 1 {
			t.Fatalf("%d hints of 50 deliveries", len(in.hints))
		}
	})
}

func TestNotRecordedIsNotTaken(t *testing.T) {
	in := &inbox{failSeen: errors.New("disk full")}
	var told error
	h := NewHandler(verifier(t, Scheme{}), in)
	h.Refused = func(_ int, why error) { told = why }
	w := deliver(h, `{"id":"e1","type":"customer.updated","data":{"customer_id":"c1"}}`, nil)
	if w.Code != 503 || len(in.hints) != 0 || told == nil {
		t.Fatalf("%d, %d hints, told %v", w.Code, len(in.hints), told)
	}
	if strings.Contains(w.Body.String(), "disk") {
		t.Error("the sender was told about the disk")
	}
}

func TestFailedHintIsStillTaken(t *testing.T) {
	in := &inbox{failHint: errors.New("queue full")}
	var told error
	h := NewHandler(verifier(t, Scheme{}), in)
	h.Refused = func(_ int, why error) { told = why }
	if w := deliver(h, `{"id":"e1","type":"customer.updated","data":{"customer_id":"c1"}}`, nil); w.Code != 200 || told == nil {
		t.Fatalf("%d, told %v", w.Code, told)
	}
}

// The document's samples hold every field whatever the type.
func TestHintReadsOnlyWhatItsTypeOwns(t *testing.T) {
	const data = `{"activation_id":"63f4d0dab040a865d80da08a","customer_id":"xDWxt7dd6efro3yWL4qfuEWjvAz1","balance":90,"status":"active"}`
	for kind, want := range map[string][2]string{
		ActivationUpdated:     {"xDWxt7dd6efro3yWL4qfuEWjvAz1", "63f4d0dab040a865d80da08a"},
		ReportUpdated:         {"xDWxt7dd6efro3yWL4qfuEWjvAz1", "63f4d0dab040a865d80da08a"},
		CustomerReportUpdated: {"xDWxt7dd6efro3yWL4qfuEWjvAz1", "63f4d0dab040a865d80da08a"},
		CustomerUpdated:       {"xDWxt7dd6efro3yWL4qfuEWjvAz1", ""},
		CustomerLowBalance:    {"xDWxt7dd6efro3yWL4qfuEWjvAz1", ""},
		AccountLowBalance:     {"", ""},
		"activation.updated":  {"", ""},
	} {
		h, err := Decode(Delivery{WebhookID: "w", At: noon, Body: []byte(`{"id":"abcd1234","api_version":"1.0","type":"` + kind + `","data":` + data + `}`)})
		if err != nil || h.CustomerID != want[0] || h.ActivationID != want[1] || h.ID != "abcd1234" || h.Type != kind || h.WebhookID != "w" || !h.At.Equal(noon) {
			t.Errorf("%s: %+v, %v", kind, h, err)
		}
		if h.Known() != (kind != "activation.updated") {
			t.Errorf("%s: known %t", kind, h.Known())
		}
	}
}

func TestHintRefusesIdentifiersThatChangeAPath(t *testing.T) {
	for _, id := range []string{`"../x"`, `"a/b"`, `"a?b"`, `"a%2fb"`, `7`, `null`, `"` + strings.Repeat("a", 81) + `"`} {
		h, err := Decode(Delivery{Body: []byte(`{"id":"e","type":"customer.updated","data":{"customer_id":` + id + `}}`)})
		if err != nil || h.CustomerID != "" || h.Known() {
			t.Errorf("%s: %+v, %v", id, h, err)
		}
	}
}

func TestListenOnlyHere(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:80", "example.org:80", "127.0.0.1"} {
		if l, err := Listen(t.Context(), addr); err == nil {
			_ = l.Close()
			t.Errorf("%s: opened", addr)
		}
	}
}

func TestServedOverASocket(t *testing.T) {
	l, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	v, err := NewVerifier(Scheme{}, rest.NewSecret(secret), at(noon))
	if err != nil {
		t.Fatal(err)
	}
	in := &inbox{}
	server := Server(NewHandler(v, in))
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(l) }()
	const body = `{"id":"e1","type":"account.low_balance","data":{"balance":2301}}`
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+l.Addr().String()+"/", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = headers(body, noon)
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	res, err := transport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if err := server.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-done
	if res.StatusCode != 200 || len(in.hints) != 1 || in.hints[0].Type != AccountLowBalance {
		t.Fatalf("%d, %+v", res.StatusCode, in.hints)
	}
}
