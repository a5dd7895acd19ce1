package numbers_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/ui/consoletest"
)

// A whole address that is typed into the street is spread over the fields by Enter, whatever stood in them: it is
// not sent as a street of the city on file. Where what was typed beside it says something else it is asked about.
func TestAWholeAddressThatIsTypedIsSplit(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 120, 40, func(t *testing.T, r *rig) {
		r.on(full)
		r.Press("a")
		r.Sleep(time.Second)
		r.Type("88 beale st suite 210, oakland, ca 94607")
		r.Shows("! a whole address: Enter spreads it over the fields")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("Split from what was typed: look at each field.", "suite 210", "oakland", "94607")
		if s := r.Frame(); strings.Contains(s, "What responders will see") || strings.Contains(s, "! of the address before") {
			t.Errorf("it is not shown in its fields first:\n%s", s)
		}
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("What responders will see", "88 BEALE ST  SUITE 210", "OAKLAND  CA  94607")
		r.Press("esc")
		r.Press("tab", "tab")
		r.Type("Emeryville")
		r.Press("up", "up")
		r.Type("88 beale st, oakland, ca 94607")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("Not certain: look at each marked field.", `holds "oakland", beside it stands "Emeryville"`)
		if n := r.sent(http.MethodPost, ""); n != 0 {
			t.Errorf("%d addresses were sent", n)
		}
	})
}

// A review that is left and come back to is read anew, though it says what it said before.
func TestAReviewThatIsOpenedAgainIsReadAgain(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 120, 40, func(t *testing.T, r *rig) {
		r.address(bare, "1 Market St", "San Francisco", "CA", "94105")
		r.Sleep(time.Second)
		r.Press("esc")
		r.Frame()
		r.Press("enter")
		r.Shows("What responders will see")
		r.Press("P")
		if n := len(r.wire.Posted()); n != 0 {
			t.Fatalf("%d addresses were sent before the review could be read again", n)
		}
		r.Shows("What responders will see")
		r.Sleep(time.Second)
		r.Press("P")
		r.Sleep(time.Second)
		r.Shows("PROVISIONED")
	})
}
