package customers_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/sandbox"
)

func TestNewCustomer(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.Press("n")
		r.Type("newcomer")
		r.Shows("8 of 80")
		r.Press("enter")
		r.Sleep(3 * time.Second)
		r.Shows("newcomer is created.", "▌  newcomer", "$0.00")
		if _, lines := r.balance("newcomer"); len(r.Changes()) != 1 || lines != 0 {
			t.Errorf("%d requests, %d lines in its ledger", len(r.Changes()), lines)
		}
	})
}

func TestNewCustomerWithMoney(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.Press("n")
		r.Type("newcomer")
		r.Press("tab")
		r.Type("25")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("Create newcomer with $25.00", "typed  25 = $25.00 = 2,500 cents")
		if r.Press("enter"); len(r.Changes()) != 0 {
			t.Error("Enter sent it")
		}
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("C")
		r.Sleep(3 * time.Second)
		r.Shows("newcomer is created.", "$25.00")
		if sum, lines := r.balance("newcomer"); sum != 2500 || lines != 1 {
			t.Errorf("%d cents in %d lines", sum, lines)
		}
	})
}

// The customer is there and its money is not known to be: the form for the
// balance goes on with the same reference.
func TestOpeningBalanceWithoutAnAnswer(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: "/m/customer/newcomer/transaction"})
		r.Press("n")
		r.Type("newcomer")
		r.Press("tab")
		r.Type("25")
		r.Press("enter")
		r.Sleep(time.Second)
		first := r.ref()
		r.Press("C")
		r.Sleep(500 * time.Millisecond)
		r.Shows("newcomer is created. Its opening balance was sent.")
		r.Shows("▌  newcomer")
		r.Press("b")
		r.Sleep(500 * time.Millisecond)
		r.Shows("Balance of newcomer", "25.00_")
		if r.ref() != first {
			t.Errorf("the reference is %s, not %s", r.ref(), first)
		}
		r.Press("esc")
		r.Sleep(5 * time.Second)
		if sum, lines := r.balance("newcomer"); sum != 2500 || lines != 1 {
			t.Errorf("%d cents in %d lines", sum, lines)
		}
	})
}

// What is typed on when an id is taken was meant for what follows: it makes no customer of another name.
func TestWhatIsTypedOnAfterATakenIDMakesNoCustomer(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.Press("n")
		r.Type("acme")
		r.Press("enter")
		r.Type("def")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("New customer", "! Customer id: this one is taken", "was not taken")
		r.Hides("acmedef")
		r.Press("ctrl+u")
		r.Type("fresh")
		r.inject(sandbox.Fault{Kind: sandbox.Latency, MS: 50, Method: "POST", Path: "/m/customer"})
		r.Press("enter")
		r.Type("def")
		r.Press("enter")
		r.Sleep(200 * time.Millisecond)
		r.Shows("fresh is created.", "\"def\" was not taken")
		for _, c := range []string{"acmedef", "acmef", "acmeef"} {
			if _, err := r.DB.Customer(r.T.Context(), c); err == nil {
				t.Errorf("%s was made", c)
			}
		}
	})
}

func TestTakenIDKeepsTheForm(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.Press("n")
		r.Type("acme")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("New customer", "! Customer id: this one is taken", "acme")
	})
}

func TestNewCustomerWithoutAnAnswer(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: "/m/customer"})
		r.Press("n")
		r.Type("newcomer")
		r.Press("tab")
		r.Type("25")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("C")
		r.Settle()
		r.Shows("No answer yet", "The opening balance was not sent.", "No answer yet for the new customer (newcomer).")
		r.Sleep(5 * time.Second)
		r.Shows("newcomer")
		r.Hides("Did it go through")
		if len(r.Changes()) != 1 {
			t.Errorf("%d requests", len(r.Changes()))
		}
	})
}

func TestBadCustomers(t *testing.T) {
	refuseEach(t, "n", "New customer", map[string]string{"Customer id": "newcomer", "Opening balance": "25"}, []bad{
		{"Customer id", "", "letters a-z"}, {"Customer id", "a_b", "letters a-z"}, {"Customer id", "a-b", "letters a-z"}, {"Customer id", "a/b", "letters a-z"},
		{"Customer id", "..", "letters a-z"}, {"Customer id", "a%2fb", "letters a-z"}, {"Customer id", "a b", "letters a-z"}, {"Customer id", "jos\u00e9", "letters a-z"},
		{"Customer id", strings.Repeat("x", 81), "1 to 80 of them"},
		{"Opening balance", "-1", "from $0.00 to $1000.00"}, {"Opening balance", "1000.01", "from $0.00 to $1000.00"}, {"Opening balance", "0.005", "at most two"},
		{"Opening balance", "$1", "without $"}, {"Opening balance", "1e3", "an amount in dollars"}, {"Opening balance", "12345678901234567890", "an amount in dollars"},
	})
}

func TestEightyCharactersAreAnID(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.Press("n")
		r.Type(strings.Repeat("x", 80))
		r.Press("enter")
		r.Sleep(3 * time.Second)
		r.Shows("is created.")
	})
}

