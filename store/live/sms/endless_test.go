package sms

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/store"
)

// endless is a provider whose lists have always another page.
type endless struct {
	next http.RoundTripper
	on   atomic.Bool
	asks atomic.Int64
}

var pagesOf = regexp.MustCompile(`"pages":\d+`)

func (e *endless) RoundTrip(q *http.Request) (*http.Response, error) {
	ask := q.URL.Query()
	if !e.on.Load() || q.Method != http.MethodGet || !ask.Has("page") {
		return e.next.RoundTrip(q)
	}
	e.asks.Add(1)
	n, err := strconv.Atoi(ask.Get("page"))
	if err != nil {
		return nil, err
	}
	ask.Set("page", "1")
	q = q.Clone(q.Context())
	q.URL.RawQuery = ask.Encode()
	answer, err := e.next.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	_ = answer.Body.Close()
	body = pagesOf.ReplaceAll(body, []byte(`"pages":`+strconv.Itoa(n+9)))
	answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	answer.Header.Del("Content-Length")
	return answer, nil
}

// A list that never ends is read as far as one reading goes, and is said not to be whole: the newest rows, a customer's
// ledger, the customers.
func TestAListWithoutAnEnd(t *testing.T) {
	inBubble(t, sandbox.Options{NoLimits: true}, func(t *testing.T, r *rig) {
		r.Stop()
		e := &endless{next: r.Via}
		r.Via = e
		r.start(nil)
		if err := r.Shortened(); err != nil {
			t.Errorf("lists that end: %v", err)
		}
		e.on.Store(true)
		for what, walk := range map[string]struct {
			read func() error
			most int
		}{
			"the ledger of acme":    {func() error { return r.RefreshLedger(t.Context(), "acme") }, mostPages},
			"the list of customers": {func() error { return r.RefreshCustomers(t.Context()) }, mostWalked},
		} {
			before := e.asks.Load()
			err := walk.read()
			var short *store.Incomplete
			if !errors.As(err, &short) || short.Pages != walk.most || !strings.Contains(err.Error(), what) {
				t.Errorf("%s: %v", what, err)
			}
			if asked := int(e.asks.Load() - before); asked < walk.most {
				t.Errorf("%s: %d pages were read", what, asked)
			}
		}
		before := e.asks.Load()
		if err := r.RefreshHistory(t.Context(), "acme"); err != nil || e.asks.Load()-before != ownPages {
			t.Errorf("a customer's history: %d pages, %v", e.asks.Load()-before, err)
		}
		if own, err := r.DB.Progress(t.Context(), store.OwnPart(HistoryName, "acme")); err != nil || !own.At.IsZero() {
			t.Errorf("a customer's history is called whole: %v, %v", own.At, err)
		}
		time.Sleep(10 * time.Minute)
		var short *store.Incomplete
		if err := r.Shortened(); !errors.As(err, &short) || short.Pages != mostPages {
			t.Errorf("the newest: %v", err)
		}
		e.on.Store(false)
		time.Sleep(10 * time.Minute)
		if err := r.Shortened(); err != nil {
			t.Errorf("once the lists end again: %v", err)
		}
	})
}
