package live_test

import (
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

// The account is on hold by what its own routes say, not by what one customer's do.
func TestOneCustomerHeldIsNotTheAccount(t *testing.T) {
	livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, r *livetest.Rig) {
		db := r.Store()
		defer db.Close()
		h := live.NewHealth(db, "platfone")
		if err := h.Good(t.Context()); err != nil {
			t.Fatal(err)
		}
		for customer, want := range map[string]store.HealthState{"acme": store.HealthLive, "": store.HealthHold} {
			if err := h.Good(t.Context()); err != nil {
				t.Fatal(err)
			}
			err := h.Bad(t.Context(), &rest.Error{Kind: rest.Forbidden, Status: 403, Sent: true, Name: "AccountOnHoldException", Customer: customer}, time.Time{})
			if got := h.State().State; err != nil || got != want {
				t.Errorf("of customer %q: %s, %v; want %s", customer, got, err, want)
			}
		}
	})
}
