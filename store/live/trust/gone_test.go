package trust

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
)

// A number that the account does not have any more is said to be gone since then, its last values stay, and it comes back with its listing.
func TestANumberThatIsGone(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		const n = phone.E164("+14155550199")
		was := r.listing(n)
		if was.State != numbersonline.Verified || !was.Gone.IsZero() {
			t.Fatalf("it begins as %+v", was)
		}
		r.Control("trust/claim", `{"e164":"+14155550199","by":"account"}`)
		time.Sleep(10 * time.Minute)
		lost := r.listing(n)
		if lost.StateWord() != "gone" || time.Since(lost.Gone) > 10*time.Minute || lost.Grade != was.Grade || lost.Risk == nil || *lost.Risk.Score != *was.Risk.Score {
			t.Errorf("it is %s since %v: %+v", lost.StateWord(), lost.Gone, lost.Listing)
		}
		for _, a := range []act.Act{act.Stage{Number: n}, act.Logo{Number: n}, act.Pay{Number: n}} {
			v, err := r.Weigh(r.T.Context(), a)
			if err != nil || !slices.ContainsFunc(v.Refused, func(r act.Reason) bool { return strings.Contains(r.Say, "it is not on this account since") }) {
				t.Errorf("%s of a number that is gone: %v, %v", a.Op(), v.Refused, err)
			}
		}
		time.Sleep(3 * time.Hour)
		if l := r.listing(n); !l.Gone.Equal(lost.Gone) {
			t.Errorf("it is gone since %v, at first since %v", l.Gone, lost.Gone)
		}
		r.Stop()
		r.start()
		if l := r.listing(n); l.StateWord() != "gone" {
			t.Errorf("after a restart it is %s", l.StateWord())
		}
		if h := r.Health.State(); h.State != store.HealthLive {
			t.Errorf("one number that is gone makes TRUST %s: %s", h.State, h.Message)
		}
		back := was.Listing
		if err := r.DB.PutListing(r.T.Context(), time.Now(), back); err != nil {
			t.Fatal(err)
		}
		if l := r.listing(n); l.StateWord() != "verified" {
			t.Errorf("read again it is %s", l.StateWord())
		}
	})
}

// An address where nothing of TRUST is is named; no number is thought to be gone for it.
func TestNothingIsAtTheAddress(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		r.Stop()
		r.Astray().On.Store(true)
		r.start()
		const says = "nothing of TRUST is at this address: http://127.0.0.1"
		if err := r.RefreshList(r.T.Context()); !is(err, rest.NotAPI) || !strings.Contains(err.Error(), says) {
			t.Errorf("the list: %v", err)
		}
		for _, n := range []phone.E164{"+14155550199", "+14155550000"} {
			if err := r.Refresh(r.T.Context(), n); !is(err, rest.NotAPI) || !strings.Contains(err.Error(), says) {
				t.Errorf("%s: %v", n, err)
			}
		}
		for _, a := range []act.Act{act.SendCode{Number: "+14155550177", Channel: numbersonline.Voice}, act.Pay{Number: "+16285550177"}} {
			if err := acttest.Perform(r.T.Context(), r.Engine, a); !is(err, rest.NotAPI) || !strings.Contains(err.Error(), says) {
				t.Errorf("%T: %v", a, err)
			}
		}
		if _, err := r.Account(r.T.Context()); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("the account: %v", err)
		}
		time.Sleep(time.Hour)
		if l := r.listing("+14155550199"); l.StateWord() != "verified" {
			t.Errorf("a number is %s for it", l.StateWord())
		}
		if h := r.Health.State(); h.State != store.HealthError || !strings.Contains(h.Message, says) {
			t.Errorf("TRUST is %s: %s", h.State, h.Message)
		}
	})
}

// A server that has no routes for the account and its list is TRUST all the same: it knows a listing.
func TestAServerWithoutTheAccount(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		r.Stop()
		r.Via = bare{r.World}
		r.start()
		if err := r.RefreshList(r.T.Context()); err != nil {
			t.Errorf("the list: %v", err)
		}
		if l := r.listing("+14155550199"); l.StateWord() != "verified" {
			t.Errorf("a number is %s", l.StateWord())
		}
	})
}

// bare is a server with the routes of listings alone.
type bare struct{ to http.RoundTripper }

func (b bare) RoundTrip(q *http.Request) (*http.Response, error) {
	if !strings.Contains(q.URL.Path, "/listings/") {
		q = q.Clone(q.Context())
		q.URL.Path = "/wrong"
	}
	return b.to.RoundTrip(q)
}

func (r *trustRig) pay() {
	r.T.Helper()
	if c, err := r.Trust.Checkout(r.T.Context(), draftNumber); err != nil || c.URL == "" {
		r.T.Fatal(c, err)
	}
}

// Waiting for a payment, opening its sheet and starting the program read it quickly again, however old it is.
func TestAPaymentIsReadQuicklyAgain(t *testing.T) {
	for name, again := range map[string]func(*trustRig){
		"waiting":  func(r *trustRig) { r.pay() },
		"looking":  func(r *trustRig) { r.Expect(r.T.Context(), draftNumber) },
		"starting": func(r *trustRig) { r.Stop(); r.start() },
	} {
		t.Run(name, func(t *testing.T) {
			inTrustBubble(t, nil, func(r *trustRig) {
				r.pay()
				time.Sleep(10 * time.Minute)
				again(r)
				r.Control("trust/pay", `{"e164":"+16285550177"}`)
				time.Sleep(22 * time.Second)
				if l := r.listing(draftNumber); l.State != numbersonline.Verified {
					t.Errorf("it is %s", l.StateWord())
				}
			})
		})
	}
	inTrustBubble(t, nil, func(r *trustRig) {
		began := time.Now()
		r.Expect(r.T.Context(), draftNumber)
		time.Sleep(time.Minute)
		if n := r.asked(began, "GET", string(draftNumber)); n != 0 {
			t.Errorf("%d reads for a payment that nobody prepared", n)
		}
	})
}
