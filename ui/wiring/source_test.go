package wiring

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
)

// A key that was had stays. One that could not be had is looked for again as a person asks, once
// for each wish, and by nobody else.
func TestAKeyIsLookedForAgainAsAPersonAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked, told, there := 0, "", false
		s := &source{note: func(why string) { told = why }, find: func() (rest.Secret, string) {
			asked++
			time.Sleep(3 * time.Second)
			if !there {
				return rest.Secret{}, "the keyring is locked"
			}
			return rest.NewSecret("a-key-of-sms"), ""
		}}
		for _, step := range []struct {
			name  string
			later time.Duration
			again bool
			there bool
			asked int
			told  string
		}{
			{"the first call", 0, false, false, 1, "the keyring is locked"},
			{"polls do not ask", time.Hour, false, true, 1, "the keyring is locked"},
			{"a person asks", 0, true, false, 2, "the keyring is locked"},
			{"of the same wish", time.Second, true, true, 2, "the keyring is locked"},
			{"a person asks, and it is open", time.Minute, true, true, 3, ""},
			{"it stays", time.Minute, true, true, 3, ""},
		} {
			time.Sleep(step.later)
			if there = step.there; step.again {
				s.again()
			}
			if now := s.now(); now.Empty() == (step.asked == 3 && step.name == "it stays") {
				t.Errorf("%s: what was had is empty: %v", step.name, now.Empty())
			}
			if key := s.key(); key.Empty() == (step.told == "") || asked != step.asked || told != step.told {
				t.Errorf("%s: %d asked, %q, empty %v", step.name, asked, told, key.Empty())
			}
		}
	})
}

// What stands for a key of the built-in world while that did not answer is given to nobody: a world that answers by then
// would refuse it, and the key would be called refused.
func TestWhatStandsForAKeyIsSentToNobody(t *testing.T) {
	world, err := sandbox.Share(sandbox.Options{Dir: t.TempDir(), Alone: true})
	if err != nil {
		t.Fatal(err)
	}
	defer world.Close()
	e, err := world.Endpoints(sandboxBase)
	if err != nil {
		t.Fatal(err)
	}
	reach := func(key string) Reach {
		return Reach{Key: func() rest.Secret { return rest.NewSecret(key) }, Sandbox: true, Rest: rest.Config{Transport: onlyKeyed{world}, AllowHTTP: true}}
	}
	for _, one := range new(desks).providers() {
		r := reach(noKeyYet)
		r.Rest.Provider, r.Rest.Base = one.ID, sandboxBase+one.InSandbox
		before := len(world.World().Requests())
		var failed *rest.Error
		if _, _, err := one.Probe(t.Context(), r); !errors.As(err, &failed) || failed.Kind != rest.Offline {
			t.Errorf("%s: %v", one.ID, err)
		}
		if n := len(world.World().Requests()); n != before {
			t.Errorf("%s was sent %d requests", one.ID, n-before)
		}
		r.Key = reach(one.SandboxKey(e)).Key
		if _, _, err := one.Probe(t.Context(), r); err != nil {
			t.Errorf("%s with its key: %v", one.ID, err)
		}
	}
}
