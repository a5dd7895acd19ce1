package sms

import (
	"errors"
	"slices"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

// of lists the requests of a class from a moment on.
func (r *rig) of(b rest.Budget, since time.Time) []sandbox.Request {
	var list []sandbox.Request
	for _, q := range r.World.Requests() {
		if !q.Time.Before(since) && classOf(q) == b {
			list = append(list, q)
		}
	}
	return list
}

// polls counts the looks at waiting numbers, whichever way they are made.
func (r *rig) pollsSince(since time.Time) int {
	return len(r.of(platfone.BudgetGet, since)) + len(r.Since(since, "GET", everybodyCall))
}

// anotherTransaction is an adjustment under a reference of its own.
func anotherTransaction(r *rig) error {
	_, err := r.AdjustBalance(r.T.Context(), "acme", amount(time.Now().Format("TX150405"), 100))
	return err
}

// Each class of routes is paused alone: no request of it leaves inside the
// pause, the other classes and the polls go on, and after it all is as before.
func TestEveryClassIsPausedAlone(t *testing.T) {
	for _, c := range []struct {
		budget rest.Budget
		method string
		path   string
		call   func(r *rig, ready, waiting string) error
	}{
		{platfone.BudgetCreate, "POST", "/acme/activation", func(r *rig, _, _ string) error {
			_, err := r.Order(r.T.Context(), "acme", order("google", "us"))
			return err
		}},
		{platfone.BudgetRetry, "PUT", "/retry", func(r *rig, ready, _ string) error { return r.Retry(r.T.Context(), ready) }},
		{platfone.BudgetFinalize, "PUT", "/finalize", func(r *rig, ready, _ string) error { return r.Finalize(r.T.Context(), ready) }},
		{platfone.BudgetCancel, "PUT", "/cancel", func(r *rig, _, waiting string) error { return r.Cancel(r.T.Context(), waiting) }},
		{platfone.BudgetManage, "POST", "/m/customer/acme/transaction", func(r *rig, _, _ string) error { return anotherTransaction(r) }},
		{platfone.BudgetManage, "GET", "/m/customers", func(r *rig, _, _ string) error { return r.RefreshCustomers(r.T.Context()) }},
		{platfone.BudgetBalance, "GET", "/balance", func(r *rig, _, _ string) error { return r.RefreshBalance(r.T.Context(), "acme") }},
		{platfone.BudgetReports, "GET", "/report/reasons", func(r *rig, ready, _ string) error {
			_, err := r.ReportReasons(r.T.Context(), ready)
			return err
		}},
		{platfone.BudgetPair, "GET", "/countries/uk", func(r *rig, _, _ string) error { return r.RefreshPrice(r.T.Context(), "telegram", "uk") }},
		{platfone.BudgetByService, "GET", "/prices/services", func(r *rig, _, _ string) error { return r.RefreshPrices(r.T.Context(), "telegram") }},
		{platfone.BudgetCountries, "GET", "/activation/countries", func(r *rig, _, _ string) error { return r.RefreshCatalogue(r.T.Context()) }},
		{platfone.BudgetPopular, "GET", "/services/popular", func(r *rig, _, _ string) error { return r.RefreshCatalogue(r.T.Context()) }},
	} {
		t.Run(c.budget.Name+" "+c.method, func(t *testing.T) {
			inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
				ready, waiting := r.mustOrder("acme", "google", "uk"), r.mustOrder("bluekite", "telegram", "uk")
				r.sms(ready.ID, "Your code is 4815")
				time.Sleep(3*time.Minute - time.Duration(time.Now().Second()-5)*time.Second) // the pause lasts to the full minute
				r.mustWait(waiting.ID)
				r.inject(sandbox.Fault{Kind: sandbox.Status, Status: 429, Method: c.method, Path: c.path})
				start := time.Now()
				var limited *rest.Error
				if err := c.call(r, ready.ID, waiting.ID); !errors.As(err, &limited) || limited.Kind != rest.Limited || limited.Scope != c.budget.Name {
					t.Fatalf("the call ended with %v", err)
				}
				if blocks := r.blocked(); !slices.Equal(blocks, []string{c.budget.Name}) {
					t.Errorf("paused: %q", blocks)
				}
				inside, calls := start.Add(time.Millisecond), 0
				for time.Sleep(time.Millisecond); time.Until(limited.Until) > 10*time.Second; time.Sleep(10 * time.Second) {
					if err := c.call(r, ready.ID, waiting.ID); err == nil {
						t.Error("a call inside the pause went through")
					}
					calls++
				}
				if n := len(r.of(c.budget, inside)); n != 0 || calls < 3 {
					t.Errorf("%d requests inside the pause, for %d calls", n, calls)
				}
				if n := r.pollsSince(inside); n < calls-1 {
					t.Errorf("%d polls in %d s: they did not go on", n, calls*10)
				}
				time.Sleep(time.Until(limited.Until) + time.Second)
				if err := c.call(r, ready.ID, waiting.ID); err != nil || len(r.of(c.budget, inside)) == 0 {
					t.Errorf("after the pause: %v", err)
				}
			})
		})
	}
}

