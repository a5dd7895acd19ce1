package sms

import (
	"fmt"
	"testing"
	"time"
)

// spread makes n waiting numbers over m customers.
func spread(n, m int) []expected {
	list := make([]expected, n)
	for i := range list {
		list[i] = expected{customer: fmt.Sprintf("c%d", i%m), id: fmt.Sprintf("a%d", i)}
	}
	return list
}

func TestPlanSeesEverybodyInsideEveryBudget(t *testing.T) {
	for n := 1; n <= 500; n++ {
		for _, m := range []int{1, 2, 3, 5, 19, 20, 21, 50, 137, 199, 200} {
			if m > n {
				continue
			}
			minuteOfPolls(t, n, m)
		}
	}
}

// minuteOfPolls plays the beats of one minute and counts what goes out.
func minuteOfPolls(t *testing.T, n, m int) {
	waiting := spread(n, m)
	total, gets := 0, 0
	for beat := range 6 {
		discover := beat%3 == 0
		reads := plan(waiting, discover, allowance{gets: pollShare - gets, manage: true})
		for _, r := range reads {
			total++
			if r.scope != everybody {
				gets++
			}
		}
		for _, w := range waiting {
			seen := false
			for _, r := range reads {
				seen = seen || r.sees(w)
			}
			if !seen {
				t.Fatalf("%d numbers of %d customers: %s is not looked at in beat %d", n, m, w.id, beat)
			}
		}
		if discover && (len(reads) != 1 || reads[0].scope != everybody) {
			t.Fatalf("%d numbers of %d customers: beat %d discovers nothing: %v", n, m, beat, reads)
		}
	}
	if total != 6 || gets > 300*9/10 {
		t.Fatalf("%d numbers of %d customers: %d requests a minute, %d of the class activation/:id; want 6 in all, flat", n, m, total, gets)
	}
}

func TestPlanChoosesByCost(t *testing.T) {
	for _, c := range []struct {
		name     string
		n, m     int
		discover bool
		a        allowance
		want     string
	}{
		{"nothing waits", 0, 1, false, allowance{10, true}, "[]"},
		{"discovery alone", 0, 1, true, allowance{10, true}, "[{2  }]"},
		{"discovery that is blocked", 0, 1, true, allowance{10, false}, "[]"},
		{"one number", 1, 1, false, allowance{10, true}, "[{0 c0 a0}]"},
		{"one number, discovery due", 1, 1, true, allowance{10, true}, "[{2  }]"},
		{"several of one customer", 5, 1, false, allowance{10, true}, "[{1 c0 }]"},
		{"two customers", 2, 2, false, allowance{10, true}, "[{2  }]"},
		{"without the management call", 3, 2, true, allowance{10, false}, "[{1 c0 } {0 c1 a1}]"},
		{"as far as the allowance goes", 9, 9, false, allowance{2, false}, "[{0 c0 a0} {0 c1 a1}]"},
		{"nothing left of the class activation/:id", 1, 1, false, allowance{0, true}, "[{2  }]"},
		{"no allowance at all", 1, 1, false, allowance{0, false}, "[]"},
	} {
		if got := fmt.Sprint(plan(spread(c.n, c.m), c.discover, c.a)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestPlanWithoutTheManagementCallNeverOverspends(t *testing.T) {
	start := time.Now()
	for m := 1; m <= 200; m++ {
		waiting := spread(500, m)
		var w window
		for beat := range 30 {
			now := start.Add(time.Duration(beat) * pollEvery)
			for range plan(waiting, true, allowance{gets: w.left(now, pollShare)}) {
				w.spend(now)
			}
			if w.left(now, 270) == 0 {
				t.Fatalf("%d customers: the class is used up at beat %d", m, beat)
			}
		}
	}
}
