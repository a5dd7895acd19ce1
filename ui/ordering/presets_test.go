package ordering_test

import (
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
)

// A preset brings what it holds, its most and its price, and nothing of what
// was written before it; what it names has to be there.
func TestAPresetIsTakenWhole(t *testing.T) {
	w := newWorld()
	w.presets = []store.Preset{
		{Name: "vip", Customer: "bluekite", Service: "whatsapp", Country: "uk", Max: 55, Pays: "price + 20 %", Quality: 40},
		{Name: "plain", Customer: "acme", Service: "telegram", Country: "germany", Quality: 60},
		{Name: "same", Customer: "acme", Service: "whatsapp", Country: "uk", Quality: 60},
		{Name: "gone", Customer: "acme", Service: "telegram", Country: "atlantis", Quality: 60},
	}
	c := platfone.Charge{Mode: platfone.FixedMarkup, Markup: 20}
	w.presets[0].Pays = c.String()
	at(t, w, 100, 30, func(d *desk) {
		d.ready("VIP")
		d.Shows("Max price  $0.55", "at most $0.55")
		d.Press("O")
		d.Sleep(time.Second)
		d.count(1)
		if o := d.sent[0].Order; o.MaxPrice != 55 || o.Charge() != c || o.Quality != 40 {
			t.Errorf("%+v", o)
		}
		d.ready("vip")
		for range 7 {
			d.Press("shift+tab")
		}
		d.keys("same⏎", 50*time.Millisecond)
		d.Sleep(time.Second)
		d.Shows("Enter orders Whatsapp, Uk, for acme: at most $0.39")
		for range 7 {
			d.Press("shift+tab")
		}
		d.keys("plain⏎", 50*time.Millisecond)
		d.Sleep(time.Second)
		d.Shows("Enter orders Telegram, Germany, for acme: at most $0.39")
		for range 7 {
			d.Press("shift+tab")
		}
		d.keys("gone⏎", 50*time.Millisecond)
		d.Shows(`"atlantis" is not offered any more: choose another.`)
		d.count(1)
	})
}

// A preset holds a most only where the person wrote one.
func TestAPresetHoldsTheMostThatWasWritten(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("shift+tab", "shift+tab", "shift+tab")
		d.keys("0.60", 30*time.Millisecond)
		d.enter()
		d.Press("*")
		d.Sleep(time.Second)
		d.enter()
		if len(d.presets) != 1 || d.presets[0].Max != 60 {
			t.Fatalf("%+v", d.presets)
		}
	})
}

// Names of presets are the same in any case.
func TestAPresetIsReplacedInAnyCase(t *testing.T) {
	w := newWorld()
	w.presets = []store.Preset{{Name: "VIP", Customer: "acme", Service: "telegram", Country: "uk"}}
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("*")
		d.Sleep(time.Second)
		d.keys("vip", 30*time.Millisecond)
		d.enter()
		d.Shows("The preset vip is replaced.")
	})
}
