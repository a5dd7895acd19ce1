package sms

import (
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live/livetest"
)

// What was done and noted, and of which nothing was saved because the process ended there, is shown after the next
// start, without anybody asking for it.
func TestWhatWasNotSavedIsThereAfterTheNextStart(t *testing.T) {
	for _, c := range []struct {
		what string
		do   func(t *testing.T, r *rig, id string) error
		kept func(t *testing.T, r *rig, id string) bool
	}{
		{"a booking", func(t *testing.T, r *rig, _ string) error {
			_, err := r.AdjustBalance(t.Context(), "acme", amount("TX77", 777))
			return err
		}, func(t *testing.T, r *rig, _ string) bool {
			list, err := r.DB.Transactions(t.Context(), store.TransactionFilter{Customer: "acme"}, 0, 100)
			for _, row := range list {
				if row.ID == "TX77" && row.Amount == money.Known(777) {
					return err == nil
				}
			}
			return false
		}},
		{"a new customer", func(t *testing.T, r *rig, _ string) error {
			_, err := r.CreateCustomer(t.Context(), "newcomer", platfone.NewTransaction{})
			return err
		}, func(t *testing.T, r *rig, _ string) bool {
			_, err := r.DB.Customer(t.Context(), "newcomer")
			return err == nil
		}},
		{"a report", func(t *testing.T, r *rig, id string) error {
			_, err := r.Report(t.Context(), id, platfone.NewReport{ReasonID: 3, Message: "not taken", Evidence: png})
			return err
		}, func(t *testing.T, r *rig, id string) bool {
			_, err := r.DB.Report(t.Context(), id)
			return err == nil && r.row(id).Report != platfone.ReportNone
		}},
	} {
		t.Run(c.what, func(t *testing.T) {
			inBubble(t, sandbox.Options{SMSAfter: 15 * time.Second}, func(t *testing.T, r *rig) {
				id := r.withCode("acme").ID
				r.inject(sandbox.Fault{Kind: sandbox.Offline, Method: "GET", Times: 1000})
				if err := c.do(t, r, id); err != nil && livetest.Reason(err) != "" {
					t.Fatal(err)
				}
				r.Stop()
				r.start(nil)
				if c.kept(t, r, id) {
					t.Fatal("it was saved all the same: nothing is shown by this")
				}
				r.Stop()
				r.World.ClearFaults()
				r.start(nil)
				time.Sleep(15 * time.Minute)
				if !c.kept(t, r, id) {
					t.Error("a quarter of an hour after the start it is still not there")
				}
			})
		})
	}
}
