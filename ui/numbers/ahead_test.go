package numbers_test

import (
	"net/http"
	"testing"
	"time"

	"switchboard/ui/consoletest"
)

// What is typed in the same write as the key that leads to a question confirms nothing.
func TestWhatIsTypedAheadConfirmsNothing(t *testing.T) {
	for name, lead := range map[string]func(r *rig){
		"an address": func(r *rig) {
			r.on(full)
			r.Press("a")
			r.fill("1 Market St", "")
			r.Press("enter", "P", "8", "3", "9", "7", "enter")
		},
		"a removal": func(r *rig) {
			r.on(full)
			r.Press("A", "8", "3", "9", "7", "enter")
		},
		"a release": func(r *rig) {
			r.on(full)
			r.Press("x", "8", "3", "9", "7", "enter")
		},
		"a purchase": func(r *rig) {
			r.find("800", "5")
			r.Press("home", "space", "space", "B", "P")
		},
	} {
		t.Run(name, func(t *testing.T) {
			inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
				lead(r)
				r.Sleep(3 * time.Second)
				if n := len(r.wire.Posted()) + r.sent(http.MethodDelete, "") + r.sent(http.MethodPut, "activate"); n != 0 {
					t.Errorf("%d requests that change something were sent\n%s", n, r.Frame())
				}
			})
		})
	}
}
