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
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

func TestListOfNumbersIsReadPageByPage(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		r.Control("own", `{"count":450}`)
		since := time.Now()
		if err := r.Lines.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Second)
		list, err := r.DB.Numbers(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if want := len(r.truth().Numbers); len(list) != want || want < 500 {
			t.Errorf("%d numbers are kept, the provider has %d", len(list), want)
		}
		if pages := r.Since(since, http.MethodGet, "start_key="); len(pages) < 2 {
			t.Errorf("the list was read with %d start keys", len(pages))
		}
		time.Sleep(5 * time.Minute)
		if e, ok := r.number("+14152338397").Document.E911(); !ok || e.Status != oneuc.StatusProvisioned {
			t.Errorf("the document behind the list was not read: %+v", e)
		}
		if h := healthOf(t, r, oneuc.Provider); h.State != store.HealthLive {
			t.Errorf("the provider is %q after good answers", h.State)
		}
	})
}

func healthOf(t *testing.T, r *linesRig, provider string) store.Health {
	t.Helper()
	list, err := r.DB.Healths(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range list {
		if h.Provider == provider {
			return h
		}
	}
	return store.Health{}
}

func TestNumberThatLeftTheAccountIsForgotten(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		const n = phone.E164("+13125550150")
		if _, err := r.DB.Number(t.Context(), n); err != nil {
			t.Fatal(err)
		}
		api := r.Lines.api
		if _, err := api.Release(t.Context(), "+14155234712"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(11 * time.Minute)
		if _, err := r.DB.Number(t.Context(), "+14155234712"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a number that somebody released elsewhere is still listed: %v", err)
		}
	})
}

func TestReleaseReadsFirst(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		since := time.Now()
		if _, err := r.Lines.Release(t.Context(), "+12065550180"); livetest.Reason(err) != live.ReasonRule {
			t.Errorf("releasing a number of another account: %v", err)
		}
		if _, err := r.Lines.Release(t.Context(), "+12135550177"); livetest.Reason(err) != live.ReasonRule {
			t.Errorf("releasing an aging number: %v", err)
		}
		if sent := r.Since(since, http.MethodDelete, ""); len(sent) != 0 {
			t.Fatalf("%d releases were sent for numbers that are not ours", len(sent))
		}
		for n, want := range map[phone.E164]oneuc.State{"+14155234712": oneuc.Available, "+13125550150": oneuc.Aging, "+13125550151": oneuc.Deleted, "+13125550152": oneuc.Reserved} {
			if got, err := r.Lines.Release(t.Context(), n); err != nil || got != want {
				t.Errorf("releasing %s: %q, %v; want %q", n, got, err, want)
			}
			// What was answered is kept at once: a program that ends now tells no surprise later.
			if row, err := r.DB.Number(t.Context(), n); (want.Owned() || want == oneuc.Aging) && (err != nil || row.State != want) {
				t.Errorf("%s is kept as %q, %v; it became %q", n, row.State, err, want)
			}
		}
		if _, err := r.DB.Number(t.Context(), "+14155234712"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a released number is still listed: %v", err)
		}
	})
}

func TestLostAnswerToARelease(t *testing.T) {
	for kind, want := range map[sandbox.Kind]store.IntentState{sandbox.LostAnswer: store.StateConfirmed, sandbox.Malformed: store.StateConfirmed, sandbox.Reset: store.StateAbsent} {
		linesInBubble(t, func(t *testing.T, r *linesRig) {
			const n = phone.E164("+14155550199")
			r.fault(sandbox.Fault{Kind: kind, Method: http.MethodDelete})
			if _, err := r.Lines.Release(t.Context(), n); !isUnsettled(err) {
				t.Fatalf("%s: %v", kind, err)
			}
			if _, err := r.Lines.Release(t.Context(), n); err == nil {
				t.Errorf("%s: the same number was released a second time while the first is open", kind)
			}
			time.Sleep(5 * time.Minute)
			if in := r.fate(n); in.State != want {
				t.Errorf("%s ends %s (%s), want %s", kind, in.State, in.Reason, want)
			}
			if gone := !r.truth().owns(n); gone != (want == store.StateConfirmed) {
				t.Errorf("%s: the provider released it: %v", kind, gone)
			}
		})
	}
}

func TestOfflineAndReadOnlySendNothing(t *testing.T) {
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		for _, edit := range []func(*live.Config){func(c *live.Config) { c.Offline = true }, func(c *live.Config) { c.ReadOnly = true }} {
			r.Stop()
			r.start(edit)
			since := time.Now()
			if _, err := r.Lines.SetE911(t.Context(), "+14155234712", market("1 Market St"), false); livetest.Reason(err) == "" {
				t.Errorf("an address: %v", err)
			}
			if err := r.Lines.ClearE911(t.Context(), "+14152338397", false); livetest.Reason(err) == "" {
				t.Errorf("removing an address: %v", err)
			}
			if _, err := r.Lines.Buy(t.Context(), []phone.E164{"+14152338397"}, true); livetest.Reason(err) == "" {
				t.Errorf("a purchase: %v", err)
			}
			if _, err := r.Lines.Release(t.Context(), "+14152338397"); livetest.Reason(err) == "" {
				t.Errorf("a release: %v", err)
			}
			if r.Lines.Refusal() == "" {
				t.Error("nothing says why")
			}
			for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
				if n := len(r.Since(since, method, "phone_numbers")); n != 0 {
					t.Errorf("%d requests %s were sent", n, method)
				}
			}
			if len(r.Intents()) != 0 {
				t.Errorf("the journal holds %v: nothing may be queued", r.Intents())
			}
		}
	})
}

// market is an address with everything in it.
func market(street string) oneuc.E911 {
	return oneuc.E911{CallerName: "Michel Mabel", StreetAddress: street, Locality: "San Francisco", Region: "CA", PostalCode: "94105",
		Notify: []string{"ops@example.com", "desk@example.com"}}
}
