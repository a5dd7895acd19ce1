package listings_test

import (
	"testing"
	"time"
)

// An account is free and each one is another: what is typed in the same write as
// the key that leads to its form makes none, filled in or not.
func TestWhatIsTypedAheadMakesNoAccount(t *testing.T) {
	for name, keys := range map[string][]string{
		"an empty form":   {"n", "enter"},
		"a form":          {"n", "A", "c", "m", "e", "enter"},
		"with an address": {"n", "A", "tab", "o", "@", "a", ".", "b", "enter", "enter", "enter"},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, setup{w: 100, h: 30, noKey: true}, func(r *rig) {
				r.Press(keys...)
				r.Sleep(time.Minute)
				if n := r.sent("POST", "signup"); n != 0 {
					t.Errorf("%d accounts were asked for\n%s", n, r.Frame())
				}
			})
		})
	}
}
