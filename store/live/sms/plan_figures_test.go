package sms

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
)

// classes tells the documented class of a request by its path.
var classes = []struct {
	method, suffix string
	budget         rest.Budget
}{
	{"POST", "/activation", platfone.BudgetCreate},
	{"PUT", "/retry", platfone.BudgetRetry},
	{"PUT", "/cancel", platfone.BudgetCancel},
	{"PUT", "/finalize", platfone.BudgetFinalize},
	{"", "/balance", platfone.BudgetBalance},
	{"", "/report/reasons", platfone.BudgetReports},
	{"", "/report", platfone.BudgetReports},
	{"", "/activation/reports", platfone.BudgetReports},
	{"", "/activation/countries", platfone.BudgetCountries},
	{"", "/activation/services/popular", platfone.BudgetPopular},
	{"", "/activation/services", platfone.BudgetServices},
	{"", "/prices/countries", platfone.BudgetByCountry},
	{"", "/prices/services", platfone.BudgetByService},
}

func classOf(q sandbox.Request) rest.Budget {
	for _, c := range classes {
		if (c.method == "" || c.method == q.Method) && strings.HasSuffix(q.Path, c.suffix) {
			return c.budget
		}
	}
	switch {
	case strings.Contains(q.Path, "/m/"):
		return platfone.BudgetManage
	case strings.Contains(q.Path, "/prices/services/"):
		return platfone.BudgetPair
	case strings.HasSuffix(q.Path, "/activation/history"):
		return platfone.BudgetHistory
	case strings.HasSuffix(q.Path, "/activations"), strings.Contains(q.Path, "/activation/"):
		return platfone.BudgetGet
	case strings.HasSuffix(q.Path, "/transactions"):
		return platfone.BudgetLedger
	}
	return rest.Budget{Name: "of no class: " + q.Path}
}

// busiestMinute is the most requests of each class in any minute of the log.
func busiestMinute(log []sandbox.Request) map[rest.Budget]int {
	at := map[rest.Budget][]time.Time{}
	most := map[rest.Budget]int{}
	for _, q := range log {
		b := classOf(q)
		list := append(at[b], q.Time)
		for q.Time.Sub(list[0]) >= time.Minute {
			list = list[1:]
		}
		at[b], most[b] = list, max(most[b], len(list))
	}
	return most
}

// inBudgets fails the test for every class that was asked more often than its
// document allows.
func inBudgets(t *testing.T, most map[rest.Budget]int) {
	t.Helper()
	for b, n := range most {
		if b.PerMinute > 0 && n > b.PerMinute {
			t.Errorf("%s: %d requests in a minute, %d are allowed", b.Name, n, b.PerMinute)
		}
		if strings.HasPrefix(b.Name, "of no class") {
			t.Error(b.Name)
		}
	}
}

// sightings note when each activation's code could first be read here.
type sightings struct {
	at   map[string]time.Time
	stop func()
}

// watchCodes reads new codes the moment the store tells of them, as a screen does.
func (r *rig) watchCodes() *sightings {
	s := &sightings{at: map[string]time.Time{}}
	ctx, cancel := context.WithCancel(r.T.Context())
	watch, done := r.DB.Watch(), make(chan struct{})
	go func() {
		defer close(done)
		for {
			topics, err := watch.Next(ctx)
			if err != nil {
				return
			}
			if topics&store.Codes == 0 {
				continue
			}
			codes, err := r.DB.Uncopied(ctx, 1000)
			if err != nil {
				return
			}
			for _, c := range codes {
				if _, known := s.at[c.ActivationID]; !known {
					s.at[c.ActivationID] = time.Now()
				}
			}
		}
	}()
	s.stop = func() { cancel(); <-done; watch.Close() }
	return s
}

// crowd has another client of the account order numbers for customers of its
// own.
func (r *rig) crowd(numbers, customers int) []string {
	r.T.Helper()
	other := r.elsewhere()
	ids := make([]string, numbers)
	for i := range numbers {
		name := fmt.Sprintf("crowd%d", i%customers)
		if i < customers {
			if err := other.CreateCustomer(r.T.Context(), name, platfone.MaxOpening); err != nil {
				r.T.Fatal(err)
			}
		}
		a, err := other.Order(r.T.Context(), name, order("telegram", "uk"))
		if err != nil {
			r.T.Fatal(err)
		}
		ids[i] = a.ID
		time.Sleep(250 * time.Millisecond) // 240 orders a minute of the 300
	}
	return ids
}

// With any number of waiting numbers the requests stay within every budget and
// no code is seen later than ten seconds after it could be.
func TestThePlanOfPollsKeepsItsFigures(t *testing.T) {
	table := &strings.Builder{}
	fmt.Fprintf(table, "%8s %10s | %s | %s\n", "waiting", "customers", "requests in the busiest minute: management, activation/:id, balance, others", "code delay: median, worst")
	for _, waiting := range []int{1, 5, 20, 100, 500} {
		for _, customers := range []int{1, 20, 200} {
			if customers <= waiting {
				figures(t, table, waiting, customers)
			}
		}
	}
	t.Logf("the plan of polls, five minutes each\n%s", table)
}

func figures(t *testing.T, table *strings.Builder, waiting, customers int) {
	t.Helper()
	inBubble(t, sandbox.Options{NoLimits: true, SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		dice := rand.New(rand.NewPCG(uint64(waiting), uint64(customers)))
		ids := r.crowd(waiting, customers)
		time.Sleep(discoverIdle + 10*time.Second)
		seen, start := r.watchCodes(), time.Now()
		due := make([]time.Duration, waiting)
		for i := range due {
			due[i] = time.Duration(dice.Int64N(int64(5 * time.Minute)))
		}
		slices.Sort(due)
		sent := map[string]time.Time{}
		for i, at := range due {
			time.Sleep(time.Until(start.Add(at)))
			r.sms(ids[i], fmt.Sprintf("Your code is %06d", i))
			sent[ids[i]] = time.Now()
		}
		time.Sleep(15 * time.Second)
		synctest.Wait()
		seen.stop()
		var delays []time.Duration
		for id, at := range sent {
			came, ok := seen.at[id]
			if !ok {
				t.Errorf("%d over %d: the code of %s was never seen", waiting, customers, id)
			}
			delays = append(delays, came.Sub(at))
		}
		slices.Sort(delays)
		worst := delays[len(delays)-1]
		if worst > pollEvery {
			t.Errorf("%d over %d: a code was seen %v late", waiting, customers, worst)
		}
		most := busiestMinute(r.Since(start, "GET", ""))
		inBudgets(t, most)
		manage, get, balance := most[platfone.BudgetManage], most[platfone.BudgetGet], most[platfone.BudgetBalance]
		if manage+get > 16 { // flat: six polls, and what the lists and the ledger take
			t.Errorf("%d over %d: %d polls a minute", waiting, customers, manage+get)
		}
		others := 0
		for _, n := range most {
			others += n
		}
		fmt.Fprintf(table, "%8d %10d | %3d %3d %3d %3d | %v %v\n", waiting, customers, manage, get, balance, others-manage-get-balance,
			delays[len(delays)/2].Round(100*time.Millisecond), worst.Round(100*time.Millisecond))
	})
}
