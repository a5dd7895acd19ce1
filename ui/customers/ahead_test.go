package customers_test

import (
	"testing"
	"time"
)

// What is typed in the same write as the key that leads to a question confirms
// nothing, and an Enter held through a form makes one customer.
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
