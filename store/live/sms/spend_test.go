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
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

func (r *rig) limited(s live.Spend) {
	r.T.Helper()
	r.Stop()
	r.start(func(c *setup) { c.Spend = s })
}

func at(most money.Cents) platfone.NewOrder {
	o := order("telegram", "uk")
	o.MaxPrice = most
	return o
}

func TestAnOrderOverTheLimitPerOrderIsNotSent(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.limited(live.Spend{MaxPerOrder: money.Known(200)})
		start := time.Now()
		_, err := r.Order(t.Context(), "acme", at(201))
		if livetest.Reason(err) != act.SpendAct || !strings.Contains(err.Error(), "$2.01") || !strings.Contains(err.Error(), "spend.max_per_order") {
			t.Errorf("refused with %v", err)
		}
		if n := r.posts(start); n != 0 || len(r.Intents()) != 0 {
			t.Errorf("%d orders were sent, journal %q", n, r.Intents())
		}
		if _, err := r.Order(t.Context(), "acme", at(200)); err != nil {
			t.Errorf("an order at the limit: %v", err)
		}
	})
}

func TestTheLimitOfTheDayCountsWhatOrdersCanCost(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 5 * time.Minute}, func(t *testing.T, r *rig) {
		r.limited(live.Spend{MaxPerDay: money.Known(1000)})
		left := func() money.Cents {
			t.Helper()
			now := time.Now()
			spent, err := r.Spent(t.Context(), time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location()))
			if err != nil {
				t.Fatal(err)
			}
			return 1000 - spent
		}
		a := r.mustOrder("acme", "telegram", "uk")
		if got := left(); got != 1000-a.Price.Cents {
			t.Errorf("%s is left after a number for %s", got, a.Price)
		}
		r.inject(sandbox.Fault{Kind: sandbox.Reset, Method: "POST", Path: orderPath})
		var open *store.Unsettled
		if _, err := r.Order(t.Context(), "acme", at(700)); !errors.As(err, &open) {
			t.Fatal(err)
		}
		if got := left(); got != 300-a.Price.Cents {
			t.Errorf("%s is left while an order for at most $7.00 has no answer", got)
		}
		_, err := r.Order(t.Context(), "bluekite", at(400))
		if livetest.Reason(err) != live.ReasonSpend || !strings.Contains(err.Error(), "spend.max_per_day") {
			t.Errorf("an order over the day's limit: %v", err)
		}
		time.Sleep(3 * time.Minute) // it turns out that the lost one never arrived
		if err := r.Cancel(t.Context(), a.ID); err != nil {
			t.Fatal(err)
		}
		if got := left(); got != 1000 {
			t.Errorf("%s is left when nothing was spent after all", got)
		}
		if _, err := r.Order(t.Context(), "acme", at(900)); err != nil {
			t.Errorf("an order within the limit: %v", err)
		}
		r.Stop()
		time.Sleep(24 * time.Hour)
		r.limited(live.Spend{MaxPerDay: money.Known(1000)})
		if got := left(); got != 1000 {
			t.Errorf("%s is left on the next day", got)
		}
	})
}

func TestTwoOrdersAtOnceDoNotBothFitIntoWhatIsLeft(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.limited(live.Spend{MaxPerDay: money.Known(920)}) // also behind one that is done, and cost less than its most, another does not fit
		r.inject(sandbox.Fault{Kind: sandbox.Latency, MS: 5000, Times: 9, Method: "POST", Path: orderPath})
		errs := make(chan error)
		for _, customer := range []string{"acme", "bluekite", "northwind"} {
			go func() {
				_, err := r.Order(t.Context(), customer, at(900))
				errs <- err
			}()
		}
		refused := 0
		for range 3 {
			if livetest.Reason(<-errs) == live.ReasonSpend {
				refused++
			}
		}
		if refused != 2 {
			t.Errorf("%d of three orders of $9.00 were refused under $9.20 a day", refused)
		}
	})
}

// moving is an order whose price moves while ordering.
func moving(r *rig) (platfone.NewOrder, *platfone.PriceMoved) {
	r.T.Helper()
	o := order("whatsapp", "us")
	if err := r.RefreshPrice(r.T.Context(), o.ServiceID, o.CountryID); err != nil {
		r.T.Fatal(err)
	}
	p, err := r.DB.Price(r.T.Context(), o.ServiceID, o.CountryID)
	if err != nil {
		r.T.Fatal(err)
	}
	o.MaxPrice = p.Suggested.Cents
	var moved *platfone.PriceMoved
	if _, err := r.Order(r.T.Context(), "acme", o); !errors.As(err, &moved) {
		r.T.Fatalf("the price did not move: %v", err)
	}
	return o, moved
}

func TestAPriceThatMovesIsAcceptedOnlyAsFarAsAllowed(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		o, moved := moving(r)
		by, _ := moved.Suggested.Over(o.MaxPrice)
		percent := int((by*100 + o.MaxPrice - 1) / o.MaxPrice) // the least that allows it
		for _, no := range []live.Spend{
			{},
			{Rise: money.Rise{Cents: by - 1}},
			{Rise: money.Rise{Percent: percent - 1}},
			{Rise: money.Rise{Cents: by}, MaxPerOrder: money.Known(moved.Suggested - 1)},
			{Rise: money.Rise{Cents: by}, MaxPerDay: money.Known(moved.Suggested - 1)},
		} {
			r.limited(no)
			var again *platfone.PriceMoved
			if _, err := r.Order(t.Context(), "acme", o); !errors.As(err, &again) {
				t.Errorf("with %+v it ended with %v, want the moved price", no, err)
			}
		}
		if said := r.toldOf("order"); len(said) != 0 {
			t.Errorf("told %q though nothing was accepted", said)
		}
		r.limited(live.Spend{Rise: money.Rise{Cents: by}, MaxPerOrder: money.Known(moved.Suggested)})
		if _, err := r.Order(t.Context(), "acme", o); err != nil {
			t.Fatalf("a rise that is allowed: %v", err)
		}
		said := r.toldOf("order")
		if len(said) != 1 || !strings.Contains(said[0], o.MaxPrice.String()) || !strings.Contains(said[0], moved.Suggested.String()) {
			t.Errorf("told %q", said)
		}
		if j := r.Intents(); !slices.Equal(j[len(j)-2:], []string{opOrder + " rejected", opOrder + " confirmed"}) {
			t.Errorf("the journal ends with %q", j[len(j)-2:])
		}
	})
}
