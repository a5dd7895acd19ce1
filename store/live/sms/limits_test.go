package sms

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

func TestTooManyRequestsPausesItsClassAlone(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 45 * time.Second}, func(t *testing.T, r *rig) {
		a, b := r.mustOrder("acme", "telegram", "uk"), r.mustOrder("bluekite", "telegram", "uk")
		time.Sleep(time.Second)
		r.inject(sandbox.Fault{Kind: sandbox.Status, Status: 429, Path: "/customers/activation/history"})
		start := time.Now()
		time.Sleep(14 * time.Second)
		asked := r.Since(start, "GET", "/customers/activation/history")
		met := slices.IndexFunc(asked, func(q sandbox.Request) bool { return q.Status == 429 }) // another may be under way in the same moment
		if met < 0 {
			t.Fatalf("the fault was not met: %v", asked)
		}
		limited := asked[met]
		blocks, err := r.DB.Limits().Blocked(t.Context(), platfone.Provider, time.Now())
		if err != nil || len(blocks) != 1 || blocks[0].Scope != platfone.BudgetManage.Name {
			t.Fatalf("blocked: %+v, %v; want the management calls alone", blocks, err)
		}
		if h := r.health(); h.State != store.HealthLimited || !h.NextTry.Equal(blocks[0].Until.Truncate(time.Second)) {
			t.Errorf("the state is %q until %v, want limited until %v", h.State, h.NextTry, blocks[0].Until)
		}
		time.Sleep(time.Until(blocks[0].Until) - time.Second)
		if n := len(r.Since(limited.Time.Add(time.Millisecond), "GET", "/m/")); n != 0 {
			t.Errorf("%d requests inside the block", n)
		}
		for _, n := range []platfone.Activation{a, b} {
			if r.row(n.ID).CodeAt.IsZero() && time.Since(a.CreatedAt) > 56*time.Second {
				t.Errorf("the code of %s was not polled for otherwise", n.ID)
			}
		}
		time.Sleep(2 * time.Minute)
		if h := r.health(); h.State != store.HealthLive {
			t.Errorf("after the pause the state is %q", h.State)
		}
		for _, n := range []platfone.Activation{a, b} {
			if !r.row(n.ID).HasCode() {
				t.Errorf("%s has no code", n.ID)
			}
		}
	})
}

func TestTooManyActiveStopsNothing(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		r.Stop()
		r.start(func(c *setup) { c.MaxActive = 1000 })
		for range platfone.ActiveLimit {
			r.mustOrder("acme", "telegram", "uk")
		}
		var many *platfone.TooManyActive
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); !errors.As(err, &many) {
			t.Fatalf("the twenty-first: %v", err)
		}
		if blocks, err := r.DB.Limits().Blocked(t.Context(), platfone.Provider, time.Now()); err != nil || len(blocks) != 0 {
			t.Errorf("blocked: %+v, %v", blocks, err)
		}
		start := time.Now()
		time.Sleep(time.Minute)
		if n := len(r.Since(start, "GET", "/activation")); n < 6 {
			t.Errorf("%d polls in a minute, want them to go on", n)
		}
	})
}

func TestALowSuccessRateStopsOrdersAlone(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 30 * time.Second}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		if _, err := r.World.Control("block", nil); err != nil {
			t.Fatal(err)
		}
		var low *platfone.LowSuccess
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); !errors.As(err, &low) {
			t.Fatalf("an order inside the block: %v", err)
		}
		if d := time.Until(low.Until); d < 23*time.Hour {
			t.Errorf("blocked for %v, want a day", d)
		}
		time.Sleep(time.Second)
		start := time.Now()
		r.again() // the block outlives the program
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); livetest.Reason(err) != live.ReasonBlocked || !errors.As(err, &low) {
			t.Errorf("the next order: %v", err)
		}
		if n := r.posts(start); n != 0 {
			t.Errorf("%d orders inside the block", n)
		}
		time.Sleep(time.Minute)
		if !r.row(a.ID).HasCode() {
			t.Error("the number that waited was not polled inside the block")
		}
	})
}

func TestARefusedKeyStopsEverythingUntilItIsReplaced(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 20 * time.Minute}, func(t *testing.T, r *rig) {
		r.mustOrder("acme", "telegram", "uk")
		time.Sleep(12 * time.Second)
		right := r.key.Load()
		r.key.Store("replaced-elsewhere")
		start := time.Now()
		time.Sleep(10 * time.Minute)
		if n := len(r.Since(start, "GET", "/")); n != 1 {
			t.Errorf("%d requests with a refused key, want one", n)
		}
		if h := r.health(); h.State != store.HealthRefused {
			t.Errorf("the state is %q", h.State)
		}
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); livetest.Reason(err) != live.ReasonKey {
			t.Errorf("an order: %v", err)
		}
		r.key.Store(right)
		r.Engine.Wake()
		time.Sleep(time.Second)
		if h := r.health(); h.State != store.HealthLive {
			t.Errorf("with the right key the state is %q", h.State)
		}
	})
}

