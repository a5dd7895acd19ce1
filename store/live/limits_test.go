package live

import (
	"errors"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
)

func TestTooManyRequestsPausesItsClassAlone(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 45 * time.Second}, func(t *testing.T, r *rig) {
		a, b := r.mustOrder("acme", "telegram", "uk"), r.mustOrder("bluekite", "telegram", "uk")
		time.Sleep(time.Second)
		r.inject(sandbox.Fault{Kind: sandbox.Status, Status: 429, Path: "/customers/activation/history"})
		start := time.Now()
		time.Sleep(14 * time.Second)
		limited := r.since(start, "GET", "/customers/activation/history")
		if len(limited) == 0 || limited[0].Status != 429 {
			t.Fatalf("the fault was not met: %v", limited)
		}
		blocks, err := r.db.Limits().Blocked(t.Context(), platfone.Provider, time.Now())
		if err != nil || len(blocks) != 1 || blocks[0].Scope != platfone.BudgetManage.Name {
			t.Fatalf("blocked: %+v, %v; want the management calls alone", blocks, err)
		}
		if h := r.health(); h.State != healthLimited || !h.NextTry.Equal(blocks[0].Until.Truncate(time.Second)) {
			t.Errorf("the state is %q until %v, want limited until %v", h.State, h.NextTry, blocks[0].Until)
		}
		time.Sleep(time.Until(blocks[0].Until) - time.Second)
		if n := len(r.since(limited[0].Time.Add(time.Millisecond), "GET", "/m/")); n != 0 {
			t.Errorf("%d requests inside the block", n)
		}
		for _, n := range []platfone.Activation{a, b} {
			if r.row(n.ID).CodeAt.IsZero() && time.Since(a.CreatedAt) > 56*time.Second {
				t.Errorf("the code of %s was not polled for otherwise", n.ID)
			}
		}
		time.Sleep(2 * time.Minute)
		if h := r.health(); h.State != healthLive {
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
		r.stop()
		r.start(func(c *Config) { c.MaxActive = 1000 })
		for range platfone.ActiveLimit {
			r.mustOrder("acme", "telegram", "uk")
		}
		var many *platfone.TooManyActive
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); !errors.As(err, &many) {
			t.Fatalf("the twenty-first: %v", err)
		}
		if blocks, err := r.db.Limits().Blocked(t.Context(), platfone.Provider, time.Now()); err != nil || len(blocks) != 0 {
			t.Errorf("blocked: %+v, %v", blocks, err)
		}
		start := time.Now()
		time.Sleep(time.Minute)
		if n := len(r.since(start, "GET", "/activation")); n < 6 {
			t.Errorf("%d polls in a minute, want them to go on", n)
		}
	})
}

func TestALowSuccessRateStopsOrdersAlone(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 30 * time.Second}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		if _, err := r.world.Control("block", nil); err != nil {
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
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); reason(err) != ReasonBlocked || !errors.As(err, &low) {
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
		right := r.key
		r.key = "replaced-elsewhere"
		start := time.Now()
		time.Sleep(10 * time.Minute)
		if n := len(r.since(start, "GET", "/")); n != 1 {
			t.Errorf("%d requests with a refused key, want one", n)
		}
		if h := r.health(); h.State != healthRefused {
			t.Errorf("the state is %q", h.State)
		}
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); reason(err) != ReasonKey {
			t.Errorf("an order: %v", err)
		}
		r.key = right
		r.Wake()
		time.Sleep(time.Second)
		if h := r.health(); h.State != healthLive {
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
		if h := r.health(); h.State != healthError || h.NextTry.IsZero() {
			t.Errorf("the state is %q until %v", h.State, h.NextTry)
		}
		quiet := time.Now()
		time.Sleep(3 * time.Minute)
		if n := len(r.since(quiet, "GET", "/activation")); n > 40 {
			t.Errorf("%d requests in three minutes of trouble", n)
		}
		r.world.ClearFaults()
		time.Sleep(31 * time.Second)
		if h := r.health(); h.State != healthLive {
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
		if n := len(r.since(a.CreatedAt, "GET", "/customer/acme/activation/")); n > 2 {
			t.Errorf("asked %d times for what is refused", n)
		}
	})
}

func TestResume(t *testing.T) {
	for _, c := range []struct {
		kind rest.Kind
		once time.Duration
	}{
		{rest.Offline, 0}, {rest.Server, 0}, {rest.Unanswered, 0}, {rest.NotFound, Done}, {rest.Forbidden, Done}, {rest.Unauthorized, Done},
	} {
		if got := onceMore(&rest.Error{Kind: c.kind}); got != c.once {
			t.Errorf("kind %d: a job that is made once comes back in %v, want %v", c.kind, got, c.once)
		}
	}
}
