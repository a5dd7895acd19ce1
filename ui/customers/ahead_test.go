package customers_test

import (
	"testing"
	"time"

	"switchboard/client/sandbox"
)

// What is typed in the same write as the key that leads to a question confirms
// nothing.
func TestWhatIsTypedAheadConfirmsNothing(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("northwind")
		r.Press("b")
		r.Sleep(time.Second)
		r.Type("35")
		r.Press("enter", "A")
		r.Sleep(2 * time.Second)
		r.Press("esc", "esc")
		r.Press("e", "m")
		r.Type("northwind")
		r.Press("enter")
		r.Sleep(2 * time.Second)
		if n := len(r.Changes()); n != 0 {
			t.Errorf("%d requests were sent\n%s", n, r.Frame())
		}
	})
}

// What is typed while a customer is being made belongs to nobody: it makes no
// second one of both words, and no key is dropped without a word.
func TestWhatIsTypedWhileACustomerIsMadeMakesNoOther(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.Latency, MS: 3000, Method: "POST", Path: "/m/customer"})
		r.Press("n")
		r.Sleep(time.Second)
		r.Type("abc")
		r.Press("enter")
		r.Type("def")
		r.Press("enter", "enter")
		r.Shows("The new customer was sent and cannot be stopped.")
		r.Sleep(10 * time.Second)
		r.Shows("▌  abc ")
		r.Hides("abcdef")
		if n := len(r.Changes()); n != 1 {
			t.Errorf("%d requests were sent\n%s", n, r.Frame())
		}
	})
}
