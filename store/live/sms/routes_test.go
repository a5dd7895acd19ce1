package sms

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
)

// pages counts the requests that a list takes by a route, in the longest pages it gives.
func (r *rig) pages(route string, q url.Values) (n int) {
	r.T.Helper()
	for more := true; more; {
		n++
		q.Set("page", fmt.Sprint(n))
		ask, err := http.NewRequestWithContext(r.T.Context(), http.MethodGet, "https://provider.test/api/v1/retail/"+route+"?"+q.Encode(), http.NoBody)
		if err != nil {
			r.T.Fatal(err)
		}
		ask.Header.Set("X-Api-Key", r.World.Endpoints("").SMS.Key)
		answer, err := r.Via.RoundTrip(ask)
		if err != nil {
			r.T.Fatal(err)
		}
		var page struct{ Pages int }
		if err := json.NewDecoder(answer.Body).Decode(&page); err != nil || answer.StatusCode != http.StatusOK {
			r.T.Fatalf("%s: %d %v", route, answer.StatusCode, err)
		}
		answer.Body.Close()
		more = n < page.Pages
	}
	return n
}

// Of a customer's detail, ledger and history each is read by the way that costs fewer requests: the management's, ten times
// as much at a time, except for what only the customer's own routes tell.
func TestACustomerIsReadByTheCheaperWay(t *testing.T) {
	inBubble(t, sandbox.Options{NoLimits: true}, func(t *testing.T, r *rig) {
		fresh := r.elsewhere()
		if err := fresh.CreateCustomer(t.Context(), "busy", 0); err != nil {
			t.Fatal(err)
		}
		for i := range 250 {
			if err := fresh.AddTransaction(t.Context(), "busy", amount(fmt.Sprintf("B%d", i), 100)); err != nil {
				t.Fatal(err)
			}
		}
		for _, way := range []struct {
			what, managed, own string
			read               func() error
			wantManaged, most  int
		}{
			{"ledger", "m/customers/transactions", "a/customer/busy/transactions", func() error { return r.RefreshLedger(t.Context(), "busy") }, 1, 3},
			{"history", "m/customers/activation/history", "a/customer/acme/activation/history", nil, 1, 1},
		} {
			q := url.Values{"limit": {fmt.Sprint(platfone.MaxManagePage)}, "customer_id": {"busy"}}
			managed, own := r.pages(way.managed, q), r.pages(way.own, url.Values{"limit": {fmt.Sprint(platfone.MaxPage)}})
			if managed > own || managed != way.wantManaged || own < way.most {
				t.Errorf("%s: %d requests by management, %d by the customer's route", way.what, managed, own)
			}
			if way.read == nil {
				continue
			}
			time.Sleep(time.Second)
			start := time.Now()
			if err := way.read(); err != nil {
				t.Fatal(err)
			}
			if a, b := len(r.Since(start, "GET", "/"+way.managed+"?customer_id=busy")), len(r.Since(start, "GET", "/"+way.own)); a != managed || b != 0 {
				t.Errorf("%s is read with %d requests of management and %d of the customer's", way.what, a, b)
			}
		}
		time.Sleep(time.Minute)
		start := time.Now()
		if err := r.RefreshCustomer(t.Context(), "busy"); err != nil {
			t.Fatal(err)
		}
		for path, want := range map[string]int{"/m/customers?customer_id=busy": 1, "/a/customer/busy?": 1, "/a/customer/busy/balance": 1, "busy": 3} {
			if n := len(r.Since(start, "GET", path)); n != want {
				t.Errorf("the detail takes %d requests of %s", n, path)
			}
		}
	})
}

// While the management routes are paused a customer's ledger is read by the customer's own, which is not.
func TestALedgerIsReadWhileTheManagementIsPaused(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		time.Sleep(time.Minute)
		if err := r.elsewhere().AddTransaction(t.Context(), "acme", amount("TX9", 77)); err != nil {
			t.Fatal(err)
		}
		r.inject(sandbox.Fault{Kind: sandbox.Status, Status: http.StatusTooManyRequests, Method: "GET", Path: "/m/customers/transactions"})
		start := time.Now()
		for range 2 { // refused there, and then here
			if err := r.RefreshLedger(t.Context(), "acme"); err != nil {
				t.Error(err)
			}
		}
		if _, err := r.DB.Transaction(t.Context(), "acme", "TX9"); err != nil {
			t.Errorf("the line is not here: %v", err)
		}
		if n := len(r.Since(start, "GET", "/a/customer/acme/transactions?")); n != 2 {
			t.Errorf("%d requests of the customer's own route", n)
		}
		if blocks := r.blocked(); len(blocks) != 1 || blocks[0] != platfone.BudgetManage.Name {
			t.Errorf("paused: %q", blocks)
		}
	})
}
