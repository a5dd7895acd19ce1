package numbers_test

import (
	"testing"
	"time"

	"switchboard/ui/consoletest"
)

// The fields of one's own are edited as JSON, and the sheet tells what will change before it does.
func TestOwnFieldsAreShownAndEdited(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on("+14155550142")
		r.Press("e")
		r.Sleep(time.Second)
		r.Press("shift+tab")
		r.Shows(`"crm":"C-1042"`)
		r.clear()
		r.Type(`[1]`)
		r.Press("enter")
		r.Shows("must be one JSON object")
		r.clear()
		r.Type(`{"note": "vip"}`)
		r.Shows("note: nothing becomes vip", "my_own_field")
		r.Press("enter")
		r.Sleep(time.Second)
		d := r.number("+14155550142").Document
		if own := d.Custom().String(); own != `{"note":"vip"}` {
			t.Errorf("the fields are %s", own)
		}
		if c, _ := d.CNAM(); c.DisplayName != "ACME PLUMBING" {
			t.Errorf("the caller name is %q", c.DisplayName)
		}
	})
}
