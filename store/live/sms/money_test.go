package sms

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/client/sandbox/retail"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

const adjustPath = "/m/customer/acme/transaction"

// books are what the provider holds to be true.
func (r *rig) books() retail.Ledger {
	r.T.Helper()
	l, ok := r.World.Ledger()["sms"].(retail.Ledger)
	if !ok {
		r.T.Fatal("the sandbox keeps no ledger")
	}
	return l
}

// auditor compares with the provider what happened since a moment.
func (r *rig) auditor(since time.Time) *livetest.Auditor {
	r.T.Helper()
	return livetest.NewAuditor(r.T, r.DB, r.books(), since)
}

// booked is how often the provider booked an id, and a customer's balance there.
func (r *rig) booked(id, customer string) (n int, total int64) {
	r.T.Helper()
	l := r.books()
	for _, t := range l.Transactions {
		if t.ID == id {
			n++
		}
	}
	for _, c := range l.Customers {
		if c.ID == customer {
			total = c.Total
		}
	}
	return n, total
}

func (r *rig) state(id int64) store.IntentState {
	r.T.Helper()
	in, err := r.DB.Intent(r.T.Context(), id)
	if err != nil {
		r.T.Fatal(err)
	}
	return in.State
}

// unsettled fails the test unless err says that the outcome is open.
func (r *rig) unsettled(err error) int64 {
	r.T.Helper()
	var open *store.Unsettled
	if !errors.As(err, &open) {
		r.T.Fatalf("it ended with %v, want *store.Unsettled", err)
	}
	return open.Intent
}

func amount(id string, cents money.Cents) platfone.NewTransaction {
	return platfone.NewTransaction{ID: id, Amount: cents, Gateway: "manual"}
}

func TestAnAdjustmentIsBookedOnceAndSeen(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		_, before := r.booked("", "acme")
		if earlier, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", -3500)); err != nil || earlier {
			t.Fatalf("earlier %v, %v", earlier, err)
		}
		if n, total := r.booked("TX1", "acme"); n != 1 || total != before-3500 {
			t.Errorf("booked %d times, the balance went from %d to %d", n, before, total)
		}
		time.Sleep(4 * time.Second)
		line, err := r.DB.Transaction(t.Context(), "acme", "TX1")
		if err != nil || line.Amount != money.Known(-3500) || line.Gateway != "manual" {
			t.Errorf("the ledger here has %v, %v", line.Transaction, err)
		}
		c, err := r.DB.Customer(t.Context(), "acme")
		if err != nil || c.Held.Total != money.Known(money.Cents(before-3500)) {
			t.Errorf("the balance here is %s, %v", c.Held.Total, err)
		}
	})
}

// One transaction, whatever becomes of the answer, and the books agree.
func TestALostAnswerToAnAdjustmentBooksOnce(t *testing.T) {
	for _, kind := range []sandbox.Kind{sandbox.LostAnswer, sandbox.Malformed} {
		t.Run(string(kind), func(t *testing.T) {
			inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
				start := time.Now()
				_, before := r.booked("", "acme")
				r.inject(sandbox.Fault{Kind: kind, Method: "POST", Path: adjustPath})
				_, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 3500))
				id := r.unsettled(err)
				time.Sleep(3 * time.Second)
				if s := r.state(id); s != store.StateConfirmed {
					t.Errorf("three seconds later it is %s", s)
				}
				if _, err := r.DB.Transaction(t.Context(), "acme", "TX1"); err != nil {
					t.Errorf("the ledger here: %v", err)
				}
				earlier, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 3500))
				if err != nil || !earlier {
					t.Errorf("sent once more: earlier %v, %v", earlier, err)
				}
				if n, total := r.booked("TX1", "acme"); n != 1 || total != before+3500 {
					t.Errorf("booked %d times, the balance went from %d to %d", n, before, total)
				}
				if n := len(r.Since(start, "POST", adjustPath)); n != 2 {
					t.Errorf("%d requests, want the lost one and the repeat", n)
				}
			})
		})
	}
}

