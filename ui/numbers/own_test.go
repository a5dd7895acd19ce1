package numbers_test

import (
	"encoding/json"
	"slices"
	"strings"
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

// What somebody else changes while the form is open is not sent back as it was: only what was typed is changed.
func TestAFormFollowsWhatIsOnFile(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		const n = "+14155550142"
		r.on(n)
		r.Press("e")
		r.Sleep(time.Second)
		r.clear()
		r.Type("ACME HEATING")
		d := r.number(n).Document.Clone()
		d["cnam"] = json.RawMessage(`{"display_name":"ACME PLUMBING","inbound_lookup":false}`)
		d["carrier_name"] = json.RawMessage(`"Other Carrier"`)
		if err := r.DB.PutDocument(t.Context(), time.Now(), d); err != nil {
			t.Fatal(err)
		}
		r.Sleep(time.Second)
		r.Shows("ACME HEATING", "Other Carrier", "caller name: ACME PLUMBING becomes ACME HEATING")
		if s := r.Frame(); strings.Count(s, "becomes") != 1 {
			t.Errorf("what nobody typed would be changed:\n%s", s)
		}
	})
}

// A comment on a number that is being moved here is added to those on file.
func TestACommentOnTheMoveIsAdded(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		add := func(hint, comment, becomes string) {
			r.on(bare)
			r.Press("e")
			r.Sleep(time.Second)
			r.Press("shift+tab", "shift+tab")
			r.Shows(hint)
			r.Type(comment)
			r.Shows("comments: " + becomes)
			r.Press("enter")
			r.Sleep(time.Second)
		}
		add("none is on file", "LOA attached", "nothing becomes")
		add("1 on file, the last: LOA attached", "date agreed", `["LOA attached"] becomes`)
		if p, _ := r.number(bare).Document.Porting(); !slices.Equal(p.Comments, []string{"LOA attached", "date agreed"}) {
			t.Errorf("the comments are %q", p.Comments)
		}
	})
}

// The caller's name may stay empty; the review says so before anything is sent.
func TestAnAddressWithoutACaller(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("a")
		r.street()
		r.fill("1 Market St", "", "San Francisco", "CA", "94105", "", "")
		r.Shows("may stay empty: the 911 centre sees no name")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("What responders will see", "no caller name")
		r.Press("P")
		r.Sleep(5 * time.Second)
		if e, has := r.number(bare).Document.E911(); !has || e.CallerName != "" || e.Locality != "SAN FRANCISCO" {
			t.Errorf("on file is %+v", e)
		}
	})
}
