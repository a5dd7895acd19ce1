package acceptance

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/sandbox"
	"switchboard/ui/cli"
	"switchboard/ui/consoletest"
)

// scenes are what is looked at as pictures, and what leads there from the scene before.
var scenes = []struct {
	name string
	do   func(*desk)
}{
	{"live", presses("1")}, {"customers", presses("2")}, {"history", presses("3")}, {"listings", presses("4")}, {"numbers", presses("5")},
	{"911", (*desk).severalPlaces}, {"insights", presses("esc", "esc", "6")}, {"log", presses("7")}, {"big", presses("1", "v")},
	{"order", (*desk).halfAnOrder}, {"prices", (*desk).marketOfTelegram}, {"help", presses("esc", "esc", "?")}, {"palette", presses("esc", ":")}, {"settings", presses("esc", "esc", ",")},
	{"problems", (*desk).trouble},
}

func presses(keys ...string) func(*desk) { return func(d *desk) { d.Press(keys...) } }

// slowly writes one letter after the other, as a person does.
func (d *desk) slowly(s string) {
	for _, r := range s {
		d.Press(string(r))
		d.Sleep(100 * time.Millisecond)
	}
}

// severalPlaces is a 911 address that fits three places.
func (d *desk) severalPlaces() {
	d.Press("a")
	d.Sleep(time.Second)
	for _, field := range []string{"200 MARKET ST", "", "SAN FRANCISCO", "CA", "94105", "Acme Plumbing"} {
		d.slowly(field)
		d.Press("tab")
	}
	d.Press("enter")
	d.Sleep(time.Second)
	d.Press("P")
	d.Sleep(2 * time.Second)
}

// halfAnOrder is an order that lacks its last word.
func (d *desk) halfAnOrder() {
	d.Press("esc", "n")
	d.Sleep(2 * time.Second)
	d.slowly("acme")
	d.Press("enter")
	d.slowly("telegram")
	d.Press("enter")
	d.slowly("united")
}

// marketOfTelegram is what Telegram costs, country by country.
func (d *desk) marketOfTelegram() {
	d.Press("esc", "esc", "1", "p", "p")
	d.Sleep(time.Second)
	d.slowly("telegram")
	d.Press("enter")
	d.Sleep(time.Second)
}

// trouble is a day on which two providers fail at once.
func (d *desk) trouble() {
	d.Press("esc", "esc", "1")
	d.fault(sandbox.Fault{Provider: "sms", Kind: sandbox.Offline, Times: -1})
	d.fault(sandbox.Fault{Provider: "lines", Kind: sandbox.Status, Status: 503, Times: -1})
	d.Sleep(3 * time.Minute)
	d.Press("!")
}

// With -pictures DIR the whole console over its sandbox is drawn as PNG, scene by scene, in every theme and at three sizes; without it there is
// nothing to look at.
func TestPictures(t *testing.T) {
	if !consoletest.Pictured() {
		t.Skip("-pictures DIR draws them")
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}, {170, 45}} {
		window := fmt.Sprintf("%dx%d", size[0], size[1])
		t.Run(window, func(t *testing.T) {
			p := program(t)
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(time.Date(2026, 5, 20, 11, 38, 0, 0, time.UTC))) // the middle of a day
				open(t, p, cli.Flags{}, func(d *desk) {
					d.Resize(size[0], size[1])
					d.Sleep(90 * time.Second)
					d.Press("1", "down") // a row whose text is plain
					for _, s := range scenes {
						s.do(d)
						d.Sleep(2 * time.Second)
						d.Picture(s.name + "-" + window)
					}
				})
				synctest.Wait()
			})
		})
	}
}
