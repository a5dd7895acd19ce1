package acceptance

import (
	"testing"
	"time"

	"switchboard/ui/cli"
)

// What is changed in Settings holds at once, or the sheet says from when on.
func TestASettingSaysFromWhenOnItHolds(t *testing.T) {
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Press(",", "/")
		d.Type("undo_seconds")
		d.Press("enter")
		d.Shows("A change holds from the next start, or after o (reload).")
		d.Press("e", "ctrl+u")
		d.Type("9")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("from the next start", "This value holds from the next start, or after o (reload).")
		d.Press("/", "ctrl+u")
		d.Type("calm")
		d.Press("enter", "enter")
		d.Sleep(time.Second)
		d.Shows("Saved and in use")
		d.Hides("from the next start")
	})
}
