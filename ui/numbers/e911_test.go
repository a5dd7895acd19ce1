package numbers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/ui/consoletest"
)

// ask opens the picker for a street and lets it settle.
func ask(r *rig, street, city, state, zip string) {
	r.T.Helper()
	r.address(bare, street, city, state, zip)
	r.Press("down") // where there is no room for all of it, what has not been shown is not agreed to
	r.Sleep(time.Second)
	r.Press("P")
	r.Sleep(time.Second)
}

func TestPickerIsDrawn(t *testing.T) {
	for _, c := range []struct{ name, street, city, state, zip string }{
		{"2", "1 Main", "Austin", "TX", "78701"}, {"3", "200 Market St Apt 4", "San Francisco", "CA", "94111"}, {"9", "9 Elm", "Berkeley", "CA", "94703"},
	} {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 8}} {
			for _, l := range consoletest.Looks() {
				inConsole(t, l, size[0], size[1], func(t *testing.T, r *rig) {
					ask(r, c.street, c.city, c.state, c.zip)
					r.Golden(fmt.Sprintf("numbers/picker-%s-%s-%dx%d", c.name, l, size[0], size[1]))
				})
			}
		}
	}
}

func TestTwoRoundsThenInvalidThenProvisioned(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		ask(r, "55 Loop", "Oakland", "CA", "94607")
		r.Shows("2 possible places", "[RD]", "Kept from your form: caller Michel Mabel", "Nothing is provisioned yet")
		r.Press("1")
		r.Shows("What responders will see", "55 LOOP RD", "nothing on file")
		r.Sleep(time.Second)
		r.Press("P")
		r.Sleep(time.Second)
		r.Shows("round 2", "UNIT A", "UNIT B")
		r.Press("esc") // quitting here loses nothing
		r.console(consoletest.Looks()[0], 80, 24)
		r.on(bare)
		r.Shows("draft")
		r.Press("a")
		r.Sleep(time.Second)
		r.Shows("round 2")
		r.Press("e")
		r.fill("4 Nowhere Ln")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("P")
		r.Sleep(time.Second)
		r.Shows("does not find this place", "4 Nowhere Ln", "Michel Mabel", "ops@example.com desk@example.com")
		r.fill("1 Market St", "", "San Francisco", "CA", "94105")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("P")
		r.Sleep(time.Second)
		r.Shows("PROVISIONED", "1 MARKET ST", "94105-1420", "you sent")
		posts := r.wire.Posted()
		if len(posts) != 4 {
			t.Errorf("%d addresses were sent", len(posts))
		}
		for i, body := range posts {
			for _, want := range []string{`"caller_name":"Michel Mabel"`, `"ops@example.com"`, `"desk@example.com"`} {
				if !strings.Contains(body, want) {
					t.Errorf("request %d lacks %s: %s", i+1, want, body)
				}
			}
		}
		r.Press("esc")
		r.on(bare)
		r.Shows("provisioned")
	})
}

func TestSameChoicesSuggestEditing(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		typed := oneuc.E911{CallerName: "Michel Mabel", StreetAddress: "1 Main", Locality: "Austin", Region: "TX", PostalCode: "78701", Notify: []string{}}
		a, b := typed, typed
		a.StreetAddress, b.StreetAddress = "1 MAIN ST", "1 MAIN AVE"
		d := store.EmergencyDraft{Address: typed, Candidates: []oneuc.E911{a, b}, Chosen: 2, Round: 3, Same: true}
		if err := r.DB.PutEmergency(t.Context(), time.Now(), bare, d); err != nil {
			t.Fatal(err)
		}
		r.on(bare)
		r.Press("a")
		r.Shows("round 3", "chosen before", "asks the same question again: e changes the address itself")
	})
}

func TestNothingIsProvisionedByAccident(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("a", "enter", "enter", "enter", "enter")
		r.Paste("yes\nP\nP")
		r.Press("enter", "enter")
		r.address(bare, "1 Market St", "San Francisco", "CA", "94105")
		r.Press("enter", "p", "y", "enter")
		r.Paste("P")
		if n := len(r.wire.Posted()); n != 0 {
			t.Errorf("%d addresses were sent", n)
		}
		for range 20 {
			r.Press("esc")
		}
		if r.Quit {
			t.Error("Esc has quit")
		}
	})
}

