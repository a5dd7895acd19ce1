package acceptance

import (
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/ui/acceptance/whole"
	"switchboard/ui/cli"
	"switchboard/ui/wiring"
)

// ordered gives how many orders the sandbox was sent since the last call.
func (d *desk) ordered() int {
	n := 0
	for _, q := range d.Changed() {
		if strings.HasPrefix(q, "POST ") && strings.HasSuffix(q, "/activation") {
			n++
		}
	}
	return n
}

// three writes the words of an order, each followed by Enter.
func (d *desk) three(words ...string) {
	d.Press("n")
	d.Sleep(2 * time.Second)
	for _, word := range words {
		d.slowly(word)
		d.Press("enter")
		d.Sleep(2 * time.Second)
	}
}

// back goes to an earlier line of the order.
func (d *desk) back(lines int) {
	for range lines {
		d.Press("shift+tab")
	}
	d.Sleep(time.Second)
}

// What the README says about ordering is done here as it stands there, with customer_pays set to something of the person's own.
func TestOrderingAsTheReadmeSays(t *testing.T) {
	places := whole.Places(t)
	if err := os.WriteFile(places.Config, []byte("customer_pays = \"cost + 20 %\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := wiring.At(places)
	synctest.Test(t, func(t *testing.T) {
		open(t, p, cli.Flags{}, func(d *desk) {
			d.Sleep(90 * time.Second) // the notices of the start are gone
			d.Changed()
			d.threeWords()
			d.whoPays()
			d.severalAndPresets()
		})
		synctest.Wait()
	})
}

// A few letters of each and an Enter; the line Order says it all; one more Enter does it.
func (d *desk) threeWords() {
	d.three("acm", "telegr", "germ")
	d.Shows("Enter orders Telegram, Germany, for acme: at most $", "Customer pays  cost + 20 %", "cheaper", "better")
	if n := d.ordered(); n != 0 {
		d.T.Fatalf("%d orders were sent before Enter on the line Order", n)
	}
	d.Press("enter")
	d.Sleep(3 * time.Second)
	d.Shows("Ordered +49")
	if n := d.ordered(); n != 1 {
		d.T.Errorf("%d orders were sent for one Enter", n)
	}
}

// A change of what the customer pays is for one order and takes a capital; * on its line saves it for that customer alone.
func (d *desk) whoPays() {
	d.three("acme", "telegram", "germany")
	d.back(2)
	d.Press("right")
	d.Sleep(time.Second)
	d.Shows("max price +")
	d.Press("right")
	d.Sleep(time.Second)
	d.Shows("fixed price")
	d.Press("left")
	d.slowly("40")
	d.Press("enter")
	d.Sleep(2 * time.Second)
	d.Shows("acme usually pays cost + 20 %. This order has max price + 40 %.", "O orders")
	d.Press("enter")
	d.Sleep(time.Second)
	if n := d.ordered(); n != 0 {
		d.T.Errorf("%d orders were sent without the capital letter", n)
	}
	d.Press("O")
	d.Sleep(3 * time.Second)
	if n := d.ordered(); n != 1 {
		d.T.Errorf("%d orders were sent for the capital letter", n)
	}
	d.three("acme", "telegram", "germany")
	d.Shows("Customer pays  cost + 20 %")
	d.back(2)
	d.Press("right")
	d.slowly("30")
	d.Press("*")
	d.Sleep(2 * time.Second)
	d.Shows("acme has a price of its own: max price + 30 %.")
	d.Press("esc")
	d.three("bluekite", "telegram", "germany")
	d.Shows("Customer pays  cost + 20 %")
	d.Press("esc")
	d.three("acme", "telegram", "germany")
	d.Shows("Customer pays  max price + 30 %")
	d.Press("esc")
	d.Sleep(time.Second)
}

// Several are attempts of their own; a preset brings the three words at once, and is forgotten where it stands.
func (d *desk) severalAndPresets() {
	d.three("bluekite", "telegram", "germany")
	d.back(4)
	d.Press("right")
	d.Sleep(time.Second)
	d.Shows("How many  < 2_ >")
	d.Press("tab", "tab", "tab", "tab")
	d.Sleep(time.Second)
	d.Press("*")
	d.Sleep(time.Second)
	d.Press("ctrl+u")
	d.slowly("vip")
	d.Press("enter")
	d.Sleep(2 * time.Second)
	d.Shows("Saved as the preset vip.")
	d.Press("enter")
	d.Sleep(5 * time.Second)
	if n := d.ordered(); n != 2 {
		d.T.Errorf("%d orders were sent for two", n)
	}
	if status, _, errs := d.Run("order", "--preset", "vip", "--yes"); status != cli.OK {
		d.T.Errorf("order --preset ended with %d: %s", status, errs)
	}
	if status, _, errs := d.Run("order", "--preset", "vip", "--customer", "acme", "--max", "0.60", "--yes"); status != cli.OK {
		d.T.Errorf("order --preset --customer ended with %d: %s", status, errs)
	}
	if n := d.ordered(); n != 2 {
		d.T.Errorf("%d orders were sent by two commands", n)
	}
	d.Press("esc", "n")
	d.Sleep(2 * time.Second)
	d.Shows("vip")
	d.Press("*")
	d.Sleep(2 * time.Second)
	d.Shows("The preset vip is forgotten.")
	d.Press("esc")
}
