package numbers_test

import (
	"os"
	"testing"
	"time"
)

func TestARemovalThatCostsMoneyIsAskedAbout(t *testing.T) {
	inConsole(t, looks[0], 80, 24, func(t *testing.T, r *rig) {
		quote, err := os.ReadFile("../../testdata/oneuc/kazoo_charges_invoices.json")
		if err != nil {
			t.Fatal(err)
		}
		r.wire.quote = quote
		r.on(full)
		r.Press("A")
		r.Sleep(time.Second)
		r.Type("8397")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("This costs money")
		if _, has := r.number(full).Document.E911(); !has {
			t.Fatal("it was removed without consent")
		}
		r.Press("A")
		r.Sleep(time.Second)
		r.Shows("has no 911 address any more")
	})
}

func TestWhatIsFiledElsewhereIsSaid(t *testing.T) {
	inConsole(t, looks[0], 80, 24, func(t *testing.T, r *rig) {
		ask(r, "500 Rural Rd", "San Francisco", "CA", "94105")
		r.Shows("NOT ACTIVE YET", "What is on file is not what you sent", "[PETALUMA]")
		r.Sleep(2 * time.Minute)
		first := r.Frame()
		r.Shows("PROVISIONED")
		r.Sleep(10 * time.Minute)
		r.Press("down")
		if again := r.Frame(); again != first {
			t.Errorf("the card changes while nothing happens:\n%s\n%s", first, again)
		}
	})
}

func TestAChosenPlaceIsNotCalledTyped(t *testing.T) {
	inConsole(t, looks[0], 80, 24, func(t *testing.T, r *rig) {
		ask(r, "55 Loop Rd", "San Francisco", "CA", "94105")
		r.Shows("You typed")
		r.Press("1")
		r.Sleep(time.Second)
		r.Press("P")
		r.Sleep(time.Second)
		r.Shows("round 2", "You chose")
		r.Hides("chosen before", "You typed")
	})
}
