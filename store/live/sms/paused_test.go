package sms

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
)

// unmanaged has the management routes refuse every read: they are paused from the first on.
func (r *rig) unmanaged() {
	r.T.Helper()
	r.inject(sandbox.Fault{Kind: sandbox.Status, Status: http.StatusTooManyRequests, Method: "GET", Path: "/m/customers", Times: -1})
}

// While the management routes are paused a customer's own tell its history, its hold and its balance; that its row was not read is said.
func TestACustomerIsReadWhileTheManagementIsPaused(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		time.Sleep(time.Minute)
		made, err := r.elsewhere().Order(t.Context(), "acme", order("telegram", "us"))
		if err != nil {
			t.Fatal(err)
		}
		r.unmanaged()
		time.Sleep(newestEvery + time.Minute)
		start := time.Now()
		if err := r.RefreshHistory(t.Context(), "acme"); err != nil {
			t.Error(err)
		}
		if a, err := r.DB.Activation(t.Context(), made.ID); err != nil || a.CustomerID != "acme" {
			t.Errorf("the number is here as one of %q, %v", a.CustomerID, err)
		}
		if n := len(r.Since(start, "GET", "/a/customer/acme/activation/history?")); n == 0 || n > ownPages {
			t.Errorf("%d requests of the customer's own history", n)
		}
		if err := r.RefreshCustomer(t.Context(), "acme"); !platfone.Unmanaged(err) {
			t.Errorf("that the row was not read is told as %v", err)
		}
		c, err := r.DB.Customer(t.Context(), "acme")
		if err != nil || c.HoldSeen.Before(start.Truncate(time.Second)) || c.BalanceSeen.Before(start.Truncate(time.Second)) || !c.Seen.Before(start) {
			t.Errorf("hold read at %v, balance at %v, row at %v, %v", c.HoldSeen, c.BalanceSeen, c.Seen, err)
		}
	})
}

// An order and a booking without an answer are found by the customer's own routes while the management's are paused.
func TestWhatWasLostIsFoundWhileTheManagementIsPaused(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		time.Sleep(time.Minute)
		r.unmanaged()
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: "/a/customer/acme/activation"})
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: adjustPath})
		if _, err := r.Order(t.Context(), "acme", order("telegram", "us")); err == nil {
			t.Error("the order's answer was lost and it is called done")
		}
		if _, err := r.AdjustBalance(t.Context(), "acme", amount("TX9", 77)); err == nil {
			t.Error("the booking's answer was lost and it is called done")
		}
		time.Sleep(time.Minute)
		list, err := r.DB.Intents(t.Context(), 2)
		if err != nil || len(list) != 2 {
			t.Fatalf("%d entries, %v", len(list), err)
		}
		for _, in := range list {
			if in.State != store.StateConfirmed || !strings.Contains(in.Reason, "found") {
				t.Errorf("%s is %s: %s", in.Op, in.State, in.Reason)
			}
		}
	})
}

// Of a customer's own history nothing documents the order: what one reading does not show whole is not taken for absent.
func TestAnUnsortedHistoryProvesNothing(t *testing.T) {
	at := time.Now()
	from := at.Add(-150 * time.Minute)
	for _, c := range []struct {
		made []time.Duration // ago
		want bool
	}{{nil, false}, {[]time.Duration{1, 2}, false}, {[]time.Duration{1, 2, 3}, true}, {[]time.Duration{1, 1, 3}, true}, {[]time.Duration{4, 3}, false}, {[]time.Duration{1, 4, 3}, false}} {
		var list []platfone.Activation
		for _, ago := range c.made {
			list = append(list, platfone.Activation{CreatedAt: at.Add(-ago * time.Hour)})
		}
		if endsBefore(list, from) != c.want {
			t.Errorf("made %v hours ago: that it ends before is not %v", c.made, c.want)
		}
	}
	if endsBefore([]platfone.Activation{{CreatedAt: at}, {}}, from) {
		t.Error("a row without a time is taken for an old one")
	}
}