func TestAProviderInTroubleIsAskedLessAndThenAsBefore(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 10 * time.Minute}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		time.Sleep(time.Second)
		r.inject(sandbox.Fault{Kind: sandbox.Status, Status: 503, Times: -1})
		time.Sleep(2 * time.Minute)
		if h := r.health(); h.State != store.HealthError || h.NextTry.IsZero() {
			t.Errorf("the state is %q until %v", h.State, h.NextTry)
		}
		quiet := time.Now()
		time.Sleep(3 * time.Minute)
		if n := len(r.Since(quiet, "GET", "/activation")); n > 40 {
			t.Errorf("%d requests in three minutes of trouble", n)
		}
		r.World.ClearFaults()
		time.Sleep(31 * time.Second)
		if h := r.health(); h.State != store.HealthLive {
			t.Errorf("the state is %q", h.State)
		}
		time.Sleep(time.Until(a.CreatedAt.Add(10*time.Minute)) + 11*time.Second)
		if !r.row(a.ID).HasCode() {
			t.Error("the code was not seen within ten seconds")
		}
	})
}

func TestACustomerWhoMayNotBeReadIsSeenWithTheOthers(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 50 * time.Second}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		r.inject(sandbox.Fault{Kind: sandbox.Status, Status: 403, Path: "/customer/acme/activation/", Times: -1})
		time.Sleep(70 * time.Second)
		if !r.row(a.ID).HasCode() {
			t.Error("the code was not seen")
		}
		if n := len(r.Since(a.CreatedAt, "GET", "/customer/acme/activation/")); n > 2 {
			t.Errorf("asked %d times for what is refused", n)
		}
	})
}

func TestResume(t *testing.T) {
	for _, c := range []struct {
		kind rest.Kind
		once time.Duration
	}{
		{rest.Offline, 0}, {rest.Server, 0}, {rest.Unanswered, 0}, {rest.NotFound, live.Done}, {rest.Forbidden, live.Done}, {rest.Unauthorized, live.Done},
	} {
		if got := live.OnceMore(&rest.Error{Kind: c.kind}); got != c.once {
			t.Errorf("kind %d: a job that is made once comes back in %v, want %v", c.kind, got, c.once)
		}
	}
}

func TestTheWaitAfterAFailedBeat(t *testing.T) {
	one := []expected{{"acme", "a"}}
	for _, c := range []struct {
		name    string
		kind    rest.Kind
		fails   int
		waiting []expected
		left    time.Duration // until the number ends
		want    time.Duration
	}{
		{"nothing waits", rest.Server, 9, nil, time.Hour, 0},
		{"no network, which costs the provider nothing", rest.Offline, 9, one, time.Hour, 10 * time.Second},
		{"first trouble", rest.Server, 1, one, time.Hour, 10 * time.Second},
		{"third trouble", rest.Server, 3, one, time.Hour, 20 * time.Second},
		{"long trouble", rest.Unanswered, 30, one, time.Hour, 30 * time.Second},
		{"long trouble, near the end", rest.Server, 30, one, 45 * time.Second, 25 * time.Second},
		{"long trouble, at the end", rest.Server, 30, one, 22 * time.Second, 10 * time.Second},
		{"the key is refused", rest.Unauthorized, 1, one, time.Hour, time.Minute},
	} {
		synctest.Test(t, func(t *testing.T) {
			now := time.Now()
			p := &polls{fails: c.fails}
			active := []store.Activation{{Activation: platfone.Activation{ExpireAt: now.Add(c.left)}}}
			if got := p.retry(&rest.Error{Kind: c.kind}, now, c.waiting, active, now); got != c.want {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		})
	}
}

func TestOneLostReadIsNotOfflineAndTwoAre(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		db, err := store.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		p := live.NewHealth(db, "sms")
		lost := &rest.Error{Provider: "sms", Kind: rest.Offline}
		note := func(err error) {
			if err != nil {
				t.Error(err)
			}
		}
		note(p.Good(t.Context()))
		first := time.Now()
		note(p.Bad(t.Context(), lost, first.Add(10*time.Second)))
		if h := p.State(); h.State != store.HealthLive {
			t.Errorf("after one lost read: %q", h.State)
		}
		time.Sleep(10 * time.Second)
		note(p.Bad(t.Context(), lost, first.Add(20*time.Second)))
		if h := p.State(); h.State != store.HealthOffline || !h.Since.Equal(first) || !h.LastOK.Equal(first) {
			t.Errorf("after two: %+v, want offline since the first", h)
		}
		note(p.Bad(t.Context(), &rest.Error{Kind: rest.NotFound}, time.Time{}))
		if h := p.State(); h.State != store.HealthOffline {
			t.Errorf("a refusal of what was asked made it %q", h.State)
		}
	})
}
