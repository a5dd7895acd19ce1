package numbers_test

import (
	"cmp"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"switchboard/ui/consoletest"
)

func TestARemovalThatCostsMoneyIsAskedAbout(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		quote, err := os.ReadFile("../../testdata/oneuc/kazoo_charges_invoices.json")
		if err != nil {
			t.Fatal(err)
		}
		r.wire.Quote(string(quote))
		r.on(full)
		r.Press("A")
		r.Sleep(time.Second)
		r.Type("8397")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("This costs money")
		if _, has := r.number(full).Document.E911(); !has {
			t.Fatal("it was removed without consent")
		}
		r.Sleep(time.Second)
		r.Press("A")
		r.Sleep(time.Second)
		r.Shows("has no 911 address any more")
	})
}

func TestWhatIsFiledElsewhereIsSaid(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		ask(r, "500 Rural Rd", "San Francisco", "CA", "94105")
		r.Shows("NOT ACTIVE YET", "What is on file is not what you sent", "[PETALUMA]")
		r.Sleep(2 * time.Minute)
		first := r.Frame()
		r.Shows("PROVISIONED")
		r.Sleep(10 * time.Minute)
		if again := r.Frame(); again != first {
			t.Errorf("the card changes while nothing happens:\n%s\n%s", first, again)
		}
	})
}

func TestAChosenPlaceIsNotCalledTyped(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		ask(r, "55 Loop Rd", "San Francisco", "CA", "94105")
		r.Shows("You typed")
		r.Press("1")
		r.Sleep(time.Second)
		r.Press("P")
		r.Sleep(time.Second)
		r.Shows("round 2", "You chose")
		r.Hides("chosen before", "You typed")
	})
}

func TestAnAddressOfAnotherNumberIsOfferedAndNotFilledIn(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("a")
		r.Shows("Down: use the address of +1 ")
		r.Hides("SAN FRANCISCO")
		r.Press("enter")
		r.Shows("Street must have")
		r.Press("esc")
		r.on(bare)
		r.Press("a", "down")
		r.Shows("SAN FRANCISCO", "CA")
		r.Hides("Down: use")
		r.Type("9 Elm St") // the first letter replaces what was put there
		r.Shows("9 Elm St_")
		r.Press("tab", "end")
		r.Type("x")
		if n := len(r.wire.Posted()); n != 0 {
			t.Errorf("%d addresses were sent", n)
		}
	})
}

func TestADraftIsOfferedAndNotFilledIn(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(full)
		r.Press("a")
		r.fill("12 Half Typed")
		r.Press("esc")
		r.on(full)
		r.Press("a")
		r.Shows("116 NATOMA ST", "Down: go on with the draft: 12 Half Typed")
		r.Press("down")
		r.Shows("12 Half Typed")
	})
}

func TestAnUnsurePasteIsAskedAbout(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("a")
		r.Press("tab", "tab", "tab", "tab", "tab")
		r.Type("Acme Plumbing")
		r.Press("tab", "tab")
		r.Paste("Tom Okafor, (312) 555-0148, 116 Natoma St, 305, San Francisco, CA 94105")
		r.Shows("116 Natoma St", "Not certain:", "may be a unit", "Acme Plumbing", "look at each marked field", "Left out: (312) 555-0148")
		r.Hides("Tom Okafor")
		if at := r.at(); at != "Unit" {
			t.Errorf("the cursor is on %q", at)
		}
		r.Golden("numbers/unsure-terminal-80x24")
		r.Press("enter")
		r.Shows("What responders will see", "! Not certain:", "may be a unit")
		r.Press("esc")
		r.Type("Apt 305")
		r.Press("enter")
		r.Shows("What responders will see")
		r.Hides("Not certain")
		r.Press("esc")
		r.Press("tab", "tab", "tab", "tab", "tab", "tab")
		r.Paste("1 Market St Suite 4, San Francisco, CA 94105")
		r.Shows("Apt 305", "1 Market St", "you typed Apt 305")
	})
}

// The name on file gives way to one that is written with the address, and what was typed does not.
func TestAPastedNameGoesBeforeTheOneOnFile(t *testing.T) {
	for _, typed := range []string{"", "Acme Plumbing"} {
		inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
			r.on(full)
			r.Press("a")
			r.Sleep(time.Second)
			if typed != "" {
				r.street()
				r.Press("tab", "tab", "tab", "tab", "tab")
				r.clear()
				r.Type(typed)
			}
			r.street()
			r.Paste("Name: Tom Okafor\nStreet: 116 Natoma St\nCity: San Francisco\nState: CA\nZip: 94105")
			r.Shows(cmp.Or(typed, "Tom Okafor"), "116 Natoma St")
			if typed != "" {
				r.Shows("Left out: Tom Okafor")
			}
		})
	}
}

func TestAUnitOfTheAddressBeforeIsSaid(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("a")
		r.Paste("116 Natoma St Apt 116, San Francisco, CA 94105")
		r.Hides("of the address before")
		r.street()
		r.Type("1 Market St")
		r.Shows("of the address before")
		r.Press("tab", "tab", "tab", "tab", "tab")
		r.Type("Acme Plumbing")
		r.Press("enter")
		r.Shows("What responders will see", `The unit "Apt 116" is that of the address before`)
		r.Press("esc")
		r.street()
		r.Press("tab", "end", "ctrl+u", "enter")
		r.Shows("1 MARKET ST")
		r.Hides("of the address before", "APT 116")
	})
}

// What differs in a place is marked in colour also in the row under the cursor.
func TestThePlaceUnderTheCursorKeepsItsColours(t *testing.T) {
	inConsole(t, consoletest.Look{Theme: "dark"}, 80, 24, func(t *testing.T, r *rig) {
		ask(r, "1 Main", "Austin", "TX", "78701")
		r.Shows("1  1 MAIN [ST]")
		for _, l := range strings.Split(r.Painted(), "\n") {
			if strings.Contains(ansi.Strip(l), "1  1 MAIN [ST]") && strings.Contains(l, "1  1 MAIN [ST]") {
				t.Errorf("it is drawn in one colour: %q", l)
			}
		}
	})
}

// What responders will see is whole in a narrow window: the unit of a long street goes on beneath.
func TestALongAddressIsReviewedWhole(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 40, 24, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("a")
		r.street()
		r.Type("12345 Northwest Martin Luther King Boulevard")
		r.Press("tab")
		r.Type("Suite 4400")
		r.Press("tab")
		r.Type("San Francisco")
		r.Press("tab")
		r.Type("CA")
		r.Press("tab")
		r.Type("94105")
		r.Press("tab")
		r.Type("Acme Plumbing")
		r.Press("enter")
		r.Shows("What responders will see")
		said := strings.Join(strings.Fields(r.Frame()), " ")
		if !strings.Contains(said, "BOULEVARD SUITE 4400") || !strings.Contains(said, "NORTHWEST MARTIN LUTHER KING") {
			t.Errorf("the review is cut:\n%s", r.Frame())
		}
	})
}
