package sms

import (
	"errors"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live/livetest"
)

func TestANewCustomerAndItsOpeningBalance(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		if made, err := r.CreateCustomer(t.Context(), "newcomer", amount("TX1", 2500)); err != nil || !made {
			t.Fatalf("made %v, %v", made, err)
		}
		if n, total := r.booked("TX1", "newcomer"); n != 1 || total != 2500 {
			t.Errorf("the opening balance was booked %d times, the balance is %d", n, total)
		}
		for _, tr := range r.books().Transactions {
			if tr.Customer == "newcomer" && tr.ID != "TX1" {
				t.Errorf("the provider booked %s by itself", tr.ID)
			}
		}
		time.Sleep(4 * time.Second)
		c, err := r.DB.Customer(t.Context(), "newcomer")
		if free, exact := c.Free(); err != nil || c.Status != platfone.CustomerActive || free != money.Known(2500) || !exact {
			t.Errorf("here it is %s with %s, exactly: %v, %v", c.Status, free, exact, err)
		}
	})
}

func TestAnIDIsTakenOnce(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		made, err := r.CreateCustomer(t.Context(), "acme", amount("TX1", 2500))
		if made || !errors.Is(err, platfone.ErrDuplicate) {
			t.Errorf("made %v, %v", made, err)
		}
		if n, _ := r.booked("TX1", "acme"); n != 0 {
			t.Error("the opening balance went to the customer that has the id")
		}
	})
}

func TestALostAnswerToANewCustomer(t *testing.T) {
	for id, want := range map[string]store.IntentState{"newcomer": store.StateConfirmed, "stranger": store.StateAbsent} {
		t.Run(id, func(t *testing.T) {
			inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
				if id == "stranger" { // made elsewhere a while ago, and not known here
					if err := r.elsewhere().CreateCustomer(t.Context(), id, 0); err != nil {
						t.Fatal(err)
					}
					time.Sleep(10 * time.Second)
				}
				start := time.Now()
				r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: "/m/customer"})
				made, err := r.CreateCustomer(t.Context(), id, amount("TX1", 2500))
				open := r.unsettled(err)
				if made {
					t.Error("it counts as made")
				}
				time.Sleep(3 * time.Second)
				if s := r.state(open); s != want {
					t.Errorf("three seconds later it is %s, want %s", s, want)
				}
				if n := len(r.Since(start, "POST", "")); n != 1 {
					t.Errorf("%d requests: the opening balance waits for a person", n)
				}
			})
		})
	}
}

func TestABadCustomerIsRefusedBeforeTheWire(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		start := time.Now()
		for id, opening := range map[string]platfone.NewTransaction{
			"a_b": {}, "a-b": {}, "": {}, "a b": {}, "good1": amount("TX1", -1), "good2": amount("T-1", 5), "good3": amount("TX1", 100_001),
		} {
			var e *platfone.FieldError
			if _, err := r.CreateCustomer(t.Context(), id, opening); !errors.As(err, &e) {
				t.Errorf("%q with %+v: %v", id, opening, err)
			}
		}
		var e *platfone.FieldError
		if err := r.SetStatus(t.Context(), "acme", "sleeping"); !errors.As(err, &e) || e.Field != "status" {
			t.Errorf("an unknown status: %v", err)
		}
		if n := len(r.Since(start, "POST", "")) + len(r.Since(start, "PUT", "")); n != 0 {
			t.Errorf("%d requests were sent", n)
		}
	})
}

func TestEveryStatus(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		for _, s := range []platfone.CustomerStatus{platfone.CustomerPaused, platfone.CustomerDisabled, platfone.CustomerActive, platfone.CustomerMarked} {
			time.Sleep(time.Second)
			if err := r.SetStatus(t.Context(), "acme", s); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
			if c, err := r.DB.Customer(t.Context(), "acme"); err != nil || c.Status != s {
				t.Errorf("set to %s it is %s here, %v", s, c.Status, err)
			}
		}
	})
}

func TestALostAnswerToAStatus(t *testing.T) {
	for kind, want := range map[sandbox.Kind]store.IntentState{sandbox.LostAnswer: store.StateConfirmed, sandbox.Reset: store.StateAbsent} {
		t.Run(string(kind), func(t *testing.T) {
			inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
				r.inject(sandbox.Fault{Kind: kind, Method: "PUT", Path: "/m/customer/acme"})
				id := r.unsettled(r.SetStatus(t.Context(), "acme", platfone.CustomerPaused))
				time.Sleep(140 * time.Second)
				if s := r.state(id); s != want {
					t.Errorf("it is %s, want %s", s, want)
				}
			})
		})
	}
}

func TestTheLedgerIsReadFromWhereItIsKnown(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		time.Sleep(time.Minute)
		if err := r.elsewhere().AddTransaction(t.Context(), "acme", amount("TX9", 77)); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		if err := r.RefreshLedger(t.Context(), "acme"); err != nil {
			t.Fatal(err)
		}
		if _, err := r.DB.Transaction(t.Context(), "acme", "TX9"); err != nil {
			t.Errorf("a line made elsewhere is not here: %v", err)
		}
		if n := len(r.Since(start, "GET", "/m/customers/transactions?created_from_timestamp=")); n != 1 {
			t.Errorf("%d requests that begin where the ledger is known", n)
		}
		if read, err := r.LedgerRead(t.Context(), "acme"); err != nil || read.Before(start.Truncate(time.Second)) || read.After(time.Now()) {
			t.Errorf("read at %v, and it was %v: %v", read, start, err)
		}
	})
}

// The customer cannot be read after its status was changed: what was done holds, and is not sent again.
func TestAStatusHoldsThoughTheCustomerCannotBeRead(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		start := time.Now()
		r.inject(sandbox.Fault{Kind: sandbox.Status, Method: "GET", Times: 1000})
		if err := r.SetStatus(t.Context(), "acme", platfone.CustomerPaused); err != nil {
			t.Fatal(err)
		}
		if c, err := r.DB.Customer(t.Context(), "acme"); err != nil || c.Status != platfone.CustomerPaused {
			t.Errorf("it is %q here, %v", c.Status, err)
		}
		if err := r.SetStatus(t.Context(), "acme", platfone.CustomerPaused); livetest.Reason(err) != act.AlreadySo {
			t.Errorf("again: %v", err)
		}
		if n := len(r.Since(start, "PUT", "")); n != 1 {
			t.Errorf("sent %d times, want once", n)
		}
	})
}

// The look at a customer that follows an act upon it does not read again what the act has read.
func TestTheLookAfterAnActIsOneRead(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		start := time.Now()
		err := errors.Join(r.SetStatus(t.Context(), "acme", platfone.CustomerPaused), r.RefreshCustomer(t.Context(), "acme"))
		time.Sleep(time.Second)
		if n := len(r.Since(start, "GET", "/m/customers?customer_id=acme")); err != nil || n != 1 {
			t.Errorf("the customer was read %d times, %v", n, err)
		}
		err = r.RefreshCustomer(t.Context(), "acme")
		if n := len(r.Since(start, "GET", "/m/customers?customer_id=acme")); err != nil || n != 2 {
			t.Errorf("asked for once more it was read %d times, %v", n, err)
		}
	})
}
