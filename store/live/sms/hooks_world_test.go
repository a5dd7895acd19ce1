package sms

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/client/webhook"
)

// The sandbox's own deliveries are taken: a code is here the moment it came,
// and deliveries that fall into a request of ours hold nothing up.
func TestTheSandboxesDeliveriesBringTheCodeAtOnce(t *testing.T) {
	var inbox http.Handler
	deliver := func(q *http.Request) (*http.Response, error) {
		w := httptest.NewRecorder()
		inbox.ServeHTTP(w, q)
		return w.Result(), nil
	}
	inBubble(t, sandbox.Options{SMSAfter: 17 * time.Second, Deliver: deliver}, func(t *testing.T, r *rig) {
		v, err := webhook.NewVerifier(webhook.Scheme{}, rest.NewSecret(hookSecret), r.Now)
		if err != nil {
			t.Fatal(err)
		}
		h := webhook.NewHandler(v, r.Inbox())
		h.Refused = func(_ int, why error) { t.Errorf("a delivery was refused: %v", why) }
		inbox = h
		if _, err := r.World.Control("hook", []byte(`{"url":"http://127.0.0.1:9/","secret":"`+hookSecret+`"}`)); err != nil {
			t.Fatal(err)
		}
		a := r.mustOrder("acme", "google", "uk")
		time.Sleep(21 * time.Second) // it came by itself, between two polls
		if got := r.row(a.ID); !got.HasCode() {
			t.Errorf("after the poll that brought it to light the row says %s", got.RawWords())
		}
		if err := r.Retry(t.Context(), a.ID); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		r.sms(a.ID, "Your code is 2342")
		time.Sleep(time.Millisecond)
		if got := r.row(a.ID); got.Code != "2342" {
			t.Errorf("a millisecond after the delivery the code is %q", got.Code)
		}
	})
}