func TestLostAnswerToAnAddressIsFoundByReading(t *testing.T) {
	for kind, want := range map[sandbox.Kind]string{sandbox.LostAnswer: "PROVISIONED", sandbox.Reset: "Not done. Unchanged: no address is on file"} {
		inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
			r.fault(sandbox.Fault{Kind: kind, Method: http.MethodPost})
			ask(r, "1 Market St", "San Francisco", "CA", "94105")
			r.Shows("No answer yet. Reading what is on file", "NOT confirmed")
			r.Hides("PROVISIONED")
			r.Sleep(3 * time.Minute)
			r.Shows(want)
			if n := len(r.wire.Posted()); n != 1 {
				t.Errorf("%s: %d addresses were sent", kind, n)
			}
		})
	}
}

func TestGeocodedIsNoSuccess(t *testing.T) {
	inConsole(t, consoletest.Looks()[1], 80, 24, func(t *testing.T, r *rig) {
		ask(r, "500 Rural Route 2", "Petaluma", "CA", "94952")
		r.Shows("KNOWN, NOT ACTIVE YET", "It is read again in")
		r.Hides("PROVISIONED")
		r.Golden("numbers/geocoded-mono-80x24")
		r.Sleep(2 * time.Minute)
		r.Shows("PROVISIONED")
		r.Hides("NOT ACTIVE")
	})
}

func TestChangingAnAddressIsTyped(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(full)
		r.Press("a")
		r.Shows("On file", "116 NATOMA ST")
		r.fill("1 Market St", "")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Golden("numbers/review-replaces-80x24")
		r.Press("P")
		r.Sleep(time.Second)
		r.Shows("change the 911 address", "116 NATOMA ST", "1 Market St", "last four digits")
		r.Paste("8397")
		r.Press("enter")
		r.Type("8396")
		r.Press("enter")
		if n := len(r.wire.Posted()); n != 0 {
			t.Fatalf("%d addresses were sent before the digits were typed", n)
		}
		r.Press("backspace")
		r.Type("7")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("PROVISIONED")
		if name, _ := r.number(full).Document.CNAM(); name.DisplayName != "ACME PLUMB" {
			t.Errorf("the caller name is %q now", name.DisplayName)
		}
	})
}

func TestRemovingAnAddressIsTyped(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(full)
		r.Press("A")
		r.Sleep(time.Second)
		r.Shows("remove the 911 address", "116 NATOMA ST")
		r.Press("enter", "enter")
		r.Type("8397")
		if n := len(r.wire.Posted()); n != 0 {
			t.Fatal("it was removed before Enter")
		}
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("has no 911 address any more", "MISSING")
		if _, has := r.number(full).Document.E911(); has {
			t.Error("the store still has the address")
		}
	})
}

func TestFormRefusesBeforeTheWire(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("a")
		for _, c := range []struct {
			values []string
			say    string
		}{
			{[]string{"1 Market St", "", "San Francisco", "CA", "94105", "Al", "ops@example.com"}, "Caller name must have 3"},
			{[]string{"1 Market St", "", "San Francisco", "Z", "94105", "Alice", "ops@example.com"}, "State must be two letters"},
			{[]string{"1 Market St", "", "San Francisco", "CA", "9410", "Alice", "ops@example.com"}, "Zip must be five digits"},
			{[]string{"1 Front St", "", "Toronto", "ON", "94105", "Alice", "ops@example.com"}, "Postal code in Canada"},
			{[]string{"", "", "San Francisco", "CA", "94105", "Alice", "ops@example.com"}, "Street must have"},
			{[]string{"1 Market St", "", "", "CA", "94105", "Alice", "ops@example.com"}, "City must have"},
			{[]string{"1 Market St", "", "San Francisco", "CA", "94105", "Alice", "ops@example"}, ""},
			{[]string{"1 Market St", "", "San Francisco", "CA", "94105", "Alice", "ops at example"}, "is not an e-mail address"},
		} {
			r.street()
			r.fill(c.values...)
			r.Press("enter")
			if c.say != "" {
				r.Shows(c.say, c.values[4])
			}
			if strings.Contains(r.Frame(), "What responders will see") {
				r.Sleep(time.Second)
				r.Press("e")
			}
		}
		r.street()
		r.fill("Natoma Street")
		r.Shows("there is no house number")
		if n := len(r.wire.Posted()); n != 0 {
			t.Errorf("%d addresses were sent", n)
		}
	})
}