// mustWait fails the test unless a number still waits and can be canceled.
func (r *rig) mustWait(id string) {
	r.T.Helper()
	if why := r.row(id).CanCancel(r.Now()); why != "" {
		r.T.Fatalf("it cannot be canceled: %s", why)
	}
}

// blocked lists the scopes that are paused.
func (r *rig) blocked() []string {
	r.T.Helper()
	list, err := r.DB.Limits().Blocked(r.T.Context(), platfone.Provider, time.Now())
	if err != nil {
		r.T.Fatal(err)
	}
	names := make([]string, len(list))
	for i, b := range list {
		names[i] = b.Scope
	}
	return names
}

// The limit of active numbers stops orders until one ends, wherever it ends,
// and nothing else.
func TestTheLimitOfActiveNumbersStopsOrdersUntilOneEnds(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 30 * time.Second}, func(t *testing.T, r *rig) {
		other := r.elsewhere()
		var first platfone.Activation
		for i := range platfone.ActiveLimit {
			a, err := other.Order(t.Context(), "bluekite", order("google", "uk"))
			if err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				first = a
			}
		}
		time.Sleep(discoverIdle + time.Second)
		start := time.Now()
		for range 5 {
			if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); livetest.Reason(err) != live.ReasonFull {
				t.Fatalf("the twenty-first: %v", err)
			}
			time.Sleep(10 * time.Second)
		}
		if n := r.posts(start); n != 0 || r.pollsSince(start) == 0 {
			t.Errorf("%d orders were sent, %d looks were made", n, r.pollsSince(start))
		}
		if err := other.Finalize(t.Context(), "bluekite", first.ID); err != nil {
			t.Fatal(err)
		}
		time.Sleep(discoverActive + time.Second)
		r.mustOrder("acme", "telegram", "uk")
	})
}

// The provider's own rule, met by orders that receive nothing: a day without
// an order on the wire, across restarts, and every number polled to its end.
func TestADayInsideTheBlockOfTheSuccessRate(t *testing.T) {
	if testing.Short() {
		t.Skip("a simulated day takes seconds")
	}
	inBubble(t, sandbox.Options{Seed: 3}, func(t *testing.T, r *rig) {
		if _, err := r.World.Control("unblock", nil); err != nil { // what the world began with does not count
			t.Fatal(err)
		}
		var low *platfone.LowSuccess
		for n := 0; low == nil; n++ {
			if n > 40 {
				t.Fatal("forty orders that receive nothing did not end in a block")
			}
			if _, err := r.Order(t.Context(), "acme", order("telegram", "id")); err != nil && !errors.As(err, &low) {
				t.Fatal(err)
			}
			time.Sleep(time.Minute + time.Second)
		}
		start, polled := time.Now(), time.Now()
		for hour := 1; time.Until(low.Until) > time.Hour; hour++ {
			if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); livetest.Reason(err) != live.ReasonBlocked {
				t.Errorf("hour %d: %v", hour, err)
			}
			if hour%9 == 0 {
				r.again()
			}
			if hour == 1 {
				time.Sleep(time.Minute)
				if n := r.pollsSince(polled); n < 5 {
					t.Errorf("%d polls in the first minute of the block", n)
				}
			}
			time.Sleep(time.Hour)
		}
		if n := r.posts(start); n != 0 {
			t.Errorf("%d orders inside the block", n)
		}
		if n := len(r.Since(start, "GET", "/m/")); n < 23*60 {
			t.Errorf("%d management calls in a day: the account was not looked at", n)
		}
		time.Sleep(time.Until(low.Until) + 2*time.Second)
		r.mustOrder("acme", "telegram", "uk")
	})
}
