package sms

import (
	"fmt"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store/act"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

// What is weighed is what is done: with each of the reasons an order is refused
// before and at the act by the same word, and nothing is sent.
func TestAnOrderIsRefusedByTheSameReasonTwice(t *testing.T) {
	broke := func(t *testing.T, r *rig) {
		if err := r.DB.PutBalance(t.Context(), time.Now(), "acme", platfone.Balance{Total: money.Known(10), Reserved: money.Known(0)}); err != nil {
			t.Fatal(err)
		}
	}
	for why, c := range map[act.Code]struct {
		edit func(*setup)
		do   func(t *testing.T, r *rig)
	}{
		act.ReadOnly:        {edit: func(s *setup) { s.ReadOnly = true }},
		act.SpendAct:        {edit: func(s *setup) { s.Spend = live.Spend{MaxPerOrder: money.Known(10)} }},
		act.SpendDay:        {edit: func(s *setup) { s.Spend = live.Spend{MaxPerDay: money.Known(10)} }},
		act.PlaceFull:       {edit: func(s *setup) { s.MaxActive = 1 }, do: func(t *testing.T, r *rig) { r.mustOrder("acme", "telegram", "us") }},
		act.CustomerBalance: {do: broke},
	} {
		t.Run(string(why), func(t *testing.T) {
			inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
				a := act.Order{Customer: "acme", Order: order("telegram", "uk")}
				v, err := r.Weigh(t.Context(), a)
				if err != nil {
					t.Fatal(err)
				}
				agreed, err := v.Agree(v.Consent)
				if err != nil {
					t.Fatal(err)
				}
				if c.edit != nil {
					r.Stop()
					r.start(c.edit)
				}
				if c.do != nil {
					c.do(t, r)
				}
				time.Sleep(time.Second)
				start := time.Now()
				if v, err = r.Weigh(t.Context(), a); err != nil || v.Stands() || v.Refused[0].Code != why {
					t.Errorf("weighed: %v, %v", v.Refused, err)
				}
				if _, err := r.SMS.Do(t.Context(), a, agreed); livetest.Reason(err) != why {
					t.Errorf("done: %v", err)
				}
				if n := len(r.Since(start, "POST", orderPath)); n != 0 {
					t.Errorf("%d orders were sent", n)
				}
			})
		})
	}
}

// A consent is to what was seen, and used once.
func TestAConsentOrdersOnce(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := act.Order{Customer: "acme", Order: order("telegram", "uk")}
		v, err := r.Weigh(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		agreed, err := v.Agree(v.Consent)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		dearer := a
		dearer.Order.MaxPrice++
		if _, err := r.SMS.Do(t.Context(), dearer, agreed); livetest.Reason(err) != act.Changed {
			t.Errorf("a dearer order: %v", err)
		}
		if _, err := r.SMS.Do(t.Context(), a, act.Enter()); livetest.Reason(err) != act.NotConfirmed {
			t.Errorf("a consent to nothing: %v", err)
		}
		if _, err := r.SMS.Do(t.Context(), a, agreed); err != nil {
			t.Error(err)
		}
		if _, err := r.SMS.Do(t.Context(), a, agreed); livetest.Reason(err) != act.ConsentUsed {
			t.Errorf("used twice: %v", err)
		}
		if n := len(r.Since(start, "POST", orderPath)); n != 1 {
			t.Errorf("%d orders were sent", n)
		}
	})
}

// The same payment is not booked twice by hand while nobody knows whether it was booked.
func TestACreditWhoseFirstIsOpenIsAskedAbout(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: "/transaction"})
		first := act.Credit{Customer: "acme", Transaction: amount("TX1", 777)}
		v, _ := r.Weigh(t.Context(), first)
		c, err := v.Agree(v.Consent)
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.SMS.Do(t.Context(), first, c)
		r.unsettled(err)
		for _, again := range []struct {
			credit act.Credit
			want   act.Code
		}{
			{act.Credit{Customer: "acme", Transaction: amount("TX2", 777)}, act.OpenAttempt},
			{act.Credit{Customer: "acme", Transaction: amount("TX2", 777), Named: true}, ""},
			{act.Credit{Customer: "acme", Transaction: amount("TX2", 778)}, ""},
			{act.Credit{Customer: "acme", Transaction: amount("TX1", 778), Named: true}, act.WrongState},
			{first, ""},
		} {
			v, err := r.Weigh(t.Context(), again.credit)
			if err != nil {
				t.Fatal(err)
			}
			if got := livetest.Reason(v.Err()); got != again.want {
				t.Errorf("%+v: %q, want %q", again.credit, got, again.want)
			}
		}
	})
}

// BenchmarkWeigh is the verdict on an order with a hundred thousand activations on disk.
func BenchmarkWeigh(b *testing.B) {
	s := bench(b)
	now := time.Now()
	list := make([]platfone.Activation, 0, 1000)
	for i := range 100_000 {
		at := now.Add(-time.Duration(i) * time.Minute)
		list = append(list, platfone.Activation{ID: fmt.Sprint("a", i), CustomerID: "acme", ServiceID: "telegram", CountryID: "uk", Status: "expired",
			Billing: platfone.BillingBilled, Price: money.Known(34), CreatedAt: at, ExpireAt: at.Add(20 * time.Minute), UpdatedAt: at})
		if len(list) == cap(list) {
			if err := s.db.PutActivations(b.Context(), now, list...); err != nil {
				b.Fatal(err)
			}
			list = list[:0]
		}
	}
	a := act.Order{Customer: "acme", Order: order("telegram", "uk")}
	for b.Loop() {
		if _, err := s.Weigh(b.Context(), a); err != nil {
			b.Fatal(err)
		}
	}
}
