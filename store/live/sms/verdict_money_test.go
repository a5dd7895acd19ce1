package sms

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

// What was given back or refunded is not spent; what has no price counts with its ceiling.
func TestWhatCountsAsSpentToday(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		synctest.Wait() // no read is on its way that would say otherwise
		now := time.Now()
		spent := func() money.Cents {
			t.Helper()
			c, err := r.Spent(t.Context(), now.Add(-time.Minute))
			r.must(err)
			return c
		}
		before := spent()
		put := func(id string, billing platfone.BillingStatus, price money.Price) {
			t.Helper()
			r.must(r.DB.PutActivations(t.Context(), time.Now(), platfone.Activation{ID: id, CustomerID: "acme", ServiceID: "telegram", CountryID: "uk",
				SMS: platfone.SMSReceived, Code: "123456", Status: platfone.StatusFinalized, Billing: billing, Price: price, CustomerPrice: money.Known(500),
				CreatedAt: now, UpdatedAt: now, ExpireAt: now.Add(time.Hour)}))
		}
		put("billed", platfone.BillingBilled, money.Known(30))
		put("reserved", platfone.BillingReserved, money.Known(40))
		put("released", platfone.BillingReleased, money.Known(50))
		put("refunded", platfone.BillingRefunded, money.Known(60))
		if got := spent() - before; got != 70 {
			t.Errorf("%s was spent, want $0.70", got)
		}
		id, err := r.DB.Begin(t.Context(), store.Intent{Op: opOrder, NaturalKey: "one", Body: []byte(`{"Order":{"MaxPrice":77}}`)}, nil)
		r.must(err)
		r.must(r.DB.MarkSent(t.Context(), id))
		if got := spent() - before; got != 147 {
			t.Errorf("%s with an order under way, want $1.47", got)
		}
		r.must(r.DB.Settle(t.Context(), id, store.StateConfirmed, "ours", ""))
		if got := spent() - before; got != 147 {
			t.Errorf("%s with an order that was not read yet, want $1.47", got)
		}
		put("ours", platfone.BillingBilled, money.Price{})
		if got := spent() - before; got != 147 {
			t.Errorf("%s with an order without a price, want $1.47", got)
		}
		put("ours", platfone.BillingBilled, money.Known(20))
		if got := spent() - before; got != 90 {
			t.Errorf("%s with an order for $0.20, want $0.90", got)
		}
	})
}

// The day's limit holds to the cent.
func TestTheLimitOfTheDayHoldsToTheCent(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		spent, err := r.Spent(t.Context(), time.Now().Truncate(24*time.Hour))
		r.must(err)
		r.limited(live.Spend{MaxPerDay: money.Known(spent + 100)})
		r.says("to the cent", r.verdict(act.Order{Customer: "acme", Order: at(100)}))
		r.says("a cent over", r.verdict(act.Order{Customer: "acme", Order: at(101)}), act.SpendDay)
	})
}

// A line of the ledger with another amount, customer or gateway is another booking.
func TestALineOfAnotherAmountIsNotTheBooking(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		for id, other := range map[string]platfone.NewTransaction{"TXA": {ID: "TXA", Amount: 901, Gateway: "stripe"}, "TXG": {ID: "TXG", Amount: 900, Gateway: "paypal"}} {
			r.must(r.elsewhere().AddTransaction(t.Context(), "acme", other))
			ours := platfone.NewTransaction{ID: id, Amount: 900, Gateway: "stripe"}
			if found, err := r.findTransaction(t.Context(), adjustNote{"acme", ours}); err != nil || found.State != live.Absent || !found.Sure {
				t.Errorf("%s: %+v, %v", id, found, err)
			}
			if _, err := r.AdjustBalance(t.Context(), "acme", ours); livetest.Reason(err) != live.ReasonRule {
				t.Errorf("%s: %v", id, err)
			}
			time.Sleep(time.Second)
		}
	})
}

