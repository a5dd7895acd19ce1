package sms

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"

	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

func TestMain(m *testing.M) {
	if job := os.Getenv(spenderJob); job != "" {
		spend(job)
		return
	}
	goleak.VerifyTestMain(m)
}

func TestARestartGoesOn(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 3 * time.Minute}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: "/a/customer/bluekite/activation"})
		_, err := r.Order(t.Context(), "bluekite", order("telegram", "uk"))
		var open *store.Unsettled
		if !errors.As(err, &open) {
			t.Fatal(err)
		}
		r.again() // before the first look
		in, err := r.DB.Intent(t.Context(), open.Intent)
		if err != nil || in.State != store.StateConfirmed {
			t.Errorf("four seconds after the start the lost order is %s, %v", in.State, err)
		}
		time.Sleep(200 * time.Second)
		for _, id := range []string{a.ID, in.Ref} {
			if !r.row(id).HasCode() {
				t.Errorf("the code of %s was not seen after the restart", id)
			}
		}
	})
}

func TestWhatAKilledProgramLeftIsTakenUp(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		r.Stop()
		db := r.Store()
		var ids []int64
		for _, in := range []store.Intent{
			{Op: opOrder, NaturalKey: "a", Body: []byte(`{"Customer":"acme"}`)},
			{Op: opOrder, NaturalKey: "b", Body: []byte(`{"Customer":"acme","Order":{"ServiceID":"telegram","CountryID":"uk","MaxPrice":500}}`)},
		} {
			id, err := db.Begin(t.Context(), in, nil)
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, id)
		}
		if err := db.MarkSent(t.Context(), ids[1]); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		r.start(nil)
		never, err := r.DB.Intent(t.Context(), ids[0])
		if err != nil || never.State != store.StateRejected {
			t.Errorf("what was never sent is %s, %v", never.State, err)
		}
		sent, err := r.DB.Intent(t.Context(), ids[1])
		if err != nil || sent.State != store.StateUnknown || sent.Checks == 0 {
			t.Errorf("what was sent is %s after %d looks, %v", sent.State, sent.Checks, err)
		}
		time.Sleep(3 * time.Minute)
		if sent, _ = r.DB.Intent(t.Context(), ids[1]); sent.State != store.StateAbsent {
			t.Errorf("three minutes later it is %s", sent.State)
		}
	})
}

func TestOfflineAsksNobody(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.Stop()
		start := time.Now()
		r.start(func(c *setup) { c.Offline = true })
		if err := r.e.Ready(t.Context()); livetest.Reason(err) != live.ReasonOffline {
			t.Errorf("ready: %v", err)
		}
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); livetest.Reason(err) != live.ReasonOffline {
			t.Errorf("an order: %v", err)
		}
		if err := r.RefreshCustomers(t.Context()); livetest.Reason(err) != live.ReasonOffline {
			t.Errorf("a read: %v", err)
		}
		time.Sleep(10 * time.Minute)
		if n := len(r.Since(start, "GET", "/")); n != 0 {
			t.Errorf("%d requests", n)
		}
	})
}

func TestReadOnlyReadsAndSendsNothing(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.Stop()
		start := time.Now()
		r.start(func(c *setup) { c.ReadOnly = true })
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); livetest.Reason(err) != live.ReasonReadOnly {
			t.Errorf("an order: %v", err)
		}
		if n := len(r.Since(start, "GET", everybodyCall)); n == 0 {
			t.Error("nothing was read")
		}
		if r.Refusal() == "" {
			t.Error("the refusal has no words")
		}
	})
}

func TestWithoutAKeyItSaysSo(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.Stop()
		r.start(func(c *setup) { c.API = nil })
		if h := r.health(); h.State != store.HealthNoKey {
			t.Errorf("the state is %q", h.State)
		}
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); livetest.Reason(err) != live.ReasonNoKey {
			t.Errorf("an order: %v", err)
		}
	})
}

func TestQuittingWaitsForTheActUnderWay(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, MS: 30000, Method: "POST", Path: orderPath})
		done := make(chan error, 1)
		go func() {
			_, err := r.Order(context.WithoutCancel(t.Context()), "acme", order("telegram", "uk"))
			done <- err
		}()
		time.Sleep(time.Second)
		before := time.Now()
		r.Stop()
		if took := time.Since(before); took > time.Second {
			t.Errorf("stopping took %v", took)
		}
		var open *store.Unsettled
		if err := <-done; !errors.As(err, &open) {
			t.Errorf("the order cut short ended with %v", err)
		}
		r.start(nil)
		if in, err := r.DB.Intent(t.Context(), open.Intent); err != nil || in.State != store.StateConfirmed {
			t.Errorf("at the next start it is %s, %v", in.State, err)
		}
	})
}

func TestThePastIsFilledInAndTheCatalogueKept(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		time.Sleep(2 * time.Minute)
		if p, done, err := r.HistoryProgress(t.Context()); err != nil || !done || p.Done < 1000 {
			t.Errorf("%d rows, complete %v, %v; want the world's thousand", p.Done, done, err)
		}
		customers, err := r.DB.Customers(t.Context(), store.CustomerFilter{}, "", 1000)
		if err != nil || len(customers) < 5 {
			t.Errorf("%d customers, %v", len(customers), err)
		}
		countries, err := r.DB.Countries(t.Context())
		services, err2 := r.DB.Services(t.Context())
		if err != nil || err2 != nil || len(countries) == 0 || len(services) == 0 {
			t.Errorf("%d countries, %d services, %v, %v", len(countries), len(services), err, err2)
		}
		gaps, err := r.DB.Gaps(t.Context(), TransactionsName, time.Unix(1, 0), time.Now().Add(-overlap))
		if err != nil || len(gaps) != 0 {
			t.Errorf("gaps of the transactions: %v, %v", gaps, err)
		}
		start := time.Now()
		time.Sleep(20 * time.Minute)
		for _, q := range r.Since(start, "GET", "/activation/countries") {
			if q.Status != 304 {
				t.Errorf("the countries came again: %d", q.Status)
			}
		}
		if err := r.RefreshPrice(t.Context(), "telegram", "uk"); err != nil {
			t.Fatal(err)
		}
		if p, err := r.DB.Price(t.Context(), "telegram", "uk"); err != nil || !p.Suggested.Known {
			t.Errorf("the price is %+v, %v", p, err)
		}
	})
}

func TestAFillGoesOnAfterARestart(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		start, asked := time.Now(), []int{}
		c := &wholeList{s: r.SMS, what: "test", every: time.Hour, page: func(_ context.Context, _, _ time.Time, n int) (leaf, error) {
			asked = append(asked, n)
			return leaf{rows: 10, total: 30, last: n == 3}, nil
		}}
		c.head = time.Now()
		for range 2 {
			if _, err := c.beat(t.Context()); err != nil {
				t.Fatal(err)
			}
			time.Sleep(fillPace)
		}
		again := &wholeList{s: r.SMS, what: "test", every: time.Hour, page: c.page, head: time.Now()}
		if _, err := again.beat(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(asked) != 3 || asked[2] != 3 {
			t.Errorf("pages asked: %v, want 1 2 3", asked)
		}
		if gaps, err := r.DB.Gaps(t.Context(), "test", start.Add(-23*time.Hour), start.Add(-overlap)); err != nil || len(gaps) != 0 {
			t.Errorf("gaps in the last day: %v, %v", gaps, err)
		}
	})
}
