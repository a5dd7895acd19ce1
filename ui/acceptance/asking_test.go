package acceptance

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/cli"
)

// order opens the order sheet with everything but the last Enter given.
func (d *desk) order(customer, service, country string) {
	d.Press("1", "n")
	for _, s := range []string{customer, service, country} {
		d.Type(s)
		d.Press("enter")
		d.Sleep(time.Second)
	}
}

// orders counts the orders that were sent since the last call.
func (d *desk) orders() int {
	n := 0
	for _, s := range d.Changed() {
		if strings.HasPrefix(s, "POST ") && strings.HasSuffix(s, "/activation") {
			n++
		}
	}
	return n
}

// What was typed for something else does not answer a sheet: keys within
// 350 ms of its opening or of the focus coming back confirm nothing.
func TestQuickKeysConfirmNothing(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Press("1")
		d.order("acme", "telegram", "united kingdom")
		d.Send(tea.BlurMsg{})
		d.Send(tea.FocusMsg{})
		d.Press("enter")
		d.Sleep(300 * time.Millisecond)
		d.Press("enter")
		d.Sleep(time.Second)
		if n := d.orders(); n > 0 {
			t.Errorf("%d orders were sent by keys as the window came back", n)
		}
		d.Press("enter")
		d.Sleep(2 * time.Second)
		if n := d.orders(); n != 1 {
			t.Errorf("Enter sent %d orders:\n%s", n, d.Frame())
		}
		d.Press("N", "enter", "enter", "enter")
		d.Sleep(300 * time.Millisecond)
		d.Press("enter")
		d.Sleep(2 * time.Second)
		if n := d.orders(); n > 0 {
			t.Errorf("%d orders were sent by the keys that followed N at once", n)
		}
		d.Press("esc", "esc", "2", "b")
		d.Sleep(time.Second)
		if !strings.Contains(d.Frame(), "╭") {
			t.Errorf("b opens nothing:\n%s", d.Frame())
		}
	})
}

// A sheet with a capital takes the capital alone: Enter and Esc do nothing,
// and a paste is not read as keys.
func TestPastesAndEnterConfirmNothing(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		d.Press("2", "b")
		d.Sleep(time.Second)
		d.Type("+5")
		d.Press("enter")
		d.Settle()
		d.Press("A") // at once: it was meant for something else
		d.Sleep(time.Second)
		d.Shows("Add $5.00 to acme")
		d.Paste("yes\nD\nA\nC\n")
		d.Press("enter")
		d.Sleep(time.Second)
		if sent := d.Changed(); len(sent) > 0 {
			t.Errorf("%q was sent", sent)
		}
		d.Press("esc", "esc", "5", "x")
		d.Sleep(time.Second)
		frame := d.Frame()
		if !strings.Contains(frame, "last four") {
			t.Errorf("releasing does not ask for the last four:\n%s", frame)
		}
		d.Paste("1422")
		d.Shows("a paste is not taken")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("that does not match: nothing was done")
		if sent := d.Changed(); len(sent) > 0 {
			t.Errorf("%q was sent", sent)
		}
	})
}
