package acceptance

import (
	"strings"
	"testing"
	"time"

	"switchboard/ui/cli"
)

// The balance of the customer whom a number is for opens from the number, in Live and in History; of marked rows it is not
// asked.
func TestTheBalanceOfTheCustomerOfANumber(t *testing.T) {
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Resize(120, 40)
		d.Sleep(20 * time.Second)
		for _, pane := range []string{"1", "3"} {
			d.Press(pane, "home", "b")
			if pane == "1" {
				d.Shows("Balance of acme")
			} else if !strings.Contains(d.Frame(), "Balance of ") {
				t.Errorf("no balance is shown:\n%s", d.Frame())
			}
			d.Press("esc", "space", "b")
			d.Shows("Rows are marked, and this is for one customer")
			d.Press("esc")
			d.Hides("Rows are marked") // it spoke of the marks, and went with them
			d.Press("esc")
		}
	})
}
