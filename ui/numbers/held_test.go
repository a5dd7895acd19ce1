package numbers_test

import (
	"testing"
	"time"

	"switchboard/ui/consoletest"
)

// Behind a search stands what the account holds already under the same prefix.
func TestWhatIsHeldForTheAccountIsShown(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.Press("n")
		r.Type("415")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("i")
		r.Sleep(time.Second)
		r.Shows("Held for the account under 415", "+1 415")
	})
}
