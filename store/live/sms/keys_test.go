package sms

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live/livetest"
)

// A key is of a process: what is wrong with that of one which does not poll keeps its own acts, is
// said of nobody else's, and ends when a person has it tried again.
func TestAKeyOfOneProcessIsNotThatOfAll(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		right := r.key.Load()
		for wrong, reason := range map[string]act.Code{"nobody's key": act.KeyRefused, "": act.NoKey} {
			own := new(atomic.Value)
			own.Store(wrong)
			two := &rig{Rig: r.Beside(), key: own}
			two.start(func(c *setup) {
				c.API = two.api(func(c *rest.Config) {
					c.Keyless = func() string { return "SMS has no key that can be used: the keyring is locked" }
				})
			})
			before := r.health()
			if err := two.RefreshCustomers(t.Context()); err == nil {
				t.Fatal("it reads without a good key")
			}
			if _, err := two.Order(t.Context(), "acme", order("telegram", "uk")); livetest.Reason(err) != reason {
				t.Errorf("with the key %q: %v", wrong, err)
			}
			if now := r.health(); now.State != store.HealthLive || now.LastOK.Before(before.LastOK) {
				t.Errorf("with the key %q it is said of all: %+v", wrong, now)
			}
			list, err := two.DB.Standing(t.Context(), time.Now())
			if stands := slices.ContainsFunc(list, func(s store.Standing) bool { return s.Code == store.NoKey }); err != nil || stands != (wrong == "") {
				t.Errorf("with the key %q stands: %+v, %v", wrong, list, err)
			}
			own.Store(right)
			two.DB.Keyless("sms", "") // as the one that finds keys does
			time.Sleep(6 * time.Second)
			if err := two.Engine.AskAgain(); err != nil {
				t.Fatal(err)
			}
			two.mustOrder("acme", "telegram", "uk")
			two.Stop()
		}
	})
}

// Who asks again has a refused key tried by the process that polls, which alone knows of it.
func TestTheLeaderTriesARefusedKeyAsAnotherAsks(t *testing.T) {
	for name, ask := range map[string]func(*rig) error{
		"by the list of problems": func(two *rig) error { return two.Engine.AskAgain() },
		"by a read":               func(two *rig) error { return two.RefreshCustomers(two.T.Context()) },
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
				two := r.second(nil)
				r.Control("key", `{"provider":"sms","refuse":true}`)
				time.Sleep(2 * time.Minute)
				if r.health().State != store.HealthRefused {
					t.Fatal("the leader has not met it")
				}
				if _, err := two.Order(t.Context(), "acme", order("telegram", "uk")); err == nil || len(r.Since(time.Now().Add(-time.Second), "POST", "/")) != 1 {
					t.Errorf("the other tries its own key: %v", err)
				}
				r.Control("key", `{"provider":"sms"}`)
				start := time.Now()
				time.Sleep(2 * time.Minute)
				if n := len(r.Since(start, "GET", "/")); n != 0 {
					t.Errorf("%d requests that nobody asked for", n)
				}
				if err := ask(two); err != nil {
					t.Error(err)
				}
				time.Sleep(3 * time.Second)
				if r.health().State != store.HealthLive || len(r.Since(start, "GET", everybodyCall)) == 0 {
					t.Errorf("three seconds later: %+v", r.health())
				}
				two.mustOrder("acme", "telegram", "uk")
				two.Stop()
			})
		})
	}
}

// A process that does not poll believes the one that does: a network that came back is not held
// against its acts until a person reads something there.
func TestTheOthersBelieveTheLeader(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		two := r.second(nil)
		r.inject(sandbox.Fault{Kind: sandbox.Offline, Times: -1})
		for range 2 {
			_ = two.RefreshCustomers(t.Context()) // no network
		}
		if _, err := two.Order(t.Context(), "acme", order("telegram", "uk")); livetest.Reason(err) != act.Unreachable {
			t.Errorf("without a network: %v", err)
		}
		r.World.ClearFaults()
		time.Sleep(3 * time.Minute)
		if r.health().State != store.HealthLive {
			t.Fatalf("the leader says %+v", r.health())
		}
		two.mustOrder("acme", "telegram", "uk")
		two.Stop()
	})
}
