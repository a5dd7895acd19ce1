package ordering_test

import (
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
)

// risen is a world whose n-th order meets a dearer price.
func risen(n int) *world {
	w := newWorld()
	w.outcome = func(at int, _ act.Order) error {
		if at == n {
			return &platfone.PriceMoved{Asked: 39, OrderID: "token", Suggested: 45}
		}
		return nil
	}
	return w
}

// move orders once and stands before the price that moved.
func (d *desk) move() {
	d.t.Helper()
	d.ready("acme", "telegram", "germany")
	d.Press("enter")
	d.Sleep(time.Second)
	d.Shows("No numbers left under $0.39")
}

func (d *desk) enter() {
	d.Press("enter")
	d.Sleep(time.Second)
}

// An attempt that is gone on with at another maximum is the same attempt; its
// price is not asked for first, however old it is.
func TestTheAttemptIsGoneOnWithAtAnotherMaximum(t *testing.T) {
	w := risen(0)
	at(t, w, 100, 30, func(d *desk) {
		d.move()
		w.age = 2 * time.Minute
		d.Send(store.Prices)
		d.Press("tab")
		d.Sleep(time.Second)
		d.Shows("Max price  $0.45")
		d.enter()
		d.Shows("at most $0.45")
		d.enter()
		d.count(2)
		if o := d.sent[1].Order; o.OrderID != "token" || o.MaxPrice != 45 {
			t.Errorf("%+v", o)
		}
	})
}

// What is said of a key while the order is on its way is not so any more when it was refused: the key is named instead.
func TestAnAnswerThatRefusesEndsWhatWasSaidOfKeysBeforeIt(t *testing.T) {
	w := risen(0)
	w.answer = 2 * time.Second
	at(t, w, 120, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("enter")
		d.Sleep(1600 * time.Millisecond)
		d.keys("xy", 40*time.Millisecond)
		d.Shows("It was sent and cannot be stopped")
		d.Sleep(500 * time.Millisecond)
		d.Shows("No numbers left under $0.39", `"xy" was not taken`)
		d.Hides("cannot be stopped")
	})
}

// A dearer price of which only a part was drawn cannot be agreed to, however
// long that part stood there.
func TestADearerPriceIsAgreedToOnceItsEndWasDrawn(t *testing.T) {
	at(t, risen(0), 40, 8, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.enter()
		d.Press("down")
		d.Sleep(time.Second)
		d.Shows("Down shows the rest")
		d.Press("O")
		d.Sleep(time.Second)
		d.count(1)
		d.Shows("Down shows the rest, then O orders")
		for range 8 {
			d.Press("down")
		}
		d.Sleep(time.Second)
		d.Shows("Up shows the beginning")
		d.Press("O")
		d.Sleep(time.Second)
		d.count(2)
	})
}

// Another country, or to order nothing, is the end of an attempt.
func TestAnAttemptThatWasLeftIsForgotten(t *testing.T) {
	for name, leave := range map[string]func(*desk){
		"another country": func(d *desk) {
			d.Press("shift+tab")
			d.keys("uk⏎", 50*time.Millisecond)
		},
		"do not order": func(d *desk) { d.Press("esc") },
		"begin anew": func(d *desk) {
			d.Press("tab")
			d.Press("ctrl+p")
			d.Sleep(time.Second)
			d.keys("jjj⏎", 50*time.Millisecond)
			d.Sleep(time.Second)
			for _, word := range []string{"acme⏎", "telegram⏎", "uk⏎"} {
				d.keys(word, 50*time.Millisecond)
				d.Sleep(time.Second)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.outcome = func(n int, _ act.Order) error {
				return []error{&platfone.PriceMoved{Asked: 39, OrderID: "first", Suggested: 42}, &platfone.PriceMoved{Asked: 39, OrderID: "second", Suggested: 45}, nil}[n]
			}
			at(t, w, 100, 30, func(d *desk) {
				d.move()
				d.Press("O")
				d.Sleep(time.Second)
				d.Shows("No numbers left under $0.39", "Rises so far: +$0.03.")
				leave(d)
				d.Sleep(time.Second)
				d.Shows("Enter orders")
				d.enter()
				d.count(3)
				if o := d.sent[2]; o.Order.OrderID != "" || o.Rose != 0 {
					t.Errorf("%+v", o)
				}
			})
		})
	}
}

