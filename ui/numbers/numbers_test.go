package numbers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/sandbox"
	"switchboard/ui/consoletest"
)

var sizes = [][2]int{{40, 8}, {80, 24}, {120, 40}}

// everywhere runs test at each size, in one look each.
func everywhere(t *testing.T, test func(t *testing.T, r *rig, golden func(name string))) {
	for i, size := range sizes {
		l := consoletest.Looks()[i]
		inConsole(t, l, size[0], size[1], func(t *testing.T, r *rig) {
			test(t, r, func(name string) { r.Golden(fmt.Sprintf("numbers/%s-%s-%dx%d", name, l, size[0], size[1])) })
		})
	}
}

// find searches for numbers.
func (r *rig) find(prefix, many string) {
	r.Press("n")
	r.clear()
	r.Type(prefix)
	r.Press("tab")
	r.clear()
	r.Type(many)
	r.Press("enter")
	r.Sleep(time.Second)
}

func TestEveryViewIsDrawn(t *testing.T) {
	everywhere(t, func(t *testing.T, r *rig, golden func(string)) {
		r.on(full)
		golden("owned")
		r.find("503", "10")
		golden("find")
		r.Press("home", "space", "space", "space", "space", "space", "space", "space")
		r.Press("right")
		golden("basket")
		r.Press("B")
		golden("buy")
		r.readOn()
		r.Sleep(time.Second)
		r.Press("P")
		r.Sleep(3 * time.Second)
		golden("results")
	})
}

func TestPurchaseEndsInTheTruth(t *testing.T) {
	for _, shape := range []string{"a", "b", "c"} {
		inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
			r.Control("shape", `{"shape":"`+shape+`"}`)
			r.find("503", "10")
			r.Press("home", "down", "down", "space", "space", "space", "space", "space") // the third to the seventh, which its carrier refuses
			r.Press("B")
			r.Sleep(time.Second)
			r.Press("p", "b")
			r.Paste("P")
			r.Shows("does not quote a price")
			if n := r.sent(http.MethodPut, "activate"); n != 0 {
				t.Fatalf("%d purchases were sent before P", n)
			}
			r.Press("P")
			r.Sleep(5 * time.Second)
			r.Shows("0 of 5 bought", "carrier fault", "5 not bought") // without consent one fault stops all
			r.Press("esc", "right", "down", "down", "down", "down")
			r.Shows("5 in the basket")
			r.Press("x") // the faulty one is taken out; the others are bought
			r.Press("B")
			r.Sleep(time.Second)
			r.Press("P")
			r.Sleep(5 * time.Second)
			r.Shows("4 of 4 bought")
			r.Press("esc")
			r.Shows("The basket is empty", "64 owned")
			if n := r.sent(http.MethodPut, "activate"); n != 2 {
				t.Errorf("shape %s: %d purchases were sent", shape, n)
			}
		})
	}
}

func TestLostAnswerToAPurchaseIsSettledByReading(t *testing.T) {
	for kind, want := range map[sandbox.Kind][]string{
		sandbox.LostAnswer: {"2 of 2 bought"}, sandbox.Reset: {"0 of 2 bought", "2 not bought", "still for sale"},
	} {
		inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
			r.find("503", "5")
			r.Press("home", "space", "space", "B")
			r.Sleep(time.Second)
			r.fault(sandbox.Fault{Kind: kind, Path: "collection/activate"})
			r.Press("P")
			r.Sleep(time.Second)
			r.Shows("2 being checked", "nothing is sent twice")
			r.Sleep(4 * time.Minute)
			r.Shows(want...)
			if n := r.sent(http.MethodPut, "activate"); n != 1 {
				t.Errorf("%s: %d purchases were sent", kind, n)
			}
		})
	}
}

func TestChargesAreShownBeforeAnythingIsBought(t *testing.T) {
	everywhere(t, func(t *testing.T, r *rig, golden func(string)) {
		r.find("800", "5")
		r.Press("home", "space", "space", "B")
		r.Sleep(time.Second)
		r.readOn()
		r.Press("P")
		r.Sleep(2 * time.Second)
		golden("charges")
		r.readOn()
		r.Press("enter")
		r.Sleep(time.Second)
		if list, _ := r.DB.Numbers(t.Context()); len(list) != 60 {
			t.Fatalf("%d numbers without consent", len(list))
		}
		r.Press("B")
		r.Sleep(time.Second)
		r.readOn()
		r.Press("P")
		r.Sleep(2 * time.Second)
		r.readOn()
		r.Press("A")
		r.Sleep(2 * time.Second)
		r.Shows("2 of 2 bought")
	})
}

func TestHundredNumbersCanBeFollowed(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.Control("charges", `{"on":true}`)
		r.Control("credit", `{"cents":10000000}`)
		r.find("503", "100")
		r.Press("ctrl+a", "B")
		r.Sleep(time.Second)
		r.Shows("Buy 100 numbers", "and 95 more")
		r.Press("P")
		r.Sleep(2 * time.Second)
		if strings.Contains(r.Frame(), "This costs money") {
			r.Press("A")
		}
		r.Sleep(200 * time.Millisecond)
		r.Sleep(10 * time.Minute)
		r.Press("left", "right")
		list, err := r.DB.OpenIntents(t.Context())
		if err != nil || len(list) != 0 {
			t.Errorf("%d purchases are still open, %v", len(list), err)
		}
	})
}

