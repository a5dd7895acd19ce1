package activations_test

import (
	"testing"
	"time"
)

// In a window of eight lines a number that is about to be closed shows when, and the key that keeps it.
func TestAClosingNumberIsWholeInASmallWindow(t *testing.T) {
	inBubble(t, setup{w: 40, h: 8}, func(r *rig) {
		r.Press("x")
		r.Sleep(1100 * time.Millisecond)
		r.Golden("live-closing-40x8")
	})
}

// What the question says of the numbers that are about to be closed is so when it is read, and Q sends none twice.
func TestLeavingSaysWhatBecomesOfEachNumber(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		r.Press("x", "q")
		r.Sleep(time.Second)
		r.Golden("live-leaving-80x24")
	})
}
