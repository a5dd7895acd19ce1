package ordering_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
)

// said is the order that three words and an Enter make.
func (d *desk) ready(words ...string) {
	d.Press("n")
	for _, w := range words {
		d.keys(w+"⏎", 30*time.Millisecond)
		d.Sleep(400 * time.Millisecond)
	}
}

func (d *desk) count(want int) {
	d.t.Helper()
	if len(d.sent) != want {
		d.t.Fatalf("%d orders were sent, want %d: %+v\n%s", len(d.sent), want, d.sent, d.Frame())
	}
}

func TestThreeWordsAndAnEnter(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Shows("Enter orders Telegram, Germany, for acme: at most $0.39")
		d.count(0)
		d.Press("enter")
		d.Sleep(time.Second)
		d.count(1)
		d.Hides("Order a number")
		d.Shows("Ordered +44 7975 777666 (telegram, acme) for $0.34. Number copied.")
		o := d.sent[0]
		if o.Customer != "acme" || o.Order.ServiceID != "telegram" || o.Order.CountryID != "germany" || o.Order.MaxPrice != 39 || o.Order.Charge() != platfone.DefaultCharge {
			t.Errorf("%+v", o)
		}
	})
}

func TestTheSheetAtEverySize(t *testing.T) {
	for _, s := range [][2]int{{40, 8}, {80, 24}, {120, 40}, {170, 45}} {
		at(t, newWorld(), s[0], s[1], func(d *desk) {
			name := func(what string) string { return fmt.Sprintf("ordering/%s-%dx%d", what, s[0], s[1]) }
			d.Press("n")
			d.Sleep(time.Second)
			d.Golden(name("for"))
			d.keys("acme⏎telegram⏎uk⏎", 20*time.Millisecond)
			d.Sleep(time.Second)
			d.Golden(name("ready"))
			d.Press("shift+tab", "shift+tab", "left")
			d.Sleep(time.Second)
			d.Press("enter")
			d.Sleep(time.Second)
			d.Golden(name("unusual"))
			d.Press("O")
			d.Sleep(time.Second)
			d.count(1)
			d.Golden(name("ordered"))
		})
	}
}

// A letter is no command: neither in a field nor on the line that orders.
func TestLettersWriteAndNothingElse(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.keys("united arab", 80*time.Millisecond)
		d.Shows(`Not taken: "united arab"`)
		for _, field := range []string{"Quality", "Customer pays", "Max price", "How many"} {
			d.Press("shift+tab")
			d.keys("fmdwy", 80*time.Millisecond)
			d.Shows(`Not taken: "`, field)
		}
		d.Sleep(2 * time.Second)
		d.Press("enter")
		d.Sleep(time.Second)
		d.Press("enter")
		d.Sleep(time.Second)
		d.count(1)
		if got := d.sent[0].Order; got.Charge() != platfone.DefaultCharge || got.MaxPrice != 39 || got.Quality != platfone.DefaultQuality {
			t.Errorf("%+v", got)
		}
		if d.board.did != "" {
			t.Errorf("the pane under the sheet did %q", d.board.did)
		}
	})
}

// What was meant for another place does not order by its Enter.
func TestAnEnterBehindLettersOrdersNothing(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.Press("N")
		d.Sleep(time.Second)
		d.keys("find 415⏎", 120*time.Millisecond)
		d.Shows("Enter again orders")
		d.Sleep(time.Second)
		d.count(0)
		d.Press("enter")
		d.Sleep(time.Second)
		d.count(1)
		if got := d.sent[0].Order.Charge(); got != platfone.DefaultCharge {
			t.Errorf("the customer pays %s", got)
		}
	})
}

func TestEnterHeldDownOrdersNothing(t *testing.T) {
	at(t, newWorld(), 100, 30, func(d *desk) {
		d.ready("acme", "telegram")
		d.keys("germany⏎⏎⏎⏎", 80*time.Millisecond)
		d.Shows("Enter again orders")
		d.Sleep(time.Second)
		d.count(0)
		d.Press("enter")
		d.Sleep(time.Second)
		d.count(1)
	})
}

