package sms

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/sandbox"
)

const pricePath = "/prices/"

// soldOut has the provider sell nothing anywhere for a number of price reads.
func (r *rig) soldOut(times int) {
	r.T.Helper()
	r.inject(sandbox.Fault{Kind: sandbox.Status, Status: 404, Method: "GET", Path: pricePath, Times: times})
}

func (r *rig) watch(service, country string, below money.Cents) {
	r.T.Helper()
	if err := r.WatchPrice(r.T.Context(), service, country, below); err != nil {
		r.T.Fatal(err)
	}
}

func TestAWatchedPriceIsToldOncePerCrossing(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.soldOut(2)
		r.watch("telegram", "uk", 1000)
		time.Sleep(time.Second)
		if n := len(r.Since(time.Now().Add(-time.Minute), "GET", pricePath)); n == 0 {
			t.Error("the price was not read at once")
		}
		if said := r.toldOf("order"); len(said) != 0 {
			t.Fatalf("told %q of what is sold out", said)
		}
		time.Sleep(4 * time.Minute)
		r.again()
		time.Sleep(4 * time.Minute)
		if said := r.toldOf("order"); len(said) != 1 || !strings.Contains(said[0], "telegram/uk") || !strings.Contains(said[0], "$10.00 or less") {
			t.Fatalf("told %q, want the crossing alone", said)
		}
		r.soldOut(2)
		time.Sleep(5 * time.Minute)
		if said := r.toldOf("order"); len(said) != 2 {
			t.Errorf("after it was sold out and there again, told %q", said)
		}
	})
}

func TestAPriceOverTheWatchIsNotTold(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.watch("telegram", "uk", 1)
		time.Sleep(5 * time.Minute)
		if said := r.toldOf("order"); len(said) != 0 {
			t.Errorf("told %q", said)
		}
	})
}

func TestAWatchThatIsEndedAsksNothingMore(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.watch("telegram", "uk", 1)
		time.Sleep(time.Minute)
		if got, err := r.PriceWatches(t.Context()); err != nil || got["telegram/uk"] != 1 || len(got) != 1 {
			t.Errorf("watched are %v, %v", got, err)
		}
		if err := r.UnwatchPrice(t.Context(), "telegram", "uk"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		quiet := time.Now()
		time.Sleep(5 * time.Minute)
		if n := len(r.Since(quiet, "GET", pricePath)); n != 0 {
			t.Errorf("%d reads for a watch that has ended", n)
		}
		if got, err := r.PriceWatches(t.Context()); err != nil || len(got) != 0 {
			t.Errorf("watched are still %v, %v", got, err)
		}
	})
}

func TestManyWatchesStayWithinASixthOfTheBudget(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		pairs := 0
		for _, service := range []string{"telegram", "whatsapp", "google", "discord"} {
			for _, country := range []string{"uk", "us", "pl", "id", "de"} {
				r.watch(service, country, 1)
				pairs++
			}
		}
		start := time.Now()
		time.Sleep(4 * time.Minute)
		seen := map[string]int{}
		reads := r.Since(start, "GET", pricePath)
		for _, q := range reads {
			seen[fmt.Sprint(q.Path, q.Query)]++
		}
		if len(reads) > 5*10 || len(seen) != pairs { // four minutes touch five of the windows
			t.Errorf("%d reads of %d pairs in four minutes, want at most ten a minute and all %d", len(reads), len(seen), pairs)
		}
	})
}

func TestAWatchIsForWhatCanBeOrdered(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		for _, bad := range []struct {
			service, country string
			below            money.Cents
		}{{"", "uk", 10}, {"telegram", "u/k", 10}, {"telegram", "uk", 0}} {
			if err := r.WatchPrice(t.Context(), bad.service, bad.country, bad.below); err == nil {
				t.Errorf("%+v is watched", bad)
			}
		}
	})
}