// One that failed for another reason is gone on with.
func TestAnAttemptThatFailedOtherwiseIsGoneOnWith(t *testing.T) {
	w := newWorld()
	w.outcome = func(n int, _ act.Order) error {
		return []error{&platfone.PriceMoved{Asked: 39, OrderID: "token", Suggested: 45}, platfone.ErrNoNumbers, nil}[n]
	}
	at(t, w, 100, 30, func(d *desk) {
		d.move()
		d.Press("O")
		d.Sleep(time.Second)
		d.Shows("No numbers left under $0.45")
		d.enter()
		d.count(3)
		if o := d.sent[2].Order; o.OrderID != "token" {
			t.Errorf("%+v", o)
		}
	})
}

// An attempt that the provider does not know any more is begun anew.
func TestAStaleAttemptIsBegunAnew(t *testing.T) {
	w := risen(0)
	w.outcome = func(n int, _ act.Order) error {
		return []error{&platfone.PriceMoved{Asked: 39, OrderID: "token", Suggested: 45}, platfone.ErrStaleOrder, nil}[n]
	}
	at(t, w, 100, 30, func(d *desk) {
		d.move()
		d.Press("O")
		d.Sleep(time.Second)
		d.Shows("The provider no longer knows the earlier attempt", "at most $0.45")
		d.enter()
		d.count(3)
		if o := d.sent[2].Order; o.OrderID != "" || o.MaxPrice != 45 {
			t.Errorf("%+v", o)
		}
	})
}

// several is three numbers of which the second met a dearer price.
func (d *desk) several() {
	d.t.Helper()
	d.ready("acme", "telegram", "germany")
	d.Press("shift+tab", "shift+tab", "shift+tab", "shift+tab")
	d.keys("3", 10*time.Millisecond)
	d.enter()
	d.Shows("3 numbers", "$1.17", "For each number you pay at most $0.39.")
	d.enter()
	d.Sleep(time.Second)
	d.count(2)
	d.Shows("No numbers left under $0.39")
	d.Press("O")
	d.Sleep(time.Second)
	d.count(3)
}

// Those that are left once a dearer price was accepted are an order of their
// own: of as many as are left, and not the attempt that went on.
func TestTheOthersWaitAfterADearerPrice(t *testing.T) {
	at(t, risen(1), 120, 30, func(d *desk) {
		d.several()
		d.Shows("2 of 3 ordered", "The others", "How many  1", "at most $0.45")
		d.enter()
		d.count(4)
		if o := d.sent[3]; o.Order.OrderID != "" || o.Of != 1 || o.Order.MaxPrice != 45 {
			t.Errorf("%+v", o)
		}
	})
}

// When the dearer one fails too, those that are missing are still wanted.
func TestADearerPriceThatFailsLeavesTheOthers(t *testing.T) {
	w := newWorld()
	w.outcome = func(n int, _ act.Order) error {
		return []error{nil, &platfone.PriceMoved{Asked: 39, OrderID: "token", Suggested: 45}, platfone.ErrNoNumbers, platfone.ErrNoNumbers}[n]
	}
	at(t, w, 120, 30, func(d *desk) {
		d.several()
		d.Shows("No numbers left under $0.45", "How many  2")
		d.enter()
		d.count(4)
		if o := d.sent[3]; o.Order.OrderID != "" || o.Of != 2 {
			t.Errorf("several are one attempt: %+v", o)
		}
	})
}

// An order without an answer is looked for: the sheet is no place to send it again from.
func TestAnOrderWithoutAnAnswerClosesTheSheet(t *testing.T) {
	w := newWorld()
	w.outcome = func(int, act.Order) error { return &store.Unsettled{Intent: 1, What: "The order for telegram/germany"} }
	at(t, w, 170, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.enter()
		d.Hides("Order a number")
		d.Shows("not sent twice")
		d.count(1)
	})
}