// The same reference may be sent again while the first is unknown: under the
// same journal entry, and the provider books it once.
func TestAnAdjustmentMayBeSentAgain(t *testing.T) {
	for kind, arrived := range map[sandbox.Kind]bool{sandbox.LostAnswer: true, sandbox.Reset: false} {
		t.Run(string(kind), func(t *testing.T) {
			inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
				_, before := r.booked("", "acme")
				r.inject(sandbox.Fault{Kind: kind, Method: "POST", Path: adjustPath, Times: 2})
				_, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 3500))
				id := r.unsettled(err)
				if _, err = r.AdjustBalance(t.Context(), "acme", amount("TX1", 3500)); r.unsettled(err) != id {
					t.Error("the repeat has a journal entry of its own")
				}
				earlier, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 3500))
				if err != nil || earlier != arrived {
					t.Errorf("the third time: earlier %v, %v", earlier, err)
				}
				if s := r.state(id); s != store.StateConfirmed {
					t.Errorf("the journal entry is %s", s)
				}
				time.Sleep(15 * time.Minute)
				if n, total := r.booked("TX1", "acme"); n != 1 || total != before+3500 {
					t.Errorf("booked %d times, the balance went from %d to %d", n, before, total)
				}
				if got := r.Intents(); !slices.Equal(got, []string{"sms.adjust confirmed"}) {
					t.Errorf("the journal is %v", got)
				}
			})
		})
	}
}

func TestAnAdjustmentThatNeverArrivedIsAbsentAfterTwoReads(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.Reset, Method: "POST", Path: adjustPath})
		_, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 3500))
		id := r.unsettled(err)
		time.Sleep(2 * time.Minute)
		if s := r.state(id); s != store.StateUnknown {
			t.Errorf("it is %s before two minutes lie between two reads", s)
		}
		time.Sleep(10 * time.Second)
		if s := r.state(id); s != store.StateAbsent {
			t.Errorf("it is %s after two minutes", s)
		}
		if earlier, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 3500)); err != nil || earlier {
			t.Errorf("then it is sent again: earlier %v, %v", earlier, err)
		}
		if n, _ := r.booked("TX1", "acme"); n != 1 {
			t.Errorf("booked %d times", n)
		}
	})
}

func TestAnAdjustmentIsFoundAfterARestart(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: adjustPath})
		_, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 3500))
		id := r.unsettled(err)
		r.again()
		if s := r.state(id); s != store.StateConfirmed {
			t.Errorf("after the restart it is %s", s)
		}
	})
}

func TestAReferenceStandsForOneAdjustment(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		if err := r.elsewhere().AddTransaction(t.Context(), "bluekite", amount("TX1", 900)); err != nil {
			t.Fatal(err)
		}
		_, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 900))
		if livetest.Reason(err) != live.ReasonRule || !strings.Contains(err.Error(), "$9.00 for bluekite") {
			t.Errorf("a reference of another customer's: %v", err)
		}
		time.Sleep(time.Second)
		r.inject(sandbox.Fault{Kind: sandbox.Reset, Method: "POST", Path: adjustPath})
		start := time.Now()
		_, err = r.AdjustBalance(t.Context(), "acme", amount("TX2", 900))
		r.unsettled(err)
		for _, other := range []platfone.NewTransaction{amount("TX2", 901), {ID: "TX2", Amount: 900}} {
			if _, err = r.AdjustBalance(t.Context(), "acme", other); livetest.Reason(err) != live.ReasonRule {
				t.Errorf("another adjustment under a reference that is open: %v", err)
			}
		}
		if _, err = r.AdjustBalance(t.Context(), "bluekite", amount("TX2", 900)); livetest.Reason(err) != live.ReasonRule {
			t.Errorf("another customer under a reference that is open: %v", err)
		}
		if n := len(r.Since(start, "POST", "/transaction")); n != 1 {
			t.Errorf("%d requests, want the first alone", n)
		}
	})
}

