package sms

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

const orderPath = "/a/customer/acme/activation"

// posts counts the orders of acme that went over the wire since a moment.
func (r *rig) posts(at time.Time) int { return len(r.Since(at, "POST", orderPath)) }

func TestALostAnswerToAnOrderIsFoundAndNeverSentAgain(t *testing.T) {
	for _, kind := range []sandbox.Kind{sandbox.LostAnswer, sandbox.Malformed} {
		t.Run(string(kind), func(t *testing.T) {
			inBubble(t, sandbox.Options{SMSAfter: 5 * time.Minute}, func(t *testing.T, r *rig) {
				start := time.Now()
				r.inject(sandbox.Fault{Kind: kind, Method: "POST", Path: orderPath})
				_, err := r.Order(t.Context(), "acme", order("telegram", "uk"))
				var open *store.Unsettled
				if !errors.As(err, &open) {
					t.Fatalf("the order ended with %v, want *store.Unsettled", err)
				}
				var twice *store.OpenIntentError
				if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); !errors.As(err, &twice) {
					t.Errorf("a second order before the first is settled: %v", err)
				}
				time.Sleep(3 * time.Second)
				in, err := r.DB.Intent(t.Context(), open.Intent)
				if err != nil || in.State != store.StateConfirmed {
					t.Fatalf("three seconds later it is %s: %s, %v", in.State, in.Reason, err)
				}
				if got := r.row(in.Ref); got.State(time.Now()) != platfone.Waiting || got.CustomerID != "acme" {
					t.Errorf("the found number is %s of %q", got.RawWords(), got.CustomerID)
				}
				if active, err := r.DB.WaitingActivations(t.Context()); err != nil || len(active) != 1 {
					t.Errorf("%d numbers are active, %v; want the one", len(active), err)
				}
				time.Sleep(6 * time.Minute)
				if got := r.row(in.Ref); !got.HasCode() {
					t.Error("the found number is not polled")
				}
				if n := r.posts(start); n != 1 {
					t.Errorf("%d orders on the wire, want one", n)
				}
			})
		})
	}
}

func TestAnOrderThatNeverArrivedIsAbsentAfterTwoReadsTwoMinutesApart(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 5 * time.Minute}, func(t *testing.T, r *rig) {
		start := time.Now()
		r.inject(sandbox.Fault{Kind: sandbox.Reset, Method: "POST", Path: orderPath})
		_, err := r.Order(t.Context(), "acme", order("telegram", "uk"))
		var open *store.Unsettled
		if !errors.As(err, &open) {
			t.Fatalf("the order ended with %v, want *store.Unsettled", err)
		}
		time.Sleep(31 * time.Second)
		in, err := r.DB.Intent(t.Context(), open.Intent)
		if err != nil || in.State != store.StateUnknown || in.Checks != 3 || in.Reason != "no new number appeared" {
			t.Errorf("after half a minute: %s, %d looks, %q, %v", in.State, in.Checks, in.Reason, err)
		}
		time.Sleep(85 * time.Second)
		if in, _ = r.DB.Intent(t.Context(), open.Intent); in.State != store.StateUnknown {
			t.Errorf("absent before two minutes had passed between two reads")
		}
		time.Sleep(10 * time.Second)
		if in, _ = r.DB.Intent(t.Context(), open.Intent); in.State != store.StateAbsent {
			t.Errorf("after two minutes and a half it is %s", in.State)
		}
		r.mustOrder("acme", "telegram", "uk")
		list, err := r.DB.Intents(t.Context(), 1)
		if err != nil || list[0].Parent != open.Intent {
			t.Errorf("the new attempt names %d as its parent, want %d, %v", list[0].Parent, open.Intent, err)
		}
		if n := r.posts(start); n != 2 {
			t.Errorf("%d orders on the wire, want the lost one and the new one", n)
		}
	})
}

func TestANumberOfAnotherOrderIsNotTakenForTheLostOne(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		if _, err := r.elsewhere().Order(t.Context(), "acme", order("telegram", "uk")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second) // that one is older than the order
		r.mustOrder("acme", "telegram", "uk")
		r.inject(sandbox.Fault{Kind: sandbox.Reset, Method: "POST", Path: orderPath})
		_, err := r.Order(t.Context(), "acme", order("telegram", "uk"))
		var open *store.Unsettled
		if !errors.As(err, &open) {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Minute)
		if in, err := r.DB.Intent(t.Context(), open.Intent); err != nil || in.State != store.StateAbsent {
			t.Errorf("it is %s with %q, %v; want absent", in.State, in.Ref, err)
		}
	})
}

func TestTwoNumbersThatFitAreLeftToAPerson(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: orderPath})
		_, err := r.Order(t.Context(), "acme", order("telegram", "uk"))
		var open *store.Unsettled
		if !errors.As(err, &open) {
			t.Fatal(err)
		}
		other, err := r.elsewhere().Order(t.Context(), "acme", order("telegram", "uk"))
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(15 * time.Minute)
		in, err := r.DB.Intent(t.Context(), open.Intent)
		if err != nil || in.State != store.StateUnknown {
			t.Fatalf("with two numbers that fit it is %s, %v", in.State, err)
		}
		if err := r.e.Decide(t.Context(), open.Intent, other.ID); err != nil {
			t.Fatal(err)
		}
		if in, _ = r.DB.Intent(t.Context(), open.Intent); in.State != store.StateConfirmed || in.Ref != other.ID {
			t.Errorf("once a person decided it is %s with %q", in.State, in.Ref)
		}
	})
}