func TestStatusCanBeTakenBack(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("acme")
		r.Press("e")
		r.Sleep(time.Second)
		r.Shows("active              this customer is active already: nothing was sent.", "paused              no new activations; running ones go on")
		r.Press("p")
		r.Sleep(time.Second)
		r.Shows("in 3s", "u = undo")
		r.Press("u")
		r.Sleep(6 * time.Second)
		r.Hides("in 3s", "paused")
		if len(r.Changes()) != 0 {
			t.Fatal("taken back, it was sent")
		}
		r.Press("e", "p")
		r.Sleep(6 * time.Second)
		r.Shows("acme is paused now.", "No new activations; running ones go on.")
		if len(r.Changes()) != 1 {
			t.Errorf("%d requests", len(r.Changes()))
		}
	})
}

// Whether the provider keeps a customer from operating is asked with r, and said with its age.
func TestACustomersHoldIsShown(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("acme")
		r.Hides("on hold")
		r.Press("r")
		r.Sleep(time.Second)
		r.Shows("no, read 1s ago")
		r.Press("e", "d")
		r.Sleep(time.Second)
		r.Press("enter")
		r.Sleep(6 * time.Second)
		r.Press("r")
		r.Sleep(time.Second)
		r.Shows("disabled", "yes, read 1s ago")
	})
}

func TestStatusWithoutAnAnswer(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "PUT", Path: "/m/customer/acme"})
		r.Press("e", "p")
		r.Sleep(5 * time.Second)
		r.Shows("No answer yet", "checking", "No answer yet for the status change (acme to paused).")
		r.Sleep(3 * time.Second)
		r.Shows("paused")
		r.Hides("checking")
	})
}

func TestMarkForDeletionIsTyped(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("xDWxt7dd6efro3yWL4qfuEWjvAz1")
		r.Press("x")
		r.Sleep(time.Second)
		r.Shows("the last six characters of its id, WjvAz1", "id  xDWxt7dd6efro3yWL4qfuEWjvAz1")
		r.Paste("WjvAz1")
		r.Press("enter")
		r.Sleep(time.Second)
		if len(r.Changes()) != 0 {
			t.Fatal("a paste marked it")
		}
		r.Type("WjvAz1")
		r.Press("enter")
		r.Sleep(3 * time.Second)
		r.Shows("deletion")
		if len(r.Changes()) != 1 {
			t.Errorf("%d requests", len(r.Changes()))
		}
		r.Press("x")
		r.Sleep(time.Second)
		r.Shows("this customer is markedForDeletion already: nothing was sent")
	})
}

func TestLeavingWhileAStatusChanges(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.Press("e", "p", "q")
		r.Settle()
		r.Shows("1 change of status is about to be made.")
		r.Sleep(time.Second)
		r.Press("Q")
		r.Settle()
		if !r.Quit || len(r.Changes()) != 1 {
			t.Errorf("quit %v after %d requests", r.Quit, len(r.Changes()))
		}
	})
}

// While the question is open the change goes out by itself: it is said so, and not made again.
func TestLeavingMakesNoChangeTwice(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.Press("e", "p", "q")
		r.Settle()
		r.Shows("1 change of status is about to be made.")
		r.Sleep(6 * time.Second)
		r.Shows("No change is left to be made.")
		r.Press("Q")
		r.Settle()
		if !r.Quit || len(r.Changes()) != 1 {
			t.Errorf("quit %v after %d requests", r.Quit, len(r.Changes()))
		}
	})
}

func TestOrderCopyAndRead(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.find("bluekite")
		r.Press("N", "y")
		r.Settle()
		if !slices.Equal(r.orders.of, []string{"bluekite"}) || !slices.Equal(r.Out.Copied, []string{"bluekite"}) {
			t.Errorf("ordered for %v, copied %v", r.orders.of, r.Out.Copied)
		}
		before := len(r.World.Requests())
		r.Press("r")
		r.Settle()
		r.Shows("bluekite was read again.")
		var asked []string
		for _, q := range r.World.Requests()[before:] {
			asked = append(asked, q.Path[strings.Index(q.Path, "retail/")+7:])
		}
		if !slices.Equal(asked, []string{"m/customers", "a/customer/bluekite", "a/customer/bluekite/balance"}) {
			t.Errorf("asked %v", asked)
		}
		r.Press("R")
		r.Settle()
		r.Shows("The customers were read again.")
		r.Press("esc")
		r.find("hollowoak")
		r.Press("N")
		r.Settle()
		r.Shows("the customer is paused")
		if len(r.orders.of) != 1 {
			t.Error("a paused customer can order")
		}
	})
}

// What is typed after a customer was made is meant for that customer, whatever
// the filter shows and wherever the list puts it.
func TestTheCursorGoesToWhoWasMade(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		r.Press("/")
		r.Type("north")
		r.Press("enter")
		r.Shows("▌  northwind")
		r.Press("n")
		r.Type("zeta1")
		r.Press("enter")
		r.Sleep(3 * time.Second)
		r.Shows("zeta1 is created.", "▌  zeta1")
		r.Press("b")
		r.Shows("Balance of zeta1")
	})
}