// The list is slow: letters and Enters are kept, and applied in their order.
func TestTypedAheadOfASlowList(t *testing.T) {
	w := newWorld()
	w.slow = 3 * time.Second
	at(t, w, 100, 30, func(d *desk) {
		d.keys("nbluekite⏎whatsapp⏎uk⏎⏎", 50*time.Millisecond)
		d.Shows("Kept for when the list is here: bluekite Enter whatsapp Enter uk Enter Enter")
		d.Sleep(4 * time.Second)
		d.count(0)
		d.Shows("When it is here, Enter orders.")
		d.Sleep(5 * time.Second)
		d.Shows("Enter orders Whatsapp, Uk, for bluekite")
		d.Press("enter")
		d.Sleep(time.Second)
		d.count(1)
		if o := d.sent[0]; o.Customer != "bluekite" || o.Order.ServiceID != "whatsapp" || o.Order.CountryID != "uk" {
			t.Errorf("%+v", o)
		}
	})
}

// What is in no list holds the keys behind it, and says so.
func TestWhatIsNotThereHoldsTheRest(t *testing.T) {
	for _, slow := range []time.Duration{0, 2 * time.Second} {
		w := newWorld()
		w.slow = slow
		at(t, w, 100, 30, func(d *desk) {
			d.keys("nacmx⏎telegram⏎germany⏎", 60*time.Millisecond)
			d.Sleep(3 * time.Second)
			d.Shows("Nothing here is called acmx.", "Held until this is right: telegram Enter germany Enter")
			d.Press("backspace")
			d.Type("e")
			d.Press("enter")
			d.Sleep(3 * time.Second)
			d.Shows("Enter orders Telegram, Germany, for acme")
			d.count(0)
		})
		at(t, w, 100, 30, func(d *desk) {
			d.keys("nacmx⏎telegram⏎", 60*time.Millisecond)
			d.Paste("key-51") // it may be a secret
			d.Sleep(3 * time.Second)
			d.Press("esc")
			d.Shows("Not taken: telegram Enter a paste.", "Order a number")
		})
	}
}

// While the order is on its way, and just after, no key is taken without a word.
func TestKeysAroundTheAnswerAreDroppedAloud(t *testing.T) {
	w := newWorld()
	w.answer = 2 * time.Second
	at(t, w, 160, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("enter", "tab", "enter")
		d.Shows("It was sent and cannot be stopped")
		d.Sleep(2 * time.Second)
		d.count(1)
		d.keys("xy", 40*time.Millisecond)
		d.Shows("Ordered +44 7975 777666", `"xy" was not taken`)
		d.Sleep(time.Second)
		d.count(1)
		if d.board.did != "" {
			t.Errorf("the pane did %q", d.board.did)
		}
	})
}

func TestARefusalHasItsWayOut(t *testing.T) {
	w := newWorld()
	w.judge = func(o act.Order, v *act.Verdict) {
		v.Refuse(act.CustomerBalance.Of(o.Customer, money.Known(10), money.Cents(59)))
	}
	at(t, w, 120, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Sleep(time.Second)
		d.Shows("acme has only $0.10 free", "b add balance for acme")
		d.Hides("Enter order")
		d.Press("enter")
		d.Shows("acme has only $0.10 free")
		d.Press("b")
		d.Settle()
		d.Shows("credit for acme")
		d.count(0)
	})
}

// Where nothing can be ordered, an Enter that came too soon is not told to be pressed again.
func TestWhatCannotBeOrderedIsNotOfferedAgain(t *testing.T) {
	w := newWorld()
	w.judge = func(o act.Order, v *act.Verdict) {
		v.Refuse(act.CustomerBalance.Of(o.Customer, money.Known(10), money.Cents(59)))
	}
	at(t, w, 120, 30, func(d *desk) {
		d.ready("acme", "telegram")
		d.keys("germany⏎⏎⏎", 60*time.Millisecond)
		d.Hides("again orders")
		d.Sleep(time.Second)
		d.keys("⏎⏎", 60*time.Millisecond)
		d.Shows("acme has only $0.10 free")
		d.Hides("again orders")
		d.count(0)
	})
}

