package lines

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live/livetest"
)

func TestPurchaseOfFiveWithOneFaultEndsInTheTruth(t *testing.T) {
	for _, shape := range []string{"a", "b", "c"} {
		for _, consent := range []bool{false, true} {
			linesInBubble(t, func(t *testing.T, r *linesRig) {
				r.Control("shape", `{"shape":"`+shape+`"}`)
				found := r.offers("503", 10)
				five := []phone.E164{found[0], found[1], found[6], found[2], found[3]} // the seventh is refused by its carrier
				results, err := r.Lines.Buy(t.Context(), five, consent)
				if err != nil || len(results) != 5 {
					t.Fatalf("shape %s, consent %v: %d results, %v", shape, consent, len(results), err)
				}
				if results[2].State != oneuc.CarrierFault {
					t.Errorf("shape %s: the faulty number is %q", shape, results[2].State)
				}
				time.Sleep(30 * time.Second)
				world := r.truth()
				for i, n := range five {
					in, owned := r.fate(n), world.owns(n)
					if owned != (in.State == store.StateConfirmed) || in.State.Open() {
						t.Errorf("shape %s, consent %v: number %d is %s in the journal (%s), the provider owns it: %v", shape, consent, i, in.State, in.Reason, owned)
					}
					if owned != (consent && i != 2) {
						t.Errorf("shape %s, consent %v: number %d bought: %v", shape, consent, i, owned)
					}
				}
				if n := len(r.Since(time.Time{}, http.MethodPut, "activate")); n != 1 {
					t.Errorf("shape %s: %d purchases were sent", shape, n)
				}
			})
		}
	}
}

func TestLostAnswerToAPurchase(t *testing.T) {
	for kind, want := range map[sandbox.Kind]store.IntentState{
		sandbox.LostAnswer: store.StateConfirmed, sandbox.Malformed: store.StateConfirmed, sandbox.Reset: store.StateAbsent, sandbox.HTML: store.StateAbsent,
		sandbox.Status: store.StateAbsent,
	} {
		linesInBubble(t, func(t *testing.T, r *linesRig) {
			two := r.offers("503", 2)
			r.fault(sandbox.Fault{Kind: kind, Path: "collection/activate"})
			results, err := r.Lines.Buy(t.Context(), two, true)
			if !isUnsettled(err) || len(results) != 2 || results[0].State != oneuc.Unknown {
				t.Fatalf("%s: %+v, %v", kind, results, err)
			}
			var open *store.OpenIntentError
			if _, err := r.Lines.Buy(t.Context(), two, true); !errors.As(err, &open) {
				t.Errorf("%s: buying again while the first is open: %v", kind, err)
			}
			r.reopen() // the program ends and starts again in between
			time.Sleep(6 * time.Minute)
			for _, n := range two {
				if in := r.fate(n); in.State != want {
					t.Errorf("%s ends %s (%s), want %s", kind, in.State, in.Reason, want)
				}
				if owned := r.truth().owns(n); owned != (want == store.StateConfirmed) {
					t.Errorf("%s: the provider owns it: %v", kind, owned)
				}
				if got := r.truth().bought(n); got > 1 {
					t.Errorf("%s: bought %d times", kind, got)
				}
			}
			if n := len(r.Since(time.Time{}, http.MethodPut, "activate")); n != 1 {
				t.Errorf("%s: %d purchases were sent", kind, n)
			}
		})
	}
}

func TestChargesAreAskedForAllAtOnce(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		r.Control("charges", `{"on":true,"shape":"invoices"}`)
		r.Control("credit", `{"cents":10000000}`)
		var sound []phone.E164
		for i, n := range r.offers("503", 40) {
			if i%10 != 6 && i%10 != 9 {
				sound = append(sound, n)
			}
		}
		var charges *oneuc.ChargesError
		if results, err := r.Lines.Buy(t.Context(), sound, false); !errors.As(err, &charges) || len(results) != 0 {
			t.Fatalf("%+v, %v", results, err)
		}
		if got := charges.Quote.Lines[0].Quantity; got != len(sound) {
			t.Errorf("the quote is for %d numbers of %d", got, len(sound))
		}
		if r.truth().owns(sound[0]) {
			t.Error("a number was bought without consent")
		}
		results, err := r.Lines.Buy(t.Context(), sound, true)
		if err != nil || len(results) != len(sound) {
			t.Fatalf("%d results, %v", len(results), err)
		}
		for _, n := range sound {
			if in := r.fate(n); in.State != store.StateConfirmed || r.truth().bought(n) != 1 {
				t.Errorf("%s is %s, bought %d times", n, in.State, r.truth().bought(n))
			}
		}
	})
}

func TestOnlyNumbersOfAFreshSearchAreBought(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		found := r.offers("503", 1)
		time.Sleep(6 * time.Minute)
		if _, err := r.Lines.Buy(t.Context(), found, true); livetest.Reason(err) != act.StaleSearch {
			t.Errorf("a number of an old search: %v", err)
		}
		if n := len(r.Since(time.Time{}, http.MethodPut, "activate")); n != 0 {
			t.Errorf("%d purchases were sent", n)
		}
		r.offers("503", 1)
		if got, err := r.Lines.Buy(t.Context(), found, false); err != nil || got[0].State != oneuc.Bought {
			t.Errorf("after searching again: %+v, %v", got, err)
		}
	})
}
