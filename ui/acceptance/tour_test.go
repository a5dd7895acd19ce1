package acceptance

import (
	"testing"

	"switchboard/ui/cli"
)

// Somebody who sees the sandbox for the first time is told what to try next in every window, however many numbers are listed.
func TestWhatToTryNextStaysInSight(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		for _, size := range [][2]int{{40, 8}, {60, 16}, {80, 18}, {80, 24}, {120, 20}, {120, 40}} {
			d.Resize(size[0], size[1])
			d.Shows("n orders a number")
		}
		d.Resize(40, 8)
		d.Press("2")
		d.Hides("n orders a number")
	})
}
