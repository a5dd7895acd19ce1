package platfone

import (
	"testing"

	"switchboard/client/rest"
)

// TestBudgets holds the classes of routes to the requests a minute that the provider documents,
// or that are inferred from a neighbour; of the others no figure is known.
func TestBudgets(t *testing.T) {
	want := map[rest.Budget]int{
		BudgetBalance: 300, BudgetCreate: 300, BudgetGet: 300,
		BudgetRetry: 50, BudgetCancel: 50, BudgetFinalize: 50,
		BudgetHistory: 6, BudgetLedger: 6, BudgetByCountry: 6, BudgetByService: 6,
		BudgetCountries: 15, BudgetServices: 15, BudgetPopular: 15, BudgetPair: 60,
		BudgetReports: 0, BudgetManage: 0, BudgetCustomer: 0,
	}
	names := map[string]bool{}
	for b, n := range want {
		if b.PerMinute != n || names[b.Name] {
			t.Errorf("%s has %d a minute, want %d under a name of its own", b.Name, b.PerMinute, n)
		}
		names[b.Name] = true
	}
	if ActiveLimit != 20 {
		t.Errorf("%d numbers may be active", ActiveLimit)
	}
}

// TestVerdictOfAReport takes only the documented word for an acceptance.
func TestVerdictOfAReport(t *testing.T) {
	for answer, accepted := range map[string]bool{
		`{"status":"accepted"}`: true, `{"status":"declined"}`: false, `{"status":"declined","decline_id":2}`: false, `{"status":"queued"}`: false,
	} {
		var v Verdict
		if err := v.UnmarshalJSON([]byte(answer)); err != nil || v.Accepted != accepted {
			t.Errorf("%s: %+v, %v", answer, v, err)
		}
	}
}