// turned is a provider whose histories of a customer begin with the oldest row where on is set, and are told ten at a time.
type turned struct {
	http.RoundTripper
	on bool
}

type historyPage struct {
	Rows  []json.RawMessage `json:"activations"`
	Page  int               `json:"page"`
	Pages int               `json:"pages"`
}

func (p *turned) RoundTrip(q *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(q.URL.Path, "/a/customer/acme/activation/history") {
		return p.RoundTripper.RoundTrip(q)
	}
	answer, page, err := p.page(q, q.URL.Query().Get("page"))
	if n := page.Page; err == nil && p.on {
		answer, page, err = p.page(q, strconv.Itoa(page.Pages-n+1))
		page.Page = n
		slices.Reverse(page.Rows)
	}
	if err != nil {
		return answer, err
	}
	body, err := json.Marshal(page)
	answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	answer.Header.Del("Content-Length")
	return answer, err
}

// page asks for the page n of what q asks for.
func (p *turned) page(q *http.Request, n string) (answer *http.Response, page historyPage, err error) {
	ask := q.URL.Query()
	ask.Set("page", n)
	ask.Set("limit", "10")
	q = q.Clone(q.Context())
	q.URL.RawQuery = ask.Encode()
	if answer, err = p.RoundTripper.RoundTrip(q); err != nil {
		return answer, page, err
	}
	defer answer.Body.Close()
	return answer, page, json.NewDecoder(answer.Body).Decode(&page)
}

// Where a customer's own history begins with the oldest row, what one reading of it shows has not the newest: an order
// without an answer stays open, and the history is not called whole. Where it begins with the newest, the order is known to be absent.
func TestAHistoryTheOtherWayRoundProvesNothing(t *testing.T) {
	for _, on := range []bool{true, false} {
		t.Run(strconv.FormatBool(on), func(t *testing.T) {
			inBubble(t, sandbox.Options{NoLimits: true}, func(t *testing.T, r *rig) {
				r.Stop()
				r.Via = &turned{r.Via, on}
				r.start(nil)
				r.unmanaged()
				start := time.Now()
				r.inject(sandbox.Fault{Kind: sandbox.Reset, Method: "POST", Path: orderPath})
				var open *store.Unsettled
				if _, err := r.Order(t.Context(), "acme", order("telegram", "us")); !errors.As(err, &open) {
					t.Fatalf("the order ended with %v, want *store.Unsettled", err)
				}
				time.Sleep(time.Hour)
				want := map[bool]store.IntentState{true: store.StateUnknown, false: store.StateAbsent}[on]
				in, err := r.DB.Intent(t.Context(), open.Intent)
				if err != nil || in.State != want || on != strings.Contains(in.Reason, "it is not whole") {
					t.Errorf("an hour later it is %s: %q, %v; want %s", in.State, in.Reason, err, want)
				}
				if n := len(r.Since(start, "GET", "/a/customer/acme/activation/history?")); n < ownPages || n > ownPages*2*40 {
					t.Errorf("its own history was asked for %d times", n)
				}
				err = r.RefreshHistory(t.Context(), "acme")
				for tries := 0; err != nil && tries < 12; tries++ { // a look has spent what its minute allows
					time.Sleep(10 * time.Second)
					err = r.RefreshHistory(t.Context(), "acme")
				}
				if err != nil {
					t.Error(err)
				}
				if own, err := r.DB.Progress(t.Context(), store.OwnPart(HistoryName, "acme")); err != nil || on && !own.At.IsZero() {
					t.Errorf("the history is called whole: %v, %v", own.At, err)
				}
			})
		})
	}
}

// A customer whose history was read by itself is whole though the past of all is still being filled in.
func TestOneCustomersPastIsNotWaitedFor(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		if err := r.RefreshHistory(t.Context(), "acme"); err != nil {
			t.Fatal(err)
		}
		for id, whole := range map[string]bool{"acme": true, "bluekite": false} {
			if c, err := r.DB.Customer(t.Context(), id); err != nil || c.Read.Month != whole {
				t.Errorf("%s: the month is whole %v, %v", id, c.Read.Month, err)
			}
		}
	})
}