// A number is read once more past its end, and no more after that.
func TestTheLastLookAtANumberIsPastItsEnd(t *testing.T) {
	end := time.Unix(1_000_000, 0)
	a := platfone.Activation{SMS: platfone.SMSRequested, Status: platfone.StatusActive, Billing: platfone.BillingReserved, ExpireAt: end}
	for heard, want := range map[time.Duration]bool{-time.Minute: true, 0: true, time.Second: true, finalGrace: false, time.Minute: false} {
		if got := expects(a, end.Add(heard), end.Add(2*time.Minute)); got != want {
			t.Errorf("heard %v past its end: %v", heard, got)
		}
	}
	for status, want := range map[platfone.SMSStatus]bool{platfone.SMSRequested: true, platfone.RetryRequested: true, "odd": true, platfone.SMSReceived: false} {
		a := platfone.Activation{SMS: status, Status: platfone.StatusActive, Billing: platfone.BillingBilled, ExpireAt: end, Code: "1"}
		if status == platfone.SMSRequested {
			a.Billing, a.Code = platfone.BillingReserved, ""
		}
		if got := expects(a, end.Add(-2*time.Minute), end.Add(-time.Minute)); got != want {
			t.Errorf("%s is polled: %v", status, got)
		}
	}
	if finalGrace < time.Second {
		t.Errorf("the last look is at %v past the end, and the provider's end may lag", finalGrace)
	}
}

// Money for a customer takes a letter of its own for each direction.
func TestTheVerdictOnACredit(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.limited(live.Spend{MaxHere: money.Known(500)})
		synctest.Wait()
		now := time.Now()
		r.must(r.DB.PutCustomers(t.Context(), now, platfone.Customer{ID: "zeta", Status: platfone.CustomerActive, Balance: money.Known(1000)}))
		r.must(r.DB.PutBalance(t.Context(), now.Add(time.Second), "zeta", platfone.Balance{Total: money.Known(50), Reserved: money.Known(0)}))
		for _, c := range []struct {
			amount money.Cents
			letter string
			after  string
			want   []act.Code
		}{
			{500, "A", "$5.50", nil}, {501, "A", "", []act.Code{act.SpendAct}},
			{-50, "D", "$0.00", nil}, {-51, "D", "-$0.01", []act.Code{act.BelowZero}}, {-600, "D", "-$5.50", []act.Code{act.BelowZero}},
		} {
			v := r.verdict(act.Credit{Customer: "zeta", Transaction: amount("TX1", c.amount)})
			r.says(c.amount.String(), v, c.want...)
			if v.Consent.Sureness() != act.ByCapital || v.Consent.What() != c.letter {
				t.Errorf("%s takes %v", c.amount, v.Consent)
			}
			if after := v.After[len(v.After)-1]; c.after != "" && after.Value != c.after {
				t.Errorf("after %s: %+v, want %s", c.amount, after, c.after)
			}
		}
		for status, sure := range map[platfone.CustomerStatus]act.Sureness{
			platfone.CustomerActive: act.Unasked, platfone.CustomerPaused: act.Unasked, platfone.CustomerDisabled: act.ByEnter, platfone.CustomerMarked: act.ByTyping,
		} {
			if v := r.verdict(act.Status{Customer: "zeta", Status: status}); v.Consent.Sureness() != sure {
				t.Errorf("%s takes %v", status, v.Consent)
			}
		}
		r.says("a status it has", r.verdict(act.Status{Customer: "acme", Status: platfone.CustomerActive}), act.AlreadySo)
		r.must(r.DB.PutBalance(t.Context(), time.Now(), "acme", platfone.Balance{Total: money.Known(4083), Reserved: money.Known(0)}))
		v := r.verdict(act.Status{Customer: "acme", Status: platfone.CustomerDisabled})
		if !slices.ContainsFunc(v.Before, func(f act.Fact) bool {
			return f.Name == "free to spend" && strings.HasPrefix(f.Value, "$40.83") && !f.Seen.IsZero()
		}) {
			t.Errorf("of what is saved now: %+v", v.Before)
		}
	})
}

// What nobody has weighed is not sent, and what may be under way is not weighed well.
func TestNothingUnweighedIsSent(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		sent := false
		err := r.Engine.Perform(t.Context(), live.Attempt{Op: opOrder, Key: "k", Send: func(context.Context) (string, error) { sent = true; return "", nil }})
		if livetest.Reason(err) != act.NotConfirmed || sent {
			t.Errorf("sent %v, %v", sent, err)
		}
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: orderPath})
		_, err = r.Order(t.Context(), "acme", order("telegram", "uk"))
		r.unsettled(err)
		r.says("the same", r.verdict(act.Order{Customer: "acme", Order: order("telegram", "uk")}), act.OpenAttempt)
		r.says("another customer's", r.verdict(act.Order{Customer: "bluekite", Order: order("telegram", "uk")}))
	})
}

