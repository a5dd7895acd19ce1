package trust

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/money"
	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
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
	v := r.weighs(a)
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

// What a listing of its kind has no place for is refused before it is sent, and so is another kind of what is verified.
func TestTheVerdictOnWhatAKindHasNoPlaceFor(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		word, taxID := "Word", rest.NewSecret("12-3456789")
		png := []byte("\x89PNG\r\n\x1a\n")
		changes := map[string]numbersonline.Changes{"dba": {DBA: &word}, "ein": {EIN: &taxID}, "name": {Name: &word}}
		for _, state := range []numbersonline.State{numbersonline.Draft, numbersonline.Verified} {
			for _, kind := range []numbersonline.Kind{numbersonline.Business, numbersonline.Personal} {
				r.draft(state, kind)
				for field, c := range changes {
					what := string(state) + " " + string(kind) + " " + field
					if v := r.weighs(act.Stage{Number: mine, Changes: c}); v.Stands() != kind.Uses(field) {
						r.T.Errorf("%s: %v", what, v.Refused)
					}
					c.Kind = map[numbersonline.Kind]numbersonline.Kind{numbersonline.Business: numbersonline.Personal, numbersonline.Personal: numbersonline.Business}[kind]
					if v := r.weighs(act.Stage{Number: mine, Changes: c}); v.Stands() != (state == numbersonline.Draft && c.Kind.Uses(field)) {
						r.T.Errorf("%s, with the other kind: %v", what, v.Refused)
					}
				}
				if v := r.weighs(act.Logo{Number: mine, Image: png}); v.Stands() != (kind == numbersonline.Business) {
					r.T.Errorf("%s %s logo: %v", state, kind, v.Refused)
				}
			}
		}
	})
}

func (r *trustRig) weighs(a act.Act) act.Verdict {
	r.T.Helper()
	v, err := r.Weigh(r.T.Context(), a)
	if err != nil {
		r.T.Fatal(err)
	}
	return v
}
