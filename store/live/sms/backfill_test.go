package sms

import (
	"net/http"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
)

// busiest is the most requests of a list within any minute.
func busiest(list []sandbox.Request) int {
	most, first := 0, 0
	for i, q := range list {
		for q.Time.Sub(list[first].Time) >= time.Minute {
			first++
		}
		most = max(most, i-first+1)
	}
	return most
}

// gaps are how many holes the local history has.
func (r *rig) gaps() int {
	r.T.Helper()
	list, err := r.DB.Gaps(r.T.Context(), HistoryName, beginning, r.Now().Add(-overlap))
	if err != nil {
		r.T.Fatal(err)
	}
	return len(list)
}

func TestTheBackfillIsResumedAndNeverOverSixAMinute(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		start := time.Now()
		time.Sleep(20 * time.Second)
		if r.gaps() == 0 {
			t.Fatal("nothing is missing after twenty seconds: this proves nothing")
		}
		p, err := r.DB.Progress(t.Context(), HistoryName)
		if err != nil || p.Done == 0 {
			t.Fatalf("progress %+v, %v", p, err)
		}
		r.Stop()
		r.start(nil)
		time.Sleep(10 * time.Minute)
		if n := r.gaps(); n != 0 {
			t.Errorf("%d holes are left after ten minutes", n)
		}
		asked := map[string]int{}
		for _, list := range [][]sandbox.Request{
			r.Since(start, http.MethodGet, "/customers/activation/history?created_"), r.Since(start, http.MethodGet, "/customers/transactions"),
		} {
			if n := busiest(list); n > 6 {
				t.Errorf("%d pages within a minute", n)
			}
			for _, q := range list {
				if q.Time.Sub(start) < 30*time.Second {
					continue
				}
				asked[q.Path+"?"+q.Query]++
			}
		}
		for what, n := range asked {
			if n > 1 {
				t.Errorf("%s was asked %d times", what, n)
			}
		}
		if rows := r.ledger(); rows == 0 {
			t.Error("no line of the ledger was read")
		}
	})
}

// ledger counts the lines of the ledger in the store and fails unless the world has as many.
func (r *rig) ledger() int {
	r.T.Helper()
	page, err := r.elsewhere().Transactions(r.T.Context(), platfone.TransactionFilter{}, 1, 1)
	if err != nil {
		r.T.Fatal(err)
	}
	all, err := r.DB.Transactions(r.T.Context(), store.TransactionFilter{}, 0, 1<<20)
	if err != nil {
		r.T.Fatal(err)
	}
	if len(all) != page.Total {
		r.T.Errorf("%d lines of the ledger are kept, the provider has %d", len(all), page.Total)
	}
	return len(all)
}

func TestAPageInTroubleLeavesAHoleThatIsFilledLater(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		time.Sleep(20 * time.Second)
		r.inject(sandbox.Fault{Kind: sandbox.Status, Status: 503, Path: "/customers/activation/history", Times: -1})
		start := time.Now()
		time.Sleep(2 * time.Minute)
		if n := busiest(r.Since(start, http.MethodGet, "/customers/activation/history?created_")); n > 6 {
			t.Errorf("%d pages within a minute of trouble", n)
		}
		before := r.gaps()
		r.World.ClearFaults()
		time.Sleep(10 * time.Minute)
		if before == 0 || r.gaps() != 0 {
			t.Errorf("%d holes while in trouble, %d afterwards", before, r.gaps())
		}
	})
}

func TestAnOlderPageIsAskedForByAPerson(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		time.Sleep(2 * time.Second)
		start := time.Now()
		asked := 0
		for range 30 {
			if wait, err := r.OlderPage(t.Context()); err != nil {
				t.Fatal(err)
			} else if wait == 0 {
				asked++
			}
			time.Sleep(time.Second)
		}
		if asked == 0 {
			t.Error("no page was asked for")
		}
		if n := busiest(r.Since(start, http.MethodGet, "/customers/activation/history?created_")); n > 6 {
			t.Errorf("an impatient person made %d pages within a minute", n)
		}
	})
}

func TestTheHistoryBecomesWhole(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		page, err := r.elsewhere().CustomersActivations(t.Context(), platfone.ActivationFilter{}, 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(15 * time.Minute)
		n, err := r.DB.CountHistory(t.Context(), store.ActivationFilter{}, 1<<20)
		if err != nil || n < page.Total {
			t.Errorf("%d activations are kept, the provider has %d, %v", n, page.Total, err)
		}
		if p, done, err := r.HistoryProgress(t.Context()); err != nil || !done || p.Done == 0 {
			t.Errorf("progress %+v, done %v, %v", p, done, err)
		}
	})
}
