package sms

import (
	"context"
	"fmt"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

// unbounded are limits that never stop anybody: what is measured is the work, not the waiting.
type unbounded struct{}

func (unbounded) Take(context.Context, string, rest.Budget, time.Time) (time.Duration, error) {
	return 0, nil
}
func (unbounded) Note(context.Context, string, rest.Budget, time.Time) error { return nil }
func (unbounded) Block(context.Context, rest.Block) error                    { return nil }
func (unbounded) Blocked(context.Context, string, time.Time) ([]rest.Block, error) {
	return nil, nil
}

// bench is an engine over a sandbox and a store on disk that does only what it is told.
func bench(b *testing.B) *SMS {
	b.Helper()
	r := livetest.New(b, b.TempDir()+"/profile", sandbox.Options{NoLimits: true})
	e := r.Make(live.Config{})
	b.Cleanup(func() { _ = r.DB.Close() })
	return setup{API: r.Platfone(func(c *rest.Config) { c.Limits = unbounded{} })}.at(e)
}

// BenchmarkSyncPage is one page of history from the provider's answer into the store.
func BenchmarkSyncPage(b *testing.B) {
	e, rows := bench(b), 0
	for b.Loop() {
		page, err := e.historyPage(b.Context(), beginning, time.Now(), 1)
		if err != nil || page.rows == 0 {
			b.Fatal(page, err)
		}
		rows += page.rows
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(rows), "µs/row")
}

// BenchmarkBeat is one beat of the polls that looks at everybody.
func BenchmarkBeat(b *testing.B) {
	e := bench(b)
	for b.Loop() {
		e.polls.force.Store(true)
		if _, err := e.polls.beat(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPlan is the choice of requests for 500 numbers that wait over 200 customers.
func BenchmarkPlan(b *testing.B) {
	var waiting []expected
	for i := range 500 {
		waiting = append(waiting, expected{fmt.Sprint("customer", i%200), fmt.Sprint("number", i)})
	}
	for name, a := range map[string]allowance{"Management": {gets: pollShare, manage: true}, "ByCustomer": {gets: pollShare}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if len(plan(waiting, false, a)) == 0 {
					b.Fatal("nothing is looked at")
				}
			}
		})
	}
}