// What was booked under a reference is known here: another booking under it is refused before anything is sent, in a dry
// run as well.
func TestABookedReferenceIsKnownBeforeItIsSent(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		_, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 900))
		r.must(err)
		time.Sleep(time.Second)
		start := time.Now()
		for _, c := range []act.Credit{{Customer: "acme", Transaction: amount("TX1", 901), Named: true}, {Customer: "bluekite", Transaction: amount("TX1", 900), Named: true}} {
			v, err := r.Engine.Weigh(t.Context(), c)
			r.must(err)
			if len(v.Refused) != 1 || !strings.Contains(v.Refused[0].Say, "it stands for +$9.00 for acme, which is booked") {
				t.Errorf("%s of %s: refused %v", c.Transaction.Amount, c.Customer, v.Refused)
			}
			if _, err := r.AdjustBalance(t.Context(), c.Customer, c.Transaction); livetest.Reason(err) != live.ReasonRule {
				t.Errorf("sent: %v", err)
			}
		}
		if v, err := r.Engine.Weigh(t.Context(), act.Credit{Customer: "acme", Transaction: amount("TX1", 900), Named: true}); err != nil || len(v.Refused) != 0 {
			t.Errorf("the same again: %v %v", v.Refused, err)
		}
		if n := len(r.Since(start, "POST", "/transaction")); n != 0 {
			t.Errorf("%d requests", n)
		}
	})
}

// Used before, and the ledger cannot be read: that is no refusal but unknown.
func TestADuplicateThatCannotBeReadStaysOpen(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		if err := r.elsewhere().AddTransaction(t.Context(), "acme", amount("TX1", 900)); err != nil {
			t.Fatal(err)
		}
		r.inject(sandbox.Fault{Kind: sandbox.Status, Status: 400, Method: "GET", Path: "/m/customers/transactions"})
		_, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 900))
		id := r.unsettled(err)
		time.Sleep(3 * time.Second)
		if s := r.state(id); s != store.StateConfirmed {
			t.Errorf("once the ledger can be read it is %s", s)
		}
	})
}

func TestTwoEntersAreOneAdjustment(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.Latency, MS: 800, Method: "POST", Path: adjustPath})
		_, before := r.booked("", "acme")
		had := make(chan bool, 2)
		for range 2 {
			go func() {
				earlier, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 100))
				if err != nil {
					t.Error(err)
				}
				had <- earlier
			}()
		}
		if first, second := <-had, <-had; first || !second {
			t.Errorf("had been booked before: %v, then %v; want the second to find the first", first, second)
		}
		if n, total := r.booked("TX1", "acme"); n != 1 || total != before+100 {
			t.Errorf("booked %d times", n)
		}
	})
}

func TestABadAdjustmentIsRefusedBeforeTheWire(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		start := time.Now()
		good := amount("TX1", 100)
		for field, bad := range map[string][]platfone.NewTransaction{
			"transaction_id": {amount("", 1), amount("TX_1", 1), amount("TX-1", 1), amount("T\nX", 1), amount(strings.Repeat("x", 81), 1)},
			"amount":         {amount("TX1", 0), amount("TX1", 100_001), amount("TX1", -100_001)},
			"gateway":        {{ID: "TX1", Amount: 1, Gateway: strings.Repeat("x", 51)}},
		} {
			for _, tr := range bad {
				var e *platfone.FieldError
				if _, err := r.AdjustBalance(t.Context(), "acme", tr); !errors.As(err, &e) || e.Field != field {
					t.Errorf("%+v: %v, want the field %s named", tr, err, field)
				}
			}
		}
		for _, id := range []string{"", "ac_me", "ac-me", "ac/me", "..", "acme%2f", strings.Repeat("x", 81)} {
			var e *platfone.FieldError
			if _, err := r.AdjustBalance(t.Context(), id, good); !errors.As(err, &e) || e.Field != "customer_id" {
				t.Errorf("customer %q: %v", id, err)
			}
		}
		if n := len(r.Since(start, "POST", "")); n != 0 {
			t.Errorf("%d requests were sent", n)
		}
		if got := r.Intents(); len(got) != 0 {
			t.Errorf("the journal is %v", got)
		}
	})
}

func TestMoneyWaitsWhileNothingMayBeSent(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.Stop()
		r.start(func(c *setup) { c.ReadOnly = true })
		start := time.Now()
		_, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 100))
		_, made := r.CreateCustomer(t.Context(), "newcomer", platfone.NewTransaction{})
		status := r.SetStatus(t.Context(), "acme", platfone.CustomerPaused)
		for _, err := range []error{err, made, status} {
			if livetest.Reason(err) != live.ReasonReadOnly {
				t.Errorf("read-only: %v", err)
			}
		}
		if n := len(r.Since(start, "POST", "")) + len(r.Since(start, "PUT", "")); n != 0 {
			t.Errorf("%d requests were sent", n)
		}
	})
}
