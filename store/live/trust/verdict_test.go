package trust

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/money"
	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

const mine phone.E164 = "+14155550142"

// draft saves a listing as it would be read, with a profile of a kind.
func (r *trustRig) draft(state numbersonline.State, kind numbersonline.Kind) {
	r.T.Helper()
	l := numbersonline.Listing{E164: mine, State: state, Draft: &numbersonline.StagedProfile{Profile: numbersonline.Profile{Kind: kind, DBA: "Acme", Name: "Al"}}}
	if err := r.DB.PutListing(r.T.Context(), time.Now(), l); err != nil {
		r.T.Fatal(err)
	}
}

// says holds a verdict to its reasons: those against the act, else those it warns of.
func (r *trustRig) says(what string, a act.Act, want ...act.Code) act.Verdict {
	r.T.Helper()
	v, err := r.Weigh(r.T.Context(), a)
	if err != nil {
		r.T.Fatal(err)
	}
	list := v.Warned
	if !v.Stands() {
		list = v.Refused
	}
	var got []act.Code
	for _, reason := range list {
		got = append(got, reason.Code)
	}
	if !slices.Equal(got, want) {
		r.T.Errorf("%s: %v, want %v", what, got, want)
	}
	return v
}

func (r *trustRig) spending(s live.Spend) {
	r.T.Helper()
	r.Stop()
	r.spend = s
	r.start()
	synctest.Wait()
}

// A payment is held against the person's limits by the price of its kind; one
// that is prepared or done already costs nothing again.
func TestTheVerdictOnAPayment(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		pay := act.Pay{Number: mine}
		for kind, price := range map[numbersonline.Kind]money.Cents{numbersonline.Personal: 900, numbersonline.Business: 2900} {
			r.spending(live.Spend{MaxPerOrder: money.Known(price)})
			r.draft(numbersonline.Draft, kind)
			if v := r.says("to the cent", pay); v.Consent.Sureness() != act.ByCapital {
				r.T.Errorf("takes %v", v.Consent)
			}
			r.spending(live.Spend{MaxPerOrder: money.Known(price - 1)})
			r.draft(numbersonline.Draft, kind)
			r.says("a cent over", pay, act.SpendAct)
		}
		r.draft(numbersonline.Draft, "")
		r.says("of no kind", pay, act.SpendUnknown)
		r.draft(numbersonline.Verified, numbersonline.Business)
		if v := r.says("verified", pay, act.AlreadySo); v.Consent.Sureness() != act.Unasked {
			r.T.Errorf("takes %v", v.Consent)
		}
		r.says("a public page", act.Stage{Number: mine}, act.EditsPublicPage)
		r.draft(numbersonline.Draft, numbersonline.Business)
		r.says("a page nobody sees", act.Stage{Number: mine})
		if err := r.DB.PutCheckout(r.T.Context(), store.Checkout{E164: mine, URL: "https://checkout.stripe.com/c", Minted: time.Now()}); err != nil {
			r.T.Fatal(err)
		}
		r.says("prepared", pay)
		if err := r.DB.PutCheckout(r.T.Context(), store.Checkout{E164: mine, URL: "https://checkout.stripe.com/c", Minted: time.Now().Add(-24 * time.Hour)}); err != nil {
			r.T.Fatal(err)
		}
		r.says("prepared too long ago", pay, act.SpendAct)
	})
}

// A payment counts once it is prepared, and not when it was refused.
func TestWhatPaymentsCountAsSpent(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		since := time.Now()
		r.Control("fault", `{"provider":"trust","path":"/verify-checkout","kind":"status","status":400,"times":1}`)
		want := money.Cents(0)
		for range 2 {
			_, err := r.Trust.Checkout(r.T.Context(), draftNumber)
			if err == nil {
				want = r.priceOf(r.T.Context(), draftNumber)
			}
			got, lost := r.Spent(r.T.Context(), since)
			if got != want || lost != nil {
				r.T.Errorf("%s was spent after %v, want %s", got, err, want)
			}
		}
		if want == 0 {
			r.T.Error("no payment was prepared")
		}
	})
}
