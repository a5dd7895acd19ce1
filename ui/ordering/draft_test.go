package ordering_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
)

// A draft holds the most only where the person wrote it: the suggestion is that of the day.
func TestADraftHoldsNoSuggestion(t *testing.T) {
	w := newWorld()
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("esc")
		d.Sleep(time.Second)
	})
	w.suggested = 100
	at(t, w, 100, 30, func(d *desk) {
		d.Press("n")
		d.Sleep(time.Second)
		d.Shows("Max price  $1.15")
	})
}

// Nor does it hold one where the person wrote the most for another country.
func TestADraftHoldsNoMostOfAnotherPair(t *testing.T) {
	w := newWorld()
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("shift+tab", "shift+tab", "shift+tab")
		d.keys("0.60", 30*time.Millisecond)
		d.Press("up", "up")
		d.keys("uk⏎", 50*time.Millisecond)
		d.Sleep(time.Second)
		d.Shows("Max price  $0.39", "Telegram, Uk")
		d.Press("esc")
		d.Sleep(time.Second)
	})
	w.suggested = 100
	at(t, w, 100, 30, func(d *desk) {
		d.Press("n")
		d.Sleep(time.Second)
		d.Shows("Max price  $1.15")
	})
}

// A draft says when it was kept. What was ordered of it since, by whomever, is not offered again; an order of something else takes nothing from it.
func TestADraftIsWhatWasNotOrderedSince(t *testing.T) {
	for name, c := range map[string]struct {
		made []string // the countries of the orders since
		say  string
	}{
		"nothing":        {nil, "your draft of "},
		"another":        {[]string{"uk"}, "your draft of "},
		"one of two":     {[]string{"germany"}, "1 of 2 ordered since"},
		"both":           {[]string{"germany", "germany"}, ""},
		"more than both": {[]string{"germany", "uk", "germany", "germany"}, ""},
	} {
		w := newWorld()
		at(t, w, 120, 30, func(d *desk) {
			d.aFew("2")
			d.Press("esc")
			d.Sleep(time.Second)
			for i, country := range c.made {
				a := platfone.Activation{ID: strings.Repeat("a", i+1), CustomerID: "acme", ServiceID: "telegram", CountryID: country, CreatedAt: time.Now()}
				w.last = append(w.last, store.Activation{Activation: a})
			}
			d.Press("n")
			d.Sleep(time.Second)
			if title := d.Frame(); strings.Contains(title, "draft") != (c.say != "") || !strings.Contains(title, c.say) {
				t.Errorf("%s:\n%s", name, title)
			}
		})
	}
}

// A sheet that is opened for something else and closed, or ordered in, takes no draft away.
func TestAnotherOrderLeavesTheDraft(t *testing.T) {
	for _, keys := range []string{"esc", "enter"} {
		w := newWorld()
		at(t, w, 120, 30, func(d *desk) {
			d.ready("acme", "telegram", "germany")
			d.Press("esc")
			d.Sleep(time.Second)
			d.Send(d.board.counter.Order("bluekite", "whatsapp", "uk")())
			d.Sleep(2 * time.Second)
			d.Press(keys)
			d.Sleep(3 * time.Second)
			if keys == "enter" {
				d.count(1)
			}
			d.Press("n")
			d.Sleep(time.Second)
			d.Shows("your draft of ", "Telegram, Germany")
		})
	}
}