func TestAnOrderOfferedAtAHigherPriceGoesOnWithItsToken(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		p, err := r.elsewhere().Price(t.Context(), "whatsapp", "us")
		if err != nil {
			t.Fatal(err)
		}
		o := order("whatsapp", "us")
		o.MaxPrice = p.Suggested.Cents
		_, err = r.Order(t.Context(), "acme", o)
		var moved *platfone.PriceMoved
		if !errors.As(err, &moved) {
			t.Fatalf("the order ended with %v, want *platfone.PriceMoved", err)
		}
		a, err := r.Order(t.Context(), "acme", o.Raised(moved))
		if err != nil {
			t.Fatal(err)
		}
		r.row(a.ID)
		if got, want := r.Intents(), []string{"sms.order rejected", "sms.order confirmed"}; !slices.Equal(got, want) {
			t.Errorf("the journal says %v, want %v", got, want)
		}
	})
}

func TestOrdersThatCannotSucceedAreNotSent(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		start := time.Now()
		bad := order("telegram", "uk")
		bad.MaxPrice = 0
		var field *platfone.FieldError
		if _, err := r.Order(t.Context(), "acme", bad); !errors.As(err, &field) || field.Field != "max_price" {
			t.Errorf("an order without a ceiling: %v", err)
		}
		if _, err := r.Order(t.Context(), "a-b", order("telegram", "uk")); !errors.As(err, &field) {
			t.Errorf("an order for a customer that cannot be: %v", err)
		}
		if err := r.elsewhere().SetCustomerStatus(t.Context(), "bluekite", platfone.CustomerPaused); err != nil {
			t.Fatal(err)
		}
		if err := r.RefreshCustomers(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Order(t.Context(), "bluekite", order("telegram", "uk")); livetest.Reason(err) != act.CustomerStatus {
			t.Errorf("an order for a paused customer: %v", err)
		}
		r.inject(sandbox.Fault{Kind: sandbox.Offline, Method: "POST"})
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); err == nil {
			t.Error("an order without a network went through")
		}
		if got, want := r.Intents(), []string{"sms.order rejected"}; !slices.Equal(got, want) {
			t.Errorf("the journal says %v, want %v", got, want)
		}
		if n := len(r.Since(start, "POST", "/activation")); n != 1 {
			t.Errorf("%d orders tried the wire, want the one that found no network", n)
		}
	})
}

func TestTheTwentyFirstNumberIsRefusedHere(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		r.Stop()
		r.start(func(c *setup) { c.MaxActive = 2 })
		r.mustOrder("acme", "telegram", "uk")
		a := r.mustOrder("acme", "telegram", "uk")
		time.Sleep(time.Second)
		start := time.Now()
		var many *platfone.TooManyActive
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); livetest.Reason(err) != live.ReasonFull || !errors.As(err, &many) {
			t.Errorf("the third of two: %v", err)
		}
		if n := r.posts(start); n != 0 {
			t.Errorf("%d orders on the wire", n)
		}
		time.Sleep(3 * time.Minute)
		if err := r.Cancel(t.Context(), a.ID); err != nil {
			t.Fatal(err)
		}
		r.mustOrder("acme", "telegram", "uk")
	})
}

func TestAnOrderMovesTheBalances(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		time.Sleep(10 * time.Second) // the account's own was read
		before, err := r.DB.AccountBalance(t.Context())
		r.must(err)
		start := time.Now()
		r.mustOrder("acme", "telegram", "uk")
		time.Sleep(3 * time.Second)
		after, err := r.DB.AccountBalance(t.Context())
		if r.must(err); after.Free().Cents >= before.Free().Cents {
			t.Errorf("the account had %v free before the order, %v after it", before.Free(), after.Free())
		}
		if n := len(r.Since(start, "GET", "/a/customer/acme/balance")); n != 1 {
			t.Errorf("the balance was read %d times, want once", n)
		}
		c, err := r.DB.Customer(t.Context(), "acme")
		if err != nil || c.Held.Reserved.Cents < 100 {
			t.Errorf("held %v, %v; want the order's dollar at least", c.Held.Reserved, err)
		}
	})
}

// What an earlier order made is not taken for another's, however much was done
// in between.
func TestALostOrderIsNotFoundInWhatAnotherMade(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		made := r.mustOrder("acme", "telegram", "uk")
		for n := range 600 {
			id, err := r.DB.Begin(t.Context(), store.Intent{Op: opAdjust, NaturalKey: fmt.Sprint("busy", n), Created: time.Now()}, nil)
			if err = errors.Join(err, r.DB.MarkSent(t.Context(), id), r.DB.Settle(t.Context(), id, store.StateConfirmed, "", "")); err != nil {
				t.Fatal(err)
			}
		}
		r.inject(sandbox.Fault{Kind: sandbox.Reset, Method: "POST", Path: "/a/customer/acme/activation"})
		_, err := r.Order(t.Context(), "acme", order("telegram", "uk"))
		id := r.unsettled(err)
		time.Sleep(3 * time.Minute)
		if in, err := r.DB.Intent(t.Context(), id); err != nil || in.State != store.StateAbsent {
			t.Errorf("it is %s as %s, %v; %s was made by the order before", in.State, in.Ref, err, made.ID)
		}
	})
}
