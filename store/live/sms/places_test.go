package sms

import (
	"strings"
	"testing"

	"switchboard/client/sandbox"
	"switchboard/store/act"
)

// How many numbers may be active is one number: the strip and the sheet ask for it, and an order
// is held against it and says it.
func TestTheLimitOfActiveNumbersIsOne(t *testing.T) {
	inBubble(t, sandbox.Options{NoLimits: true}, func(t *testing.T, r *rig) {
		for set, want := range map[int]int{0: 20, 50: 50, 1: 1} {
			r.Stop()
			r.start(func(s *setup) { s.MaxActive = set })
			if got := r.Places(); got != want {
				t.Errorf("set to %d: %d places", set, got)
			}
			v, err := r.Weigh(t.Context(), act.Order{Customer: "acme", Order: order("telegram", "uk"), Of: want + 1, Left: want + 1})
			if err != nil {
				t.Fatal(err)
			}
			told := ""
			for _, f := range v.Before {
				if f.Name == act.FreePlaces {
					told = f.Value
				}
			}
			_, of, _ := strings.Cut(told, " of ")
			full := false
			for _, no := range v.Refused {
				full = full || no.Code == act.Invalid
			}
			if of != map[int]string{20: "20", 50: "50", 1: "1"}[want] || !full {
				t.Errorf("set to %d: the order says %q, and one more than fits is refused: %v", set, told, full)
			}
		}
	})
}
