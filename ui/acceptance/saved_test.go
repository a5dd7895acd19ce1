package acceptance

import (
	"testing"
	"time"

	"switchboard/ui/cli"
)

// The present filter is saved under a name, chosen from the sheet, the palette and by a command, renamed and removed.
func TestFiltersAreSavedAndUsed(t *testing.T) {
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Press("3", "S")
		d.Shows("None is saved for this list")
		d.Press("s")
		d.Shows("There is no filter to save")
		d.Press("esc", "/")
		d.Type("service:telegram")
		d.Press("enter", "S", "s")
		d.Type("tele ")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("Saved as tele: service:telegram", "tele  service:telegram")
		d.Press("s")
		d.Type("TELE")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("There is a filter of this name already: Enter again")
		d.Press("esc", "esc", "esc")
		d.Sleep(5 * time.Second)
		d.Hides("service:telegram")
		d.Press(":")
		d.Type("filter @tele")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("service:telegram")
		d.Press("esc", "4")
		d.Press("S")
		d.Shows("None is saved for this list")
		d.Press("esc", "3", "S", "r", "ctrl+u")
		d.Type("mine")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("The filter tele is called mine now.")
		if status, out, errs := d.Run("filters", "save", "history", "other", "acme"); status != cli.OK {
			t.Error(out, errs)
		}
		d.Sleep(2 * time.Second)
		d.Shows("mine", "other")
		d.Press("x")
		d.Sleep(time.Second)
		d.Shows("Removed the filter mine, which was: service:telegram", "other")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Hides("Saved filters")
		d.Shows("acme")
	})
}
