package activations_test

import (
	"strings"
	"testing"
	"time"
)

// An order is made again when its number expires: a person says how often and
// for how much, the row tells how far it has come, and a key stops it.
func TestAnOrderIsMadeAgainWhenItExpires(t *testing.T) {
	inBubble(t, setup{w: 120, h: 40, smsAfter: 24 * time.Hour}, func(r *rig) {
		r.Press("n")
		r.Sleep(time.Second)
		r.choose("acme", "telegram", "uk")
		r.Press("enter")
		r.Sleep(3 * time.Second)
		if r.orders() != 1 {
			t.Fatalf("%d orders were sent\n%s", r.orders(), r.Frame())
		}
		r.Press("A")
		r.Sleep(time.Second)
		r.Shows("How often       3_", "At most in all    dollars; left out, so many times the max price", "the same is ordered again: same", "Enter go on")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("each at most     $0.97", "up to 3 times, at most $2.91 in all", "it expires without a code, while this program runs", "A have it ordered again")
		r.Press("A")
		r.Sleep(time.Second)
		r.Shows("again 0 of 3")
		r.Sleep(21 * time.Minute)
		if r.orders() != 2 {
			t.Fatalf("%d orders were sent\n%s", r.orders(), r.Frame())
		}
		r.Shows("again 1 of 3")
		r.Press("q")
		r.Sleep(time.Second)
		r.Shows("ordered again without a code: quitting ends that")
		r.Press("esc", "g", "A")
		r.Sleep(time.Second)
		if strings.Contains(r.Frame(), "again 1 of 3") {
			t.Errorf("it is not stopped\n%s", r.Frame())
		}
		r.Sleep(21 * time.Minute)
		if r.orders() != 2 {
			t.Errorf("%d orders were sent", r.orders())
		}
	})
}

// What cannot be is said at the field, and nothing is asked.
func TestHowOftenAndForHowMuchIsChecked(t *testing.T) {
	inBubble(t, setup{w: 120, h: 40, smsAfter: 24 * time.Hour}, func(r *rig) {
		r.Press("n")
		r.Sleep(time.Second)
		r.choose("acme", "telegram", "uk")
		r.Press("enter")
		r.Sleep(3 * time.Second)
		r.Press("A", "9", "9", "enter")
		r.Sleep(time.Second)
		r.Shows("How often: a whole number, from 1 to 20")
		r.Press("ctrl+u", "2", "tab", "0", ".", "0", "1", "enter")
		r.Sleep(time.Second)
		r.Shows("is less than the")
		r.Press("A")
		r.Sleep(time.Second)
		if r.desk.Renewals() != 0 {
			t.Error("an amount under one order was taken")
		}
	})
}
