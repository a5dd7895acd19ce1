package ordering_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
)

func TestAPriceThatIsNotTheUsualTakesACapital(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("shift+tab", "shift+tab")
		d.keys("20", 50*time.Millisecond)
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("acme usually pays max price + 50 %. This order has max price + 20 %.", "O orders")
		d.Press("enter")
		d.Shows("takes a capital letter")
		d.count(0)
		d.keys("find 415", 0)
		d.Press("enter")
		d.Shows(`Not taken: "find 415". This order takes a capital letter`)
		d.count(0)
		d.Sleep(time.Second)
		d.Press("O")
		d.Sleep(time.Second)
		d.count(1)
		if got := d.sent[0].Order.Charge(); got != (platfone.Charge{Mode: platfone.FixedMarkup, Markup: 20}) {
			t.Errorf("%s", got)
		}
		// It was for one order: the next has the usual again, whoever it is for.
		for _, customer := range []string{"bluekite", "acme"} {
			d.ready(customer, "telegram", "germany")
			d.Shows("Customer pays  max price + 50 %")
			d.Press("esc")
			d.Sleep(time.Second)
		}
	})
}

func TestWhatACustomerPaysIsSavedForThem(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("shift+tab", "shift+tab", "left", "*")
		d.Sleep(time.Second)
		d.Shows("acme pays cost + 50 % from now on", "acme has a price of its own: cost + 50 %.")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("Enter orders")
		d.Press("enter")
		d.Sleep(time.Second)
		d.count(1)
		if got := d.sent[0].Order.Charge(); got != (platfone.Charge{Mode: platfone.Dynamic, Markup: 50}) {
			t.Errorf("%s", got)
		}
		d.ready("bluekite", "telegram", "germany")
		d.Shows("Customer pays  max price + 50 %")
	})
}

func TestPresetsAndLastOrdersAreOneEnter(t *testing.T) {
	w := newWorld()
	a := store.Activation{}
	a.ID, a.CustomerID, a.ServiceID, a.CountryID, a.Price = "x1", "bluekite", "whatsapp", "uk", money.Known(34)
	w.last = []store.Activation{a, a}
	at(t, w, 100, 30, func(d *desk) {
		d.Press("n")
		d.Sleep(time.Second)
		d.Shows("▌ bluekite  whatsapp  Uk  $0.34")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("Enter orders Whatsapp, Uk, for bluekite")
		d.Press("*")
		d.Sleep(time.Second)
		d.keys("vip", 30*time.Millisecond)
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("Saved as the preset vip.", "--preset")
		if len(w.presets) != 1 || w.presets[0].Customer != "bluekite" || w.presets[0].Max != 0 || w.presets[0].Pays != "" {
			t.Fatalf("%+v", w.presets)
		}
		d.Press("shift+tab", "shift+tab", "shift+tab", "shift+tab", "shift+tab", "shift+tab", "shift+tab")
		d.keys("acme⏎", 30*time.Millisecond)
		d.Sleep(time.Second)
		d.Press("shift+tab")
		d.keys("VIP⏎", 30*time.Millisecond)
		d.Sleep(time.Second)
		d.Shows("Enter orders Whatsapp, Uk, for bluekite")
		d.Press("esc")
	})
}

func TestSeveralStopAtTheFirstCauseThatWouldRepeat(t *testing.T) {
	w := newWorld()
	w.outcome = func(n int, _ act.Order) error {
		if n == 3 {
			return platfone.ErrNoNumbers
		}
		return nil
	}
	at(t, w, 120, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		for range 4 {
			d.Press("shift+tab")
		}
		d.keys("5", 10*time.Millisecond)
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("Enter orders 5 numbers of Telegram, Germany, for acme: at most $0.39 each, $1.95", "in all",
			"For all 5 you pay at most $1.95, acme pays")
		d.Press("enter")
		d.Sleep(2 * time.Second)
		d.count(4)
		for i, o := range d.sent {
			if o.Of != 5 || o.Left != 5-i {
				t.Errorf("order %d is one of %d with %d left", i, o.Of, o.Left)
			}
		}
		d.Shows("3 of 5 ordered: no numbers left under $0.39.", "How many  2")
	})
}

// Where there is room for six lines the facts of a price that moved, and the
// key that accepts it, are all to be read, and it is accepted once they were.
func TestAMovedPriceIsNoDeadEndInAPocket(t *testing.T) {
	w := newWorld()
	w.judge = func(o act.Order, v *act.Verdict) {
		if o.Rose > 0 {
			v.Warn(act.PriceRose.Of(o.Rose, o.Order.MaxPrice), act.Capital("O"))
		}
	}
	w.outcome = func(n int, o act.Order) error {
		if n == 0 {
			return &platfone.PriceMoved{Asked: 39, OrderID: "token", Suggested: 45}
		}
		return nil
	}
	at(t, w, 40, 8, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Golden("ordering/moved-40x8")
		d.Shows("ordered yet.", "at most $0.39 -> $0.45 +$0.06 (+15.4 %)", "Down shows the rest", "O pay at most $0.45")
		d.Sleep(time.Second)
		d.Press("O")
		d.Sleep(time.Second)
		d.count(1)
		for range 8 {
			d.Press("down")
			d.Sleep(50 * time.Millisecond)
		}
		d.Shows("O orders Telegram, Germany, for acme: at", "The max price rises from", "Up shows the beginning")
		d.Sleep(time.Second)
		d.Press("O")
		d.Sleep(time.Second)
		d.count(2)
	})
}

// A dearer price is another verdict, and the key that accepts it is a capital.
func TestAMovedPriceIsAcceptedByACapital(t *testing.T) {
	w := newWorld()
	w.outcome = func(n int, o act.Order) error {
		if n == 0 {
			return &platfone.PriceMoved{Asked: 39, OrderID: "token", Suggested: 45}
		}
		return nil
	}
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("enter", "y", "O") // before the dearer price was on the screen
		d.Sleep(time.Second)
		d.count(1)
		d.Shows("No numbers left under $0.39: the provider suggests $0.45. Nothing is ordered yet.", "$0.45")
		d.Press("y", "enter", "c", "p", "e")
		d.Sleep(time.Second)
		d.count(1)
		d.Shows("No numbers left under", "Not taken")
		d.Press("O")
		d.Sleep(time.Second)
		d.count(2)
		if o := d.sent[1]; o.Order.MaxPrice != 45 || o.Order.OrderID != "token" || o.Rose != 39 {
			t.Errorf("%+v", o)
		}
		d.Shows("Ordered +44 7975 777666")
	})
}

// However long a customer's name is, what it has to spend stands whole beside it.
func TestALongNameLeavesTheMoneyInSight(t *testing.T) {
	w := newWorld()
	long := "a-customer-with-a-very-long-name-" + strings.Repeat("x", 60) + "-end"
	w.customers = append(w.customers, long)
	for _, width := range []int{70, 80, 120} {
		at(t, w, width, 30, func(d *desk) {
			d.ready(long, "telegram", "germany")
			d.Press("shift+tab")
			d.Shows("≈ $30.81 free")
		})
	}
}

// Where the price has moved it is in sight who pays the new one.
func TestWhoPaysAMovedPriceIsNamedWhole(t *testing.T) {
	w := newWorld()
	w.customers = append(w.customers, "northwind-freight")
	w.outcome = func(int, act.Order) error { return &platfone.PriceMoved{Asked: 39, OrderID: "token", Suggested: 45} }
	at(t, w, 100, 30, func(d *desk) {
		d.ready("northwind-freight", "telegram", "germany")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("northwind-freight pays")
	})
}