// at is the label of the field that has the keys: the one whose value ends with the cursor.
func (r *rig) at() string {
	for _, l := range strings.Split(r.Frame(), "\n") {
		for _, label := range []string{"Street", "Unit", "City", "State", "Zip", "Caller", "Notify"} {
			if strings.Contains(l, label+" ") && strings.Contains(l, "_") {
				return label
			}
		}
	}
	return ""
}

// street gives the keys to the first field.
func (r *rig) street() {
	r.T.Helper()
	for range 8 {
		if r.at() == "Street" {
			return
		}
		r.Press("tab")
	}
	r.T.Fatalf("the street cannot be reached:\n%s", r.Frame())
}

func TestWholeAddressIsSplit(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("a")
		r.Paste("116 Natoma St apt 116, San Francisco, CA 94105")
		r.Shows("Split from what was pasted", "116 Natoma St", "apt 116", "San Francisco", "94105")
		r.Golden("numbers/form-terminal-80x24")
		r.street()
		r.clear()
		r.Type("116 Natoma St apt 9")
		r.Press("tab")
		r.clear()
		r.Shows("unit found: Ctrl-t")
		r.Press("ctrl+t")
		r.Shows("apt 9")
		r.Hides("unit found")
	})
}

func TestOfflineKeepsTheDraftAndSendsNothing(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.fault(sandbox.Fault{Kind: sandbox.Offline, Times: -1})
		r.on(bare)
		r.Press("a")
		r.fill("1 Market St", "", "San Francisco", "CA", "94105", "Alice", "")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("P")
		r.Sleep(time.Minute)
		r.Hides("PROVISIONED")
		r.Shows("nothing was changed", "1 Market St")
		d, err := r.DB.Emergency(t.Context(), bare)
		if err != nil || d.Address.CallerName != "Alice" {
			t.Errorf("the draft is %+v, %v", d, err)
		}
		if n := r.sent(http.MethodPost, "phone_numbers"); n != 0 {
			t.Errorf("%d addresses were sent", n)
		}
	})
}

func TestChargesForAnAddress(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.Control("charges", `{"on":true}`)
		ask(r, "1 Market St", "San Francisco", "CA", "94105")
		r.Shows("This costs money", "e911", "$6.99", "$5.00")
		r.Press("enter")
		if e, has := r.number(bare).Document.E911(); has {
			t.Fatalf("without consent there is %q on file", e.Status)
		}
		r.Sleep(time.Second)
		r.Press("P")
		r.Sleep(time.Second)
		r.Press("A")
		r.Sleep(time.Second)
		r.Shows("PROVISIONED")
	})
}

// An address half typed when the console is closed is offered, and not filled in.
func TestWhatIsHalfTypedOutlivesTheConsole(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("a")
		r.fill("12 Half Typed")
		r.Leave()
		r.console(consoletest.Looks()[0], 80, 24)
		r.on(bare)
		r.Press("a")
		r.Shows("Street  _", "Down: go on with the draft: 12 Half Typed")
	})
}

func TestDraftSurvivesQuitting(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("a")
		r.fill("12 Half Typed")
		r.Sleep(time.Second)
		r.console(consoletest.Looks()[0], 80, 24) // the program is gone without a word
		r.on(bare)
		r.Press("a")
		r.Shows("12 Half Typed", "draft")
		if e, _ := r.number(full).Document.E911(); e.Status != oneuc.StatusProvisioned {
			t.Error("another number was touched")
		}
	})
}
