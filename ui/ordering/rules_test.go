package ordering_test

import (
	"slices"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
)

// A price older than a minute is asked for first, and once: an answer that does
// not come keeps nobody from ordering.
func TestAnOldPriceIsAskedForFirst(t *testing.T) {
	w := newWorld()
	w.age = 2 * time.Minute
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		before := w.asked
		d.enter()
		d.Shows("The price was old and is read again: Enter again orders.")
		d.count(0)
		d.enter()
		d.count(1)
		if w.asked != before+1 {
			t.Errorf("the price was asked for %d times", w.asked-before)
		}
	})
}

func TestAFreshPriceIsNotAskedForAgain(t *testing.T) {
	w := newWorld()
	w.age = 50 * time.Second
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.enter()
		d.count(1)
	})
}

// A line that stood there for a moment only was not read, and an order that was
// changed since its verdict is another.
func TestAnEnterBeforeTheLineWasReadOrdersNothing(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram")
		d.keys("germany⏎", 30*time.Millisecond)
		time.Sleep(200 * time.Millisecond)
		d.Press("enter")
		d.Shows("Enter again orders")
		d.Hides("too early")
		d.Sleep(time.Second)
		d.count(0)
	})
}

// A digit on the line that orders is no number of anything.
func TestADigitOnTheLineOrderIsNotTaken(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.keys("41", 100*time.Millisecond)
		d.Shows(`Not taken: "41"`)
		d.Sleep(3 * time.Second)
		d.keys("5", 100*time.Millisecond)
		d.Shows(`Not taken: "5"`)
	})
}

// Nor is one that was typed ahead of a slow list.
func TestADigitTypedAheadOfTheLineOrderIsNotTaken(t *testing.T) {
	w := newWorld()
	w.slow = 2 * time.Second
	at(t, w, 100, 30, func(d *desk) {
		d.keys("nacme⏎telegram⏎germany⏎41", 50*time.Millisecond)
		d.Sleep(4 * time.Second)
		d.Shows(`Not taken: "41"`)
		d.count(0)
	})
}

// What was let go of is gone: nothing of it comes back with the next key.
func TestWhatWasLetGoOfIsGone(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.keys("nacmx⏎telegram⏎", 60*time.Millisecond)
		d.Press("esc")
		d.Sleep(time.Second)
		d.Press("backspace")
		d.keys("e⏎", 600*time.Millisecond)
		d.Sleep(time.Second)
		d.Shows("For       acme", "Service   » _")
		d.Hides("Held until")
		d.keys("telegram⏎", 100*time.Millisecond)
		d.Shows("Country   »")
	})
}

// A wait that the provider asked for is the reason why nothing can be ordered.
func TestAWaitIsWaitedFor(t *testing.T) {
	for says, e := range map[string]*rest.Error{
		"The provider asks to wait: 0:2":          {Provider: "sms", Kind: rest.Limited},
		"keeps to 27 calls of this kind a minute": {Provider: "sms", Kind: rest.Limited, Keeps: 27, Local: true},
	} {
		w := newWorld()
		w.outcome = func(n int, _ act.Order) error {
			if n > 0 {
				return nil
			}
			e.Until = time.Now().Add(30 * time.Second)
			return e
		}
		at(t, w, 170, 30, func(d *desk) {
			d.ready("acme", "telegram", "germany")
			d.enter()
			d.Sleep(5 * time.Second)
			d.Press("enter")
			d.Shows(says)
			d.count(1)
			d.Sleep(30 * time.Second)
			d.enter()
			d.count(2)
		})
	}
}

// The most that is paid is the suggestion and 15 %, within the person's own
// limit and the provider's, and what the person wrote for this pair alone.
func TestWhatIsSuggestedAsTheMost(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Shows("Max price  $0.39")
		d.Press("shift+tab", "shift+tab", "shift+tab")
		d.keys("0.60", 30*time.Millisecond)
		d.Send(store.Prices)
		d.Sleep(time.Second)
		d.Shows("Max price  $0.60")
		d.Press("up", "up")
		d.keys("uk⏎", 50*time.Millisecond)
		d.Sleep(time.Second)
		d.Shows("Max price  $0.39", "Telegram, Uk")
		d.Press("esc")
	})
	w := newWorld()
	w.most = money.Known(36)
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Shows("Max price  $0.36")
	})
	w = newWorld()
	w.suggested = 100
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Shows("Max price  $1.15")
	})
	w = newWorld()
	w.suggested = 9990
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Shows("Max price  $100.00")
	})
}

// What a field cannot hold is named before anything is sent.
func TestWhatAFieldCannotHoldIsNamed(t *testing.T) {
	for _, c := range []struct{ back, typed, says string }{
		{"4", "0", "How many: a whole number, at least 1."},
		{"3", "0", "Max price: from $0.01 to $100.00"},
		{"3", "100.01", "Max price: from $0.01 to $100.00"},
		{"2", "10001", "Customer pays: a whole number of percent, from 0 to"},
		{"1", "101", "Quality: from 0 to 100."},
	} {
		at(t, newWorld(), 100, 30, func(d *desk) {
			d.ready("acme", "telegram", "germany")
			for range c.back[0] - '0' {
				d.Press("shift+tab")
			}
			d.keys(c.typed, 30*time.Millisecond)
			d.enter()
			d.Sleep(time.Second)
			d.enter()
			d.Shows(c.says)
			d.count(0)
		})
	}
}

