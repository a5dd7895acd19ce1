package listings_test

import (
	"strings"
	"testing"
	"time"
)

// Codes are text: one that begins with a zero proves a number.
func TestACodeWithALeadingZero(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.Press("n")
		for _, n := range []string{"+14155550171", "+14155550172", "+14155550173"} {
			r.Type(n)
			r.Press("enter")
			r.Sleep(time.Second)
			otp := codeOnScreen.FindStringSubmatch(r.Frame())
			if otp == nil {
				t.Fatal(r.Frame())
			}
			if strings.HasPrefix(otp[1], "0") {
				r.Type(otp[1])
				r.Press("enter")
				r.Sleep(time.Second)
				r.Shows("» Profile")
				return
			}
			r.Press("tab", "end", "ctrl+u") // the number's field again
		}
		t.Error("no code began with a zero")
	})
}

// Enter on the empty field of the code asks for nothing.
func TestAnEmptyCodeMakesNoCall(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.Press("n")
		r.Type("+1 415 555 0167")
		r.Press("tab", "tab", "enter")
		r.Sleep(time.Second)
		r.Shows("No code was asked for yet")
		if n := r.sent("POST", "verify-phone/start"); n != 0 {
			t.Error("a code was asked for")
		}
		r.Press("shift+tab", "enter")
		r.Sleep(time.Second)
		before := len(r.World.Requests())
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("Type the code first.")
		if n := len(r.World.Requests()); n != before {
			t.Errorf("%d calls were made for an empty code", n-before)
		}
	})
}
