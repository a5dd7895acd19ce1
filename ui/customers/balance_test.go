package customers_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
)

const adjustPath = "/m/customer/northwind/transaction"

var wide = setup{w: 120, h: 40}

// adjust fills the form for northwind and goes to the question.
func (r *rig) adjust(amount string) {
	r.T.Helper()
	r.Press("b")
	r.Sleep(time.Second)
	r.Type(amount)
	r.Press("enter")
	r.Sleep(time.Second)
}

// ref is the reference on the screen.
func (r *rig) ref() string { return reference.FindString(r.Frame()) }

func TestBalanceIsChangedByItsCapitalLetterAlone(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("northwind")
		before, lines := r.balance("northwind")
		r.adjust("+35")
		r.Shows("Add $35.00 to northwind", "balance now      $2.46", "balance after    $37.46", "typed  +35 = $35.00 = 3,500 cents")
		r.Press("a", "d", "D", "enter")
		r.Sleep(time.Second)
		if len(r.Changes()) != 0 {
			t.Fatal("something was sent without the letter")
		}
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("A")
		r.Sleep(2 * time.Second)
		r.Shows("northwind: +$35.00 is booked.", "$37.46")
		if after, n := r.balance("northwind"); after != before+3500 || n != lines+1 {
			t.Errorf("the sum of the ledger went from %d to %d by %d lines", before, after, n-lines)
		}
	})
}

func TestBelowZeroAndDeducting(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("northwind")
		r.adjust("-35.50")
		r.Shows("Deduct $35.50 from northwind", "balance after    -$33.04", "falls below zero", "= -3,550 cents")
		r.Hides("not ")
		r.Press("A")
		r.Sleep(time.Second)
		if len(r.Changes()) != 0 {
			t.Error("the letter for adding deducted")
		}
		r.Press("D")
		r.Sleep(2 * time.Second)
		r.Shows("northwind: -$35.50 is booked.", "-$33.04")
	})
}

// One form, one reference: it is kept while the form is closed, and the next
// adjustment after a booked one has another.
func TestReferenceIsMadeOncePerAdjustment(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("northwind")
		r.adjust("35")
		first := r.ref()
		if !regexp.MustCompile(`^TX20000101[A-Z2-7]{16}$`).MatchString(first) {
			t.Fatalf("the reference is %q", first)
		}
		r.Press("esc", "esc", "b")
		r.Sleep(time.Second)
		r.Shows("35_", "adds $35.00")
		if r.ref() != first {
			t.Errorf("closed and opened again it is %s, not %s", r.ref(), first)
		}
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("A")
		r.Sleep(2 * time.Second)
		r.Press("b")
		r.Sleep(time.Second)
		if second := r.ref(); second == first || second == "" {
			t.Errorf("the next adjustment has the reference %q", second)
		}
	})
}

// What was half typed when the console closed is offered with its reference, and
// nothing is filled in by itself.
func TestAHalfTypedAdjustmentOutlivesTheConsole(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("northwind")
		r.Press("b")
		r.Sleep(time.Second)
		r.Type("35")
		first := r.ref()
		r.again(wide, nil)
		r.find("northwind")
		r.Press("b")
		r.Sleep(time.Second)
		r.Shows("Down: go on with the draft: 35 (" + first + ")")
		r.Hides("35_")
		r.Press("down")
		r.Shows("35_", "adds $35.00")
		if r.ref() != first {
			t.Errorf("it goes on as %s, not %s", r.ref(), first)
		}
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("A")
		r.Sleep(2 * time.Second)
		r.Shows("+$35.00 is booked.")
		r.again(wide, nil)
		r.find("northwind")
		r.Press("b")
		r.Sleep(time.Second)
		r.Hides("go on with the draft")
	})
}

// A balance of any size is told whole where there is room.
func TestALargeBalanceIsToldWhole(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		err := r.DB.PutCustomers(t.Context(), time.Now(), platfone.Customer{ID: "millions", Status: platfone.CustomerActive, Balance: money.Known(1_394_137_12)})
		if err != nil {
			t.Fatal(err)
		}
		r.Sleep(time.Second)
		r.find("millions")
		r.Press("b")
		r.Sleep(time.Second)
		r.Type("5")
		r.Shows("now    $1,394,137.12", "after  $1,394,142.12")
	})
}