// A price is no percentage: its figure begins anew, and has the provider's bound.
func TestAPriceForTheCustomer(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("shift+tab", "shift+tab", "right")
		d.keys("10000000", 30*time.Millisecond)
		d.enter()
		d.Sleep(time.Second)
		d.enter()
		d.Shows("Customer pays: from $0.00 to")
		d.count(0)
	})
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("shift+tab", "shift+tab", "right")
		d.keys("1.25", 30*time.Millisecond)
		d.Send(store.Customers) // what is usual does not take it away
		d.Sleep(time.Second)
		d.enter()
		d.Shows("O orders")
		d.Press("O")
		d.Sleep(time.Second)
		d.count(1)
		if got := d.sent[0].Order.Charge(); got != (platfone.Charge{Mode: platfone.FixedPrice, Price: 125}) {
			t.Errorf("%s", got)
		}
	})
}

// The figure of a percentage is gone once a price is to be written, and the
// other way round: nothing is ordered until there is another.
func TestAFigureIsGoneWithItsWay(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("shift+tab", "shift+tab", "right")
		d.Hides("$50")
		d.enter()
		d.enter()
		d.count(0)
		d.keys("1.25", 30*time.Millisecond)
		d.Shows("$1.25")
		d.Press("left")
		d.Hides("1.25")
		d.enter()
		d.enter()
		d.count(0)
	})
}

// What was written for one customer is not taken for another, and what is read
// anew does not take away what was written.
func TestWhatTheCustomerPaysIsOfOneCustomer(t *testing.T) {
	w := newWorld()
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("shift+tab", "shift+tab")
		d.keys("20", 30*time.Millisecond)
		d.Send(store.Customers)
		d.Sleep(time.Second)
		d.Shows("max price + 20_ %")
		d.Press("tab", "tab", "tab")
		d.keys("bluekite⏎", 30*time.Millisecond)
		d.Sleep(time.Second)
		d.Shows("max price + 50 %")
		w.charges["bluekite"] = platfone.Charge{Mode: platfone.FixedMarkup, Markup: 70}
		d.Send(store.Customers)
		d.Sleep(time.Second)
		d.Shows("Customer pays  max price + 70 %")
	})
}

// A most that is written before the three words holds for those, and for no others.
func TestAMostThatIsWrittenFirst(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.Press("n")
		d.Sleep(time.Second)
		d.Press("shift+tab", "shift+tab", "shift+tab", "shift+tab")
		d.keys("0.60", 30*time.Millisecond)
		d.Press("tab", "tab", "tab", "tab")
		for _, word := range []string{"acme⏎", "telegram⏎", "germany⏎"} {
			d.keys(word, 30*time.Millisecond)
			d.Sleep(time.Second)
		}
		d.Shows("Max price  $0.60")
		for range 5 {
			d.Press("shift+tab")
		}
		d.keys("uk⏎", 30*time.Millisecond)
		d.Sleep(time.Second)
		d.Shows("Max price  $0.39", "Telegram, Uk")
	})
}

// How many goes up to the places there are.
func TestHowManyGoesUpToThePlaces(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("shift+tab", "shift+tab", "shift+tab", "shift+tab")
		for range 30 {
			d.Press("right")
		}
		d.Shows("How many  < 20_ >")
		d.Press("left")
		d.Shows("How many  < 19_ >")
	})
}

// What is given whole stands on its line; what is given in part begins where it ends.
func TestWhereAnOrderBegins(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.Press("N")
		d.Sleep(time.Second)
		d.Shows("Enter orders Telegram, Germany, for acme")
	})
	w := newWorld()
	w.countries = []string{"uk"} // what was given is not offered any more
	at(t, w, 100, 30, func(d *desk) {
		d.Press("N")
		d.Sleep(time.Second)
		d.Hides("Enter orders")
		d.keys("uk⏎", 50*time.Millisecond)
		d.Sleep(time.Second)
		d.Shows("Enter orders Telegram, Uk, for acme")
	})
}

// Where no number is left nothing is chosen, and it is not named as a way out.
func TestWhereNoneIsLeft(t *testing.T) {
	w := newWorld()
	w.countries = []string{"france", "germany", "spain", "uk"}
	w.gone = []string{"france"}
	for _, c := range w.countries {
		w.records = append(w.records, store.PairRecord{ServiceID: "telegram", CountryID: c, Record: platfone.Record{Ordered: 10, Received: 5 + slices.Index(w.countries, c)}})
	}
	w.outcome = func(int, act.Order) error { return platfone.ErrNoNumbers }
	at(t, w, 120, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.enter()
		d.Shows("Best by your record: Uk (8 of 10), Spain (7 of 10).")
		d.Hides("France (")
	})
}
