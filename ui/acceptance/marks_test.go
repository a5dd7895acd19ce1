package acceptance

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/ui/cli"
)

// Marks are seen at every size, in every pane that has them: a sign in the row, and how many there are. What is copied of
// them is chosen in the same way everywhere.
func TestMarksAreSeenAtEverySize(t *testing.T) {
	for _, size := range [][2]int{{40, 8}, {80, 24}, {120, 40}} {
		inBubble(t, cli.Flags{}, func(d *desk) {
			d.Sleep(20 * time.Second)
			d.Resize(size[0], size[1])
			for _, pane := range []string{"1", "2", "3", "4", "5"} {
				d.Press(pane, "home", "space", "space")
				at := fmt.Sprint(size, " pane ", pane)
				frame := d.Frame()
				if !strings.Contains(frame, "2 marked") {
					t.Errorf("%s: how many are marked is not said:\n%s", at, frame)
				}
				signs := 0
				for line := range strings.Lines(frame) {
					cells := []rune(line)
					if len(cells) > 2 && cells[1] == '+' && (cells[2] == ' ' || size[1] == 8) {
						signs++
					}
				}
				if signs == 0 || size[1] > 8 && signs != 2 {
					t.Errorf("%s: %d rows have the sign:\n%s", at, signs, frame)
				}
				if strings.Contains("135", pane) {
					d.Press("Y")
					d.Shows("Copy of 2 marked numbers", "their numbers, one a line")
					d.Press("esc")
				}
				d.Press("esc")
				d.Hides("marked")
			}
		})
	}
}
