package numbers_test

import (
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/consoletest"
)

// The numbers for which a place has to be chosen are gone through with one key.
func TestTheQueueOfChoices(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 120, 40, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("Q")
		r.Shows("No address waits for a choice")
		typed := oneuc.E911{CallerName: "Michel Mabel", StreetAddress: "1 Main", Locality: "Austin", Region: "TX", PostalCode: "78701"}
		a, b := typed, typed
		a.StreetAddress, b.StreetAddress = "1 MAIN ST", "1 MAIN AVE"
		b.PostalCode = "78704"
		for i, n := range []phone.E164{bare, "+12065551422"} {
			d := store.EmergencyDraft{Address: typed, Candidates: []oneuc.E911{a, b}, Round: 1}
			if err := r.DB.PutEmergency(t.Context(), time.Now().Add(time.Duration(i)*time.Minute), n, d); err != nil {
				t.Fatal(err)
			}
		}
		r.Sleep(2 * time.Second)
		r.Press("Q", "2", "1", "enter") // the places are on the screen for no time yet
		r.Shows("+1 415 523 4712: 2 possible places", "1 MAIN [AVE]", "Too early: 2 1 Enter were not taken")
		r.Sleep(time.Second)
		r.Press("1")
		r.Sleep(time.Second)
		r.Press("P")
		r.Sleep(5 * time.Second)
		r.Shows("next choice, 1 left")
		r.Press("n", "2")
		r.Sleep(time.Second)
		r.Shows("+1 206 555 1422: 2 possible places")
	})
}
