package acceptance

import (
	"strings"
	"testing"
	"time"

	"switchboard/ui/cli"
)

// What people call an act leads to it from every pane.
func TestThePaletteKnowsOrdinaryWords(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Resize(120, 40)
		for words, act := range map[string]string{
			"credit": "Customers: balance", "top up": "Customers: balance", "pay": "Customers: balance", "add money": "Customers: balance", "withdraw": "Customers: balance",
			"buy": "Live: order", "purchase": "Live: order", "rent": "Live: order", "cart": "Numbers: find", "stop": "Live: close", "cancel": "Live: close",
			"block": "Customers: status", "pause": "Customers: status", "suspend": "Customers: status", "refund": "History: report", "complain": "Live: report",
			"delete": "Customers: mark for deletion", "clipboard": "copy code", "otp": "copy code", "second": "Live: another SMS", "resend": "Live: another SMS",
			"invoice": "Customers: statement", "emergency": "Numbers: 911 address", "caller id": "Numbers: properties", "favourite": "Live: keep on top",
			"download": "History: export", "excel": "History: export", "comment": "Live: note and tags", "verify": "Listings: put a number online", "checkout": "Listings: payment link",
			"errors": "problems", "preferences": "settings", "dark": "theme", "silent": "mute for an hour", "exit": "quit", "upload": "import a CSV file",
			"hide": "private mode", "alert": "price watches", "price": "prices by country or service", "prices": "prices by country or service",
			"country": "prices by country or service", "cost": "prices by country or service",
		} {
			d.Press("1", ":")
			d.Type(words)
			d.Sleep(100 * time.Millisecond)
			if !strings.Contains(d.Frame(), act) {
				t.Errorf("%q does not lead to %q:\n%s", words, act, d.Frame())
			}
			d.Press("esc", "esc")
		}
	})
}

// An act of another pane opens there, where it is written into; of any other its pane is shown and its key is told.
func TestThePaletteGoesToThePaneOfAnAct(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Press("1", ":")
		d.Type("top up")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("Balance of")
		d.Press("esc", "1", ":")
		d.Type("freeze")
		d.Sleep(100 * time.Millisecond)
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("This is Customers. Press e: status", "[All]")
	})
}