// A lost answer, and the person sends it again: one line in the ledger.
func TestLostAnswerSentAgainIsBookedOnce(t *testing.T) {
	for kind, words := range map[sandbox.Kind]string{sandbox.LostAnswer: "had been booked already", sandbox.Reset: "+$35.00 is booked."} {
		t.Run(string(kind), func(t *testing.T) {
			inBubble(t, wide, func(r *rig) {
				r.find("northwind")
				before, lines := r.balance("northwind")
				r.inject(sandbox.Fault{Kind: kind, Method: "POST", Path: adjustPath})
				r.adjust("35")
				first := r.ref()
				r.Press("A")
				r.Settle()
				r.Shows(store.NoAnswer, "checking")
				r.Hides("failed")
				r.frame(name("unknown", wide))
				r.Sleep(time.Second)
				r.Press("b")
				r.Sleep(time.Second)
				r.Shows("one reference is booked once", "adds $35.00")
				if r.ref() != first {
					t.Errorf("the reference is %s, not %s", r.ref(), first)
				}
				r.Press("enter")
				r.Sleep(500 * time.Millisecond)
				r.Press("A")
				r.Settle()
				r.Shows(words)
				r.Sleep(3 * time.Minute)
				r.Hides("checking", "Did it go through")
				if after, n := r.balance("northwind"); after != before+3500 || n != lines+1 {
					t.Errorf("the sum of the ledger went from %d to %d by %d lines", before, after, n-lines)
				}
			})
		})
	}
}

// Found in the ledger by itself, the adjustment is over: the form begins anew.
func TestFoundAdjustmentIsOver(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("northwind")
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: adjustPath})
		r.adjust("35")
		first := r.ref()
		r.Press("A")
		r.Sleep(4 * time.Second)
		r.Hides("checking")
		r.Press("b")
		r.Sleep(time.Second)
		r.Shows("was booked after all", "Amount     _")
		if r.ref() == first {
			t.Error("a booked reference is offered again")
		}
	})
}

func TestRefusedAdjustmentKeepsTheForm(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("northwind")
		r.inject(sandbox.Fault{Kind: sandbox.Status, Status: 400, Method: "POST", Path: adjustPath})
		r.adjust("35")
		first := r.ref()
		r.Press("A")
		r.Sleep(time.Second)
		r.Shows("Balance of northwind", "adds $35.00", "! ")
		if r.ref() != first {
			t.Error("the reference is another")
		}
	})
}

// Every bad value is refused before the wire, with its field named, and stays
// in the form to be mended.
func TestBadAdjustments(t *testing.T) {
	long := strings.Repeat("x", 81)
	refuseEach(t, "b", "Balance of northwind", map[string]string{"Amount": "35", "Reference": "TX1", "Gateway": "manual"}, []bad{
		{"Amount", "", "an amount in dollars"}, {"Amount", " ", "an amount in dollars"}, {"Amount", "0", "but not zero"}, {"Amount", "-0.00", "but not zero"},
		{"Amount", "1000.01", "from -$1000.00 to $1000.00"}, {"Amount", "-1000.01", "from -$1000.00 to $1000.00"},
		{"Amount", "0.015", "at most two after the point"}, {"Amount", "$1", "without $"}, {"Amount", "1e3", "an amount in dollars"},
		{"Amount", "12345678901234567890", "an amount in dollars"}, {"Amount", "1,000", "an amount in dollars"}, {"Amount", "+-5", "an amount in dollars"},
		{"Reference", "TX_1", "letters a-z, A-Z and digits only"}, {"Reference", "TX-1", "letters a-z, A-Z and digits only"},
		{"Reference", "TX/../1", "letters a-z"}, {"Reference", "TX%2f", "letters a-z"}, {"Reference", "TX?#", "letters a-z"}, {"Reference", long, "to 80 of them"},
		{"Gateway", strings.Repeat("g", 51), "1 to 50 characters"},
	})
}

func TestPastesAreOneLine(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("northwind")
		r.Press("b")
		r.Sleep(time.Second)
		r.Paste("3\n5")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("! Amount: an amount in dollars")
		r.Press("tab")
		r.Paste("A\nB")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("A")
		if len(r.Changes()) != 0 {
			t.Error("a pasted line break was sent")
		}
	})
}

// While the answer is awaited the form neither closes nor sends again.
func TestAnAdjustmentWaitsForItsAnswer(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("northwind")
		r.inject(sandbox.Fault{Kind: sandbox.Latency, MS: 5000, Method: "POST", Path: adjustPath})
		r.adjust("35")
		r.Press("A")
		r.Sleep(time.Second)
		r.Shows("On its way")
		r.Press("esc", "enter", "A")
		r.Sleep(time.Second)
		r.Shows("It was sent and cannot be stopped", "On its way")
		r.Sleep(5 * time.Second)
		r.Shows("+$35.00 is booked.")
		if _, n := r.balance("northwind"); len(r.Changes()) != 1 {
			t.Errorf("%d requests, %d lines", len(r.Changes()), n)
		}
	})
}
