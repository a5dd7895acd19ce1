package acceptance

import (
	"testing"
	"time"

	"switchboard/ui/cli"
)

// What the foot promises to undo is undone by the same key from wherever the person has gone meanwhile.
func TestWhatIsAboutToBeClosedIsUndoneFromAnywhere(t *testing.T) {
	inBubble(t, cli.Flags{}, func(d *desk) {
		for _, gone := range []string{"2", "5", "7", "enter"} {
			d.Press("1", "x")
			d.Shows("u = undo")
			d.Press(gone)
			d.Sleep(time.Second)
			d.Press("u")
			d.Shows("stays.")
			d.Press("esc", "1")
			d.Sleep(10 * time.Second)
			d.Shows("7 active")
		}
	})
}

// A change of a customer's status is undone from another pane, too.
func TestAChangeOfStatusIsUndoneFromAnywhere(t *testing.T) {
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Press("2", "e", "down", "enter")
		d.Shows("u = undo")
		d.Press("1")
		d.Sleep(time.Second)
		d.Press("u")
		d.Shows("acme stays as it is.")
	})
}
