package listings_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/store/act"
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

// What is pressed after a number was proved is meant for that number.
func TestTheCursorGoesToWhatWasProved(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.pick("+14155550142")
		r.ask("+1 415 555 0167")
		r.answerCode()
		r.Sleep(2 * time.Second)
		r.Shows("» Profile")
		r.Press("esc", "esc")
		r.Shows("▌  +1 415 555 0167")
		r.Press("e")
		r.Sleep(time.Second)
		r.Shows("+1 415 555 0167")
		r.Hides("555 0142:")
	})
}

// A code that the service did not take is awaited no more: whoever comes back begins with the
// number, and one that may still be good is gone on with.
func TestACodeThatWasRefusedIsNotAwaited(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.ask(newNumber)
		r.Press("esc")
		r.Sleep(2 * time.Minute)
		r.Press("n")
		r.Sleep(time.Second)
		r.Shows("A code was asked for +1 415 555 0167")
		r.Type("000000")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("Only a few tries are allowed")
		r.Press("esc")
		r.Sleep(time.Second)
		r.Press("n")
		r.Sleep(time.Second)
		r.Shows("+14155550167")
		r.Hides("A code was asked for")
		before := r.sent("POST", "verify-phone/start")
		r.Press("enter") // in the number's field it asks for another
		r.Sleep(time.Second)
		if n := r.sent("POST", "verify-phone/start") - before; n != 1 {
			t.Errorf("%d codes were asked for:\n%s", n, r.Frame())
		}
	})
}

// A number that was proved elsewhere while its code was awaited here asks for no code.
func TestANumberThatWasProvedElsewhereAwaitsNoCode(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.ask(newNumber)
		otp := codeOnScreen.FindStringSubmatch(r.Frame())
		r.Press("esc")
		r.Sleep(time.Second)
		if _, err := r.Engine.Do(r.T.Context(), act.Prove{Number: newNumber, Code: otp[1]}, act.None()); err != nil {
			t.Fatal(err)
		}
		r.Sleep(time.Second)
		r.pick("+14155550142") // which is online
		r.Press("n")
		r.Sleep(time.Second)
		r.Hides("A code was asked for")
	})
}
