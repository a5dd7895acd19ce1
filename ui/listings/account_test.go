package listings_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/ui/consoletest"
)

func (r *rig) fault(kind sandbox.Kind, method, path string) {
	r.T.Helper()
	if err := r.World.Inject(sandbox.Fault{Provider: "trust", Kind: kind, Method: method, Path: path, Times: 1, Status: 403}); err != nil {
		r.T.Fatal(err)
	}
}

// The account is read when it is opened, with its age, and only what was changed is sent.
func TestTheAccountIsShownAndChanged(t *testing.T) {
	inBubble(t, setup{w: 100, h: 30}, func(r *rig) {
		before := r.sent("GET", "/account")
		r.Press("a")
		r.Sleep(3 * time.Second)
		r.Golden("listings/account-100x30")
		if n := r.sent("GET", "/account") - before; n != 1 {
			t.Errorf("it was read %d times", n)
		}
		r.Press("enter")
		r.Shows("Nothing was changed.")
		r.Press("a")
		r.Sleep(time.Second)
		r.Press("tab", "ctrl+u")
		r.Type("nobody")
		r.Press("enter")
		r.Shows("e-mail")
		if n := r.sent("PATCH", "/account"); n != 0 {
			t.Fatalf("a bad address was sent %d times", n)
		}
		r.Press("ctrl+u")
		r.Shows("empty: it is cleared")
		r.Type("desk@acme.example")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("The TRUST account is changed.")
		r.Press("a")
		r.Sleep(time.Second)
		r.Shows("desk@acme.example")
		if n := r.sent("PATCH", "/account"); n != 1 {
			t.Errorf("%d changes were sent", n)
		}
		list, err := r.DB.Intents(r.T.Context(), 10)
		if err != nil || len(list) != 1 || list[0].Op != "trust.account" {
			t.Errorf("the journal has %+v, %v", list, err)
		}
	})
}

// What cannot be read, refused and what has no answer is told, and what was typed stays.
func TestTroubleWithTheAccount(t *testing.T) {
	inBubble(t, setup{w: 100, h: 30}, func(r *rig) {
		r.fault(sandbox.Status, "GET", "/api/v1/account")
		r.Press("a")
		r.Sleep(time.Second)
		r.Shows("! ", "Ctrl-r read again")
		r.Press("ctrl+r")
		r.Sleep(time.Second)
		r.fault(sandbox.LostAnswer, "PATCH", "/account")
		r.Type(" two")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("No answer yet. Checking whether it went through")
		r.Sleep(time.Minute)
		r.Press("a")
		r.Sleep(time.Second)
		r.Shows(" two")
		if n := r.sent("PATCH", "/account"); n != 1 {
			t.Errorf("%d changes were sent", n)
		}
	})
}

// Without a key the account has nothing to show, and the reason names the way to one.
func TestTheAccountWithoutAKey(t *testing.T) {
	inBubble(t, setup{w: 100, h: 30, noKey: true}, func(r *rig) {
		r.Press("a")
		r.Shows("TRUST has no key: n makes an account")
	})
}

// terse answers for the account without what it used.
type terse struct{ http.RoundTripper }

func (to terse) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := to.RoundTripper.RoundTrip(r)
	if err != nil || !strings.HasSuffix(r.URL.Path, "/account") {
		return answer, err
	}
	answer.Body.Close()
	answer.Header.Del("Content-Length")
	answer.ContentLength, answer.Body = -1, io.NopCloser(strings.NewReader(`{"account":{"id":"acc_01","name":"Acme","status":"active"}}`))
	return answer, nil
}

// What the provider does not tell of the account is said to be unknown, and is no zero.
func TestAnAccountWithoutItsUse(t *testing.T) {
	consoletest.Bubble(t, sandbox.Options{Seed: 1}, func(t *testing.T, base *consoletest.Rig) {
		base.Via = terse{base.Via}
		r := &rig{Rig: base, keys: &keys{key: rest.NewSecret(base.World.Endpoints("").Trust.Key)}}
		r.start(setup{w: 100, h: 30})
		r.Press("a")
		r.Sleep(3 * time.Second)
		r.Shows("acc_01", "not told")
		r.Hides("0 requests")
	})
}
