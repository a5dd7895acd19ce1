package sms

import (
	"testing"
	"time"

	"switchboard/client/sandbox"
)

// A process that asks nobody judges by the provider's time as another has measured it: beside it, without a connection,
// and without a key. What it measures itself later counts for both.
func TestTheProvidersTimeIsOneForAProfile(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		beside := r.second(nil)
		r.Control("clock", `{"forward":1200}`)
		time.Sleep(30 * time.Second) // the one that leads polls
		goes := func(what string, d *SMS) {
			t.Helper()
			if off := (time.Until(d.Now()) - 20*time.Minute).Abs(); off > 2*time.Second {
				t.Errorf("%s: %s off the provider's time", what, off)
			}
		}
		goes("who polls", r.SMS)
		goes("a process beside it", beside.SMS)
		beside.Stop()
		offline := r.second(func(s *setup) { s.Offline = true })
		goes("offline", offline.SMS)
		offline.Stop()
		keyless := r.second(func(s *setup) { s.API = nil })
		goes("without a key", keyless.SMS)
		keyless.Stop()
	})
}