// The foot of the line Order names what its keys come to: where a word is missing, Enter goes there.
func TestEnterGoesToWhatIsMissing(t *testing.T) {
	at(t, newWorld(), 120, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("shift+tab", "shift+tab", "shift+tab", "0", "enter")
		d.Sleep(time.Second)
		d.Shows("Enter go to what is missing", "Max price: from $0.01")
		d.Hides("Enter order")
		d.Press("enter")
		d.Shows("Enter go on")
		d.count(0)
	})
}

// A draft outlives Escape, and whatever else closes the console.
func TestADraftIsKept(t *testing.T) {
	for name, leave := range map[string]func(*desk){
		"escape": func(d *desk) { d.Press("esc"); d.Sleep(time.Second) },
		"ended":  func(d *desk) { _ = d.m.Keep(context.Background()) },
	} {
		w := newWorld()
		at(t, w, 100, 30, func(d *desk) {
			d.Press("n")
			d.Sleep(time.Second)
			d.keys("bluekite⏎whatsapp⏎ger", 60*time.Millisecond)
			leave(d)
		})
		at(t, w, 100, 30, func(d *desk) {
			d.Press("n")
			d.Sleep(time.Second)
			d.Shows("▌ bluekite", "Whatsapp", "ger")
			d.Press("enter")
			d.Sleep(time.Second)
			d.Press("enter")
			d.Sleep(time.Second)
			d.Press("enter")
			d.Sleep(time.Second)
			d.Shows("Enter orders Whatsapp, Germany, for bluekite")
			if t.Failed() {
				t.Error(name)
			}
		})
	}
}

func TestAnEarlierUseOfTheNumberIsSaid(t *testing.T) {
	w := newWorld()
	w.used = "+44 7975 777666 was used for acme on telegram before."
	at(t, w, 170, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("Ordered +44 7975 777666", "was used for acme on telegram before")
	})
}

// What refuses an order begins with a capital letter, and a name in it keeps its own.
func TestARefusalIsASentence(t *testing.T) {
	w := newWorld()
	w.outcome = func(int, act.Order) error { return fmt.Errorf("SMS asks to wait until 12:00") }
	at(t, w, 100, 30, func(d *desk) {
		d.ready("acme", "telegram", "germany")
		d.Press("enter")
		d.Sleep(time.Second)
		d.Shows("! SMS asks to wait until 12:00")
		if strings.Contains(d.Frame(), "3MS") {
			t.Error("the first letter is not a letter any more")
		}
	})
}

// What was given whole waits for a list that is not there yet: letters that were typed meanwhile
// stay without a use, and the order is the one that was given.
func TestAGivenOrderWaitsForItsList(t *testing.T) {
	w := newWorld()
	customers := w.customers
	w.customers = nil // a profile whose customers are still being read
	at(t, w, 100, 30, func(d *desk) {
		d.keys("Nfind 415⏎", 5*time.Millisecond)
		d.Sleep(time.Second)
		w.customers = customers
		d.Send(store.Customers)
		d.Sleep(2 * time.Second)
		d.Shows("orders Telegram, Germany, for acme")
		d.count(0)
	})
}

// What keeps every order from being made is said whole, or by its word where there is no room: never a part of it.
func TestWhatStandsIsSaidWholeOrByItsWord(t *testing.T) {
	said := "The disk is full: nothing can be saved in /home/somebody/.local/share/switchboard/profiles/" + strings.Repeat("a-long-name/", 8) + ", and nothing that costs money is sent."
	for _, size := range []struct{ w, h int }{{40, 8}, {80, 24}, {170, 45}} {
		w := newWorld()
		w.stands = []store.Standing{{Code: store.DiskFull, Word: "DISK FULL", Sentence: said}}
		at(t, w, size.w, size.h, func(d *desk) {
			d.Press("n")
			d.Sleep(time.Second)
			frame := strings.Join(strings.Fields(strings.NewReplacer("│", " ", "┃", " ").Replace(d.Frame())), " ")
			if whole := strings.Contains(frame, "that costs money is sent."); whole == strings.Contains(frame, "DISK FULL. Esc and ! tell it.") || !whole && strings.Contains(frame, "The disk is full") {
				t.Errorf("at %dx%d: %s", size.w, size.h, d.Frame())
			}
		})
	}
}
