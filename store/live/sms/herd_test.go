package sms

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/testdata/proof"
)

// busiest is the largest number of requests in any second since a moment.
func (r *rig) busiest(since time.Time) int {
	list, first, most := r.Since(since, "GET", ""), 0, 0
	for i, q := range list {
		for q.Time.Sub(list[first].Time) >= time.Second {
			first++
		}
		most = max(most, i-first+1)
	}
	return most
}

// twenty orders as many numbers as an account may have.
func (r *rig) twenty() {
	r.T.Helper()
	customers := []string{"acme", "bluekite", "northwind", "harborlight"}
	for i := range 20 {
		r.mustOrder(customers[i%len(customers)], "telegram", "uk")
		time.Sleep(300 * time.Millisecond)
	}
}

// After a minute without the provider twenty waiting numbers do not all ask at once: no second
// has more than twice the requests of the busiest second before.
func TestTwentyWaitingNumbersDoNotComeBackAtOnce(t *testing.T) {
	n, dice := proof.Size(t, 1), rand.New(rand.NewPCG(proof.Seed(t, 1), 4))
	for range n {
		before := time.Duration(60+dice.IntN(60)) * time.Second
		inBubble(t, sandbox.Options{SMSAfter: 3 * time.Hour, NoLimits: true}, func(t *testing.T, r *rig) {
			r.twenty()
			start := time.Now()
			time.Sleep(before)
			steady := max(1, r.busiest(start))
			r.inject(sandbox.Fault{Kind: sandbox.Offline, Times: -1})
			time.Sleep(time.Minute)
			r.World.ClearFaults()
			back := time.Now()
			time.Sleep(2 * time.Minute)
			if peak := r.busiest(back); peak == 0 || peak > 2*steady {
				t.Errorf("%d requests in a second after the outage, %d at most before", peak, steady)
			}
		})
	}
	proof.Figure(t, "outages", n)
}

// The engine ends within a second while twenty orders and its own questions are under way and
// none is answered: every caller is told, and what were left running would keep the bubble from
// ending.
func TestQuittingLeavesNothingRunning(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 3 * time.Hour, NoLimits: true}, func(t *testing.T, r *rig) {
		r.mustOrder("acme", "telegram", "uk")
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, MS: 600000, Times: -1})
		customers, ended := []string{"acme", "bluekite", "northwind", "harborlight"}, make(chan error, 20)
		for i := range cap(ended) {
			go func() {
				_, err := r.Order(context.WithoutCancel(t.Context()), customers[i%len(customers)], order("telegram", "uk"))
				ended <- err
			}()
		}
		time.Sleep(12 * time.Second)
		before := time.Now()
		r.Stop()
		for range cap(ended) {
			if err := <-ended; err == nil {
				t.Error("an order without an answer is said to be made")
			}
		}
		if took := time.Since(before); took > time.Second {
			t.Errorf("stopping took %v", took)
		}
	})
}
