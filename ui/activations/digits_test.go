package activations_test

import (
	"strings"
	"testing"
)

// The code of the selected number stands in block digits wherever 40 cells and five lines are free, and nowhere at the cost of a number's line.
func TestTheCodeIsLargeWhereThereIsRoom(t *testing.T) {
	for _, c := range []struct {
		w, h  int
		large bool
	}{{40, 8, false}, {38, 20, false}, {44, 18, true}, {65, 24, false}, {65, 30, true}, {80, 17, false}, {80, 24, true}, {120, 15, false}, {120, 40, true}} {
		inBubble(t, setup{w: c.w, h: c.h}, func(r *rig) {
			r.Press("down") // 228610
			frame := r.Frame()
			if got := strings.Count(frame, "████ █") > 0; got != c.large {
				t.Errorf("%dx%d has large digits: %v\n%s", c.w, c.h, got, frame)
			}
		})
	}
}
