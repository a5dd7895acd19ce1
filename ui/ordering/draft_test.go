package ordering_test

import (
	"testing"
	"time"
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