func TestOldSearchIsRepeatedBeforeBuying(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.find("503", "5")
		r.Press("home", "space")
		r.Sleep(11 * time.Minute)
		r.Press("B")
		r.Sleep(time.Second)
		if n := r.sent(http.MethodGet, "/v2/phone_numbers"); n != 2 {
			t.Errorf("%d searches were made", n)
		}
		r.Press("P")
		r.Sleep(2 * time.Second)
		r.Shows("1 of 1 bought")
	})
}

func TestBasketSurvivesQuitting(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.find("503", "5")
		r.Press("home", "space", "space")
		r.console(consoletest.Looks()[0], 80, 24)
		r.Shows("2 in the basket")
	})
}

func TestMisreadingIsShownAsTyped(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.Press("n")
		r.Type("41234567")
		r.Shows("41234567 is read as +41 234 567, Switzerland !")
		r.clear()
		r.Type("4123456789")
		r.Shows("4123456789 is read as +1 412 345 6789")
		r.clear()
		r.Type("41")
		r.Press("enter")
		r.Shows("prefix must be 3 to 10 digits")
		if n := r.sent(http.MethodGet, "/v2/phone_numbers"); n != 0 {
			t.Errorf("%d searches were made", n)
		}
	})
}

// readOn goes to the end of what is asked, where a small window cannot hold it.
func (r *rig) readOn() {
	for range 20 {
		r.Press("down")
	}
	r.Sleep(time.Second)
}

func TestReleaseIsTyped(t *testing.T) {
	everywhere(t, func(t *testing.T, r *rig, golden func(string)) {
		r.on(full)
		r.Press("x")
		r.Sleep(time.Second)
		golden("release")
		r.readOn()
		r.Press("enter", "enter", "y")
		r.Paste("8397")
		r.Press("enter")
		if n := r.sent(http.MethodDelete, ""); n != 0 {
			t.Fatalf("%d releases were sent", n)
		}
		r.Press("backspace")
		r.Type("8397")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("is released")
		if _, err := r.DB.Number(t.Context(), full); err == nil {
			t.Error("it is still listed")
		}
	})
}

func TestPropertiesAreCheckedAndKeepTheAddress(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(full)
		r.Press("e")
		r.Sleep(time.Second)
		r.Shows("ACME PLUMB", "10 of 15")
		r.clear()
		r.Type("SIXTEEN LETTERS!")
		r.Shows("16 of 15: too long")
		r.Press("enter")
		r.Shows("caller name must have 1 to 15 characters")
		if n := len(r.wire.Posted()); n != 0 {
			t.Fatalf("%d changes were sent", n)
		}
		r.Golden("numbers/properties-terminal-80x24")
		r.Press("backspace", "enter")
		r.Sleep(time.Second)
		r.Shows("SIXTEEN LETTERS", "is changed")
		d := r.number(full).Document
		if e, _ := d.E911(); e.Status != oneuc.StatusProvisioned || !strings.Contains(e.Line(), "116 NATOMA ST") {
			t.Errorf("the address is %q, %q now", e.Line(), e.Status)
		}
	})
}

func TestPortingIsShownAndEdited(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on("+12135550190")
		r.Press("e")
		r.Sleep(time.Second)
		for range 3 {
			r.Press("tab")
		}
		r.Shows("Harbor Telecom", "Northwind LLC")
		r.Press("end")
		r.Type(" Inc")
		r.Press("enter")
		r.Sleep(time.Second)
		p, _ := r.number("+12135550190").Document.Porting()
		if p.ServiceProvider != "Harbor Telecom Inc" || p.BillingName != "Northwind LLC" || len(p.Comments) != 1 {
			t.Errorf("the porting facts are %+v", p)
		}
	})
}

func TestOnePageTellsWhatIsKnown(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 120, 40, func(t *testing.T, r *rig) {
		r.on(full)
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("LINES", "116 NATOMA ST", "ACME PLUMB", "TRUST", "Not listed", "SMS", "No activation of this number")
		r.Press("esc")
		r.Hides("Not listed")
		r.Press("N")
		if len(r.board.numbers) != 1 || r.board.numbers[0] != full {
			t.Errorf("put online: %v", r.board.numbers)
		}
	})
}

func TestFilterAndFavourites(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.Press("/")
		r.Type("415 address:missing")
		r.Press("enter")
		r.Shows("523 4712")
		r.Hides("233 8397")
		r.Press("esc")
		for written, shows := range map[string]string{"cnam:acmé": "ACME PLUMB", "cnam:plumb": "ACME PLUMB", "cnam:=plumb": "0 of "} {
			r.Press("/")
			r.Type(written)
			r.Press("enter")
			r.Shows(shows)
			r.Press("esc")
		}
		r.on("+18005550111")
		r.Press("*")
		r.Sleep(time.Second)
		r.Press("home")
		lines := strings.Split(r.Frame(), "\n")
		if !strings.Contains(lines[5], "800 555 0111") {
			t.Errorf("a favourite is not on top: %q", lines[5])
		}
	})
}

func TestAnUnownedNumberCannotBeChanged(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		for _, n := range []phone.E164{"+12135550177", "+442079460958"} {
			r.on(n)
			r.Press("a")
			r.Hides("911 address for")
		}
		r.on("+12135550177") // aging
		r.Press("x", "e")
		r.Hides("last four digits", "Properties of")
		if n := len(r.wire.Posted()) + r.sent(http.MethodDelete, ""); n != 0 {
			t.Errorf("%d requests were sent", n)
		}
	})
}
