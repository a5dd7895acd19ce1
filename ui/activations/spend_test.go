package activations_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/store/live"
)

// ready fills the sheet up to the line Order, with a most of the test's own.
func (r *rig) ready(service, country, most string) {
	r.T.Helper()
	r.Press("n")
	r.Sleep(time.Second)
	r.choose("acme", service, country)
	if most != "" {
		r.Press("shift+tab", "shift+tab", "shift+tab")
		r.clear()
		r.Type(most)
		r.Press("enter")
	}
	r.Sleep(time.Second)
}

func TestADearOrderTakesACapitalLetter(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24, ask: money.Known(200)}, func(r *rig) {
		r.ready("telegram", "uk", "2.01")
		r.Shows("O orders Telegram, United Kingdom, for acme: at most $2.01", "confirm_over", "O order")
		r.Golden("order-dear-80x24")
		r.Press("o", "y", "enter")
		r.Shows("This order takes a capital letter")
		r.Sleep(time.Second)
		if r.orders() != 0 {
			t.Fatalf("%d orders were sent without the capital letter", r.orders())
		}
		r.Press("O")
		r.Sleep(2 * time.Second)
		if r.orders() != 1 {
			t.Errorf("%d orders were sent, want one", r.orders())
		}
		r.Hides("Order a number")
		r.ready("telegram", "uk", "2")
		r.Press("enter")
		r.Sleep(2 * time.Second)
		if r.orders() != 2 {
			t.Error("an order that is not over the amount was asked about")
		}
	})
}

func TestTheLimitOfTheDayIsSaidInTheSheet(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24, spend: live.Spend{MaxPerDay: money.Known(150)}}, func(r *rig) {
		r.ready("telegram", "uk", "3")
		r.Shows("is over $1.50", "spend.max_per_day in the settings")
		r.Press("enter")
		r.Sleep(time.Second)
		if r.orders() != 0 {
			t.Errorf("%d orders were sent", r.orders())
		}
	})
}

func TestAMaxPriceIsForWhatItWasWrittenFor(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		r.ready("telegram", "uk", "9.99")
		r.Shows("at most $9.99")
		r.Press("esc")
		r.Sleep(time.Second)
		r.Press("n")
		r.Sleep(time.Second)
		r.Shows("at most $9.99")
		r.choose("acme", "telegram", "us")
		r.Shows("Enter orders")
		r.Hides("$9.99")
		for range 5 {
			r.Press("shift+tab")
		}
		r.choose("uk")
		r.Shows("Enter orders")
		r.Hides("$9.99")
	})
}

func TestWatchingAPrice(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		watch := func() {
			r.Press("ctrl+p", "enter")
			r.Sleep(time.Second)
		}
		r.ready("telegram", "uk", "9")
		watch()
		r.Shows("telegram/uk is available from", "Set Max price")
		r.clear()
		r.Type("0.01")
		watch()
		r.Shows("Watching telegram/uk", "$0.01 or less")
		if got, err := r.desk.PriceWatches(r.T.Context()); err != nil || got["telegram/uk"] != 1 {
			t.Errorf("watched are %v, %v", got, err)
		}
		r.Press("ctrl+p")
		r.Shows("Stop watching this price")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("telegram/uk is no longer watched")
		if got, err := r.desk.PriceWatches(r.T.Context()); err != nil || len(got) != 0 {
			t.Errorf("watched are still %v, %v", got, err)
		}
	})
}

func TestTheListOfWatchesEndsOne(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		list := r.counter.Watches().Do
		r.Send(list()())
		r.Shows("No price is watched")
		for _, country := range []string{"uk", "us"} {
			if err := r.desk.WatchPrice(r.T.Context(), "telegram", country, 1); err != nil {
				t.Fatal(err)
			}
		}
		r.Send(list()())
		r.Shows("Price watches", "telegram/uk", "telegram/us", "$0.01 or less")
		r.Press("down", "enter")
		r.Sleep(time.Second)
		got, err := r.desk.PriceWatches(r.T.Context())
		if _, kept := got["telegram/uk"]; err != nil || len(got) != 1 || !kept {
			t.Errorf("watched are %v, %v", got, err)
		}
	})
}

// What was copied last is shown large: before a code came, the number.
func TestBigShowsTheNumberBeforeACode(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24, smsAfter: time.Hour}, func(r *rig) {
		r.ready("telegram", "uk", "")
		r.Press("enter")
		r.Sleep(2 * time.Second)
		number := r.Out.Copied[len(r.Out.Copied)-1]
		r.Press("v")
		if f := r.Frame(); !strings.Contains(f, "████") || !strings.Contains(strings.ReplaceAll(f, " ", ""), number) {
			t.Errorf("the number %s is not shown big\n%s", number, f)
		}
		r.Press("y")
		r.Sleep(time.Second)
		if got := r.Out.Copied; len(got) < 2 || got[len(got)-1] != number {
			t.Errorf("copied %q", got)
		}
	})
}

func TestANumberIsKeptOnTop(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24, smsAfter: time.Hour}, func(r *rig) {
		r.Press("G")
		last := r.Frame()
		var row string
		for _, l := range strings.Split(last, "\n") {
			if strings.Contains(l, "▌") {
				row = l
			}
		}
		if !strings.Contains(row, "+44 7700") {
			t.Fatalf("the cursor is on %q", row)
		}
		r.Press("*")
		r.Sleep(2 * time.Second)
		lines := strings.Split(r.Frame(), "\n")
		if first := lines[5]; !strings.Contains(first, "WAITING *") || !strings.Contains(first, "+44 7700") || !strings.Contains(first, "▌") {
			t.Errorf("the first row is %q", first)
		}
		r.Press("*")
		r.Sleep(2 * time.Second)
		if first := strings.Split(r.Frame(), "\n")[5]; !strings.Contains(first, "CODE") {
			t.Errorf("kept no longer, the first row is %q", first)
		}
		r.Hides("WAITING *")
	})
}

// A number that the provider still calls active a minute after its time is among the ended ones.
func TestANumberOutOfTimeIsTreatedAsEnded(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24, smsAfter: time.Hour}, func(r *rig) {
		place := func() (row, heading int) {
			row, heading = -1, 1000
			for i, l := range strings.Split(r.Frame(), "\n") {
				if strings.Contains(l, "tiktok") {
					row = i
				}
				if strings.Contains(l, "ENDED IN") {
					heading = i
				}
			}
			return row, heading
		}
		if row, heading := place(); row < 0 || row > heading {
			t.Fatalf("the number is in line %d, the heading in %d", row, heading)
		}
		r.Sleep(150 * time.Second)
		if row, heading := place(); row < heading {
			t.Errorf("after its time the number is in line %d, the heading in %d\n%s", row, heading, r.Frame())
		}
	})
}

// A quick typist has not read what the last Enter would order: it is told, and the next one orders.
func TestEnterTypedAheadOrdersNothing(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		r.Press("n")
		r.Sleep(time.Second)
		r.choose("acme", "telegram")
		r.Type("united kingdom")
		r.Press("enter", "enter")
		r.Shows("Enter again orders")
		r.Sleep(2 * time.Second)
		if n := r.orders(); n != 0 {
			t.Errorf("%d orders were sent\n%s", n, r.Frame())
		}
		r.Press("enter")
		r.Sleep(2 * time.Second)
		if n := r.orders(); n != 1 {
			t.Errorf("%d orders were sent\n%s", n, r.Frame())
		}
	})
}
