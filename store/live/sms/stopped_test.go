package sms

import (
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
)

// What became of an act is found out also when its customer was stopped
// meanwhile, for whom the provider answers no question: the list of all
// customers has the numbers.
func TestAnAttemptOfAStoppedCustomerIsSettled(t *testing.T) {
	for kind, want := range map[sandbox.Kind]store.IntentState{sandbox.LostAnswer: store.StateConfirmed, sandbox.Reset: store.StateAbsent} {
		t.Run(string(kind), func(t *testing.T) {
			inBubble(t, sandbox.Options{SMSAfter: 10 * time.Second}, func(t *testing.T, r *rig) {
				b := r.withCode("acme")
				a := r.mustOrder("acme", "telegram", "uk")
				time.Sleep(30 * time.Second)
				r.inject(sandbox.Fault{Kind: kind, Method: "PUT", Path: "/finalize"})
				change := r.unsettled(r.Finalize(t.Context(), a.ID))
				r.inject(sandbox.Fault{Kind: kind, Method: "POST", Path: "/activation"})
				_, err := r.Order(t.Context(), "acme", order("telegram", "uk"))
				made := r.unsettled(err)
				r.inject(sandbox.Fault{Kind: kind, Path: "/report", Times: 1})
				_, err = r.Report(t.Context(), b.ID, platfone.NewReport{ReasonID: 3, Evidence: png})
				told := r.unsettled(err)
				if err := r.elsewhere().SetCustomerStatus(t.Context(), "acme", platfone.CustomerDisabled); err != nil {
					t.Fatal(err)
				}
				time.Sleep(10 * time.Minute)
				for name, id := range map[string]int64{"the change": change, "the order": made, "the report": told} {
					if s := r.state(id); s != want {
						t.Errorf("%s is %s, want %s", name, s, want)
					}
				}
				if got := r.row(b.ID).Report; (got != platfone.ReportNone) != (want == store.StateConfirmed) {
					t.Errorf("the row says that its report is %q", got)
				}
			})
		})
	}
}
