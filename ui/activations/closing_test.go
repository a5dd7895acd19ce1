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
