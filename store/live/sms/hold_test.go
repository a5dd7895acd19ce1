package sms

import (
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
)

// Whether a customer is on hold no list tells: its own page does, also of one whose balance is not told any more.
func TestACustomersHoldIsReadWithIt(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		for _, held := range []bool{false, true} {
			status := map[bool]platfone.CustomerStatus{false: platfone.CustomerActive, true: platfone.CustomerDisabled}[held]
			if err := r.elsewhere().SetCustomerStatus(t.Context(), "acme", status); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Minute)
			if err := r.RefreshCustomer(t.Context(), "acme"); err != nil {
				t.Fatalf("%s: %v", status, err)
			}
			c, err := r.db.Customer(t.Context(), "acme")
			if err != nil || c.OnHold != held || time.Since(c.HoldSeen) > time.Second {
				t.Errorf("%s: on hold %v, read %v ago, %v", status, c.OnHold, time.Since(c.HoldSeen), err)
			}
		}
		if c, err := r.db.Customer(t.Context(), "northwind"); err != nil || !c.HoldSeen.IsZero() {
			t.Errorf("of one that was not asked about it is known since %v, %v", c.HoldSeen, err)
		}
	})
}