// A number whose time is over takes no place, and what is settled is nobody's to decide.
func TestWhatIsOverTakesNoPlace(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		r.Stop()
		r.start(func(s *setup) { s.MaxActive = 1 })
		synctest.Wait()
		now := time.Now()
		a := platfone.Activation{ID: "old", CustomerID: "acme", ServiceID: "telegram", CountryID: "uk", SMS: platfone.SMSRequested, Status: platfone.StatusActive,
			Billing: platfone.BillingReserved, CreatedAt: now.Add(-time.Hour), UpdatedAt: now, ExpireAt: now.Add(-time.Second)}
		r.must(r.DB.PutActivations(t.Context(), now, a))
		r.says("beside one that is over", r.verdict(act.Order{Customer: "acme", Order: order("telegram", "uk")}))
		a.ID, a.ExpireAt = "new", now.Add(time.Hour)
		r.must(r.DB.PutActivations(t.Context(), now, a))
		r.says("beside one that runs", r.verdict(act.Order{Customer: "acme", Order: order("telegram", "uk")}), act.PlaceFull)
		id, err := r.DB.Begin(t.Context(), store.Intent{Op: opOrder, NaturalKey: "one", Body: []byte(`{}`)}, nil)
		r.must(err)
		r.must(r.DB.MarkSent(t.Context(), id))
		r.must(r.DB.Settle(t.Context(), id, store.StateConfirmed, "made", ""))
		if err := r.Engine.Decide(t.Context(), id, ""); livetest.Reason(err) != live.ReasonRule {
			t.Errorf("a decision about what is confirmed: %v", err)
		}
	})
}

// To end what is ended is no mistake; to end it in another way is.
func TestTheVerdictOnWhatIsEnded(t *testing.T) {
	for status, want := range map[platfone.ActivationStatus][2]act.Code{
		platfone.StatusCanceled: {act.AlreadySo, act.WrongState}, platfone.StatusFinalized: {act.WrongState, act.AlreadySo}, platfone.StatusExpired: {act.AlreadySo, act.AlreadySo},
	} {
		inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
			a := r.mustOrder("acme", "telegram", "uk")
			synctest.Wait()
			a.Status, a.UpdatedAt = status, a.UpdatedAt.Add(time.Second)
			r.must(r.DB.PutActivations(t.Context(), time.Now(), a))
			r.says(string(status)+", canceled", r.verdict(act.Cancel{ID: a.ID}), want[0])
			r.says(string(status)+", finalized", r.verdict(act.Finalize{ID: a.ID}), want[1])
			r.says(string(status)+", again", r.verdict(act.Again{ID: a.ID}), act.WrongState)
		})
	}
}

// What is against the rules is said before the act: too early, too late, or nothing to end.
func TestTheVerdictOnWhatRuns(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		synctest.Wait()
		r.says("a cancel", r.verdict(act.Cancel{ID: a.ID}), act.TooEarly)
		for _, early := range []act.Act{act.Again{ID: a.ID}, act.Finalize{ID: a.ID}} {
			r.says(early.Op(), r.verdict(early), act.WrongState)
		}
		now := time.Now()
		for id, ended := range map[string]time.Duration{"fresh": 59 * time.Minute, "stale": time.Hour} {
			r.must(r.DB.PutActivations(t.Context(), now, platfone.Activation{ID: id, CustomerID: "acme", ServiceID: "telegram", CountryID: "uk",
				SMS: platfone.SMSReceived, Code: "1", Status: platfone.StatusExpired, Billing: platfone.BillingBilled, CreatedAt: now.Add(-2 * time.Hour), UpdatedAt: now, ExpireAt: now.Add(-ended)}))
			want := act.CannotBeUndone
			if id == "stale" {
				want = act.WrongState
			}
			r.says(id, r.verdict(act.Report{ID: id, Report: platfone.NewReport{ReasonID: 1}}), want)
		}
	})
}

// What was asked counts for a minute, to the moment.
func TestAWindowIsAMinute(t *testing.T) {
	var w window
	start := time.Unix(1_000_000, 0)
	w.spend(start)
	for after, left := range map[time.Duration]int{0: 4, time.Minute - 1: 4} {
		if got := w.left(start.Add(after), 5); got != left {
			t.Errorf("%v later %d are left, want %d", after, got, left)
		}
	}
	if got := w.left(start.Add(time.Minute), 5); got != 5 {
		t.Errorf("a minute later %d are left", got)
	}
}
