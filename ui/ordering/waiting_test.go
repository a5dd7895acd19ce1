package ordering_test

import (
	"testing"
	"time"
)

// An Enter while the price is still on its way is told that, and is no mistake
// that stays on the screen when the price has come.
func TestAnEnterBeforeThePriceIsToldToWait(t *testing.T) {
	w := newWorld()
	w.slow = 3 * time.Second
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme")
		d.Sleep(3 * time.Second)
		d.keys("telegram⏎germany⏎", 30*time.Millisecond)
		for range 2 {
			d.Press("enter")
			d.Shows("The price is on its way. When it is here, Enter orders.")
			d.Hides("! The price", "again orders")
			d.Sleep(time.Second)
		}
		d.Sleep(5 * time.Second)
		d.Shows("Enter orders Telegram, Germany, for acme")
		d.Hides("» The price is on its way", "! The price")
		d.count(0)
	})
}

// Where no price is known, as without an answer, it is asked what the person pays at most: nothing that they typed is wrong.
func TestWithoutAPriceTheMostIsAskedFor(t *testing.T) {
	w := newWorld()
	w.unpriced = true
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Sleep(5 * time.Second)
		d.Press("enter")
		d.Shows("Max price: no price of this is known here. Type the most that you pay")
		d.Hides("an amount in dollars")
		d.keys("0.40", 30*time.Millisecond)
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("Enter orders Telegram, Germany, for acme: at most $0.40")
		d.count(0)
	})
}
