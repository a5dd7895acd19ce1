package sms

import (
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
)

func (r *rig) toldOf(kind string) []string {
	r.T.Helper()
	return slices.DeleteFunc(r.told(), func(s string) bool { return !strings.HasPrefix(s, kind+" ") })
}

func TestALowBalanceIsToldOncePerCrossing(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		low := func(c *setup) { c.Notices.AccountLow = 500 }
		r.Stop()
		r.start(low)
		set := func(body string) {
			if _, err := r.World.Control("account", []byte(body)); err != nil {
				t.Fatal(err)
			}
			time.Sleep(6 * time.Minute)
		}
		set(`{"balance":10000}`)
		if said := r.toldOf("low"); len(said) != 0 {
			t.Fatalf("told %q of a good balance", said)
		}
		set(`{"balance":499}`)
		set(`{"balance":300}`)
		r.Stop()
		r.start(low)
		time.Sleep(3 * time.Minute)
		if said := r.toldOf("low"); len(said) != 1 || !strings.Contains(said[0], "$4.99") {
			t.Errorf("told %q, want the crossing alone", said)
		}
		set(`{"balance":9000}`)
		set(`{"balance":100}`)
		if said := r.toldOf("low"); len(said) != 2 {
			t.Errorf("after a second crossing told %q", said)
		}
	})
}

func TestALowCustomerIsTold(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.Stop()
		r.start(func(c *setup) { c.Notices.CustomerLow = money.Cents(platfone.MaxAmount) })
		time.Sleep(2 * time.Minute)
		said := r.toldOf("low")
		if len(said) == 0 {
			t.Fatal("no customer under $1,000 was told")
		}
		time.Sleep(10 * time.Minute)
		if again := r.toldOf("low"); len(again) != len(said) {
			t.Errorf("told %d more times", len(again)-len(said))
		}
	})
}

func TestTheLastFailureBeforeTheLimitIsTold(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 3 * time.Hour, NoLimits: true}, func(t *testing.T, r *rig) {
		pair := func() []string {
			return slices.DeleteFunc(r.toldOf("limit"), func(s string) bool { return !strings.Contains(s, "telegram/pl") })
		}
		for range platfone.SuccessFrom - 2 {
			r.mustOrder("acme", "telegram", "pl")
		}
		time.Sleep(time.Minute)
		if said := pair(); len(said) != 0 {
			t.Fatalf("told %q after 8 orders", said)
		}
		r.mustOrder("acme", "telegram", "pl")
		time.Sleep(10 * time.Minute)
		if said := pair(); len(said) != 1 || !strings.Contains(said[0], "0 of 9 orders got a code; one more failure") {
			t.Errorf("told %q, want one word that the next failure is one too many", said)
		}
	})
}

func TestABlockIsTold(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		if _, err := r.World.Control("block", nil); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); err == nil {
			t.Fatal("ordered while blocked")
		}
		time.Sleep(time.Minute)
		said := r.toldOf("limit")
		if !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, "ordering is blocked until") }) {
			t.Errorf("told %q", said)
		}
	})
}
