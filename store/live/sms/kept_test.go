package sms

import (
	"testing"
	"time"

	"switchboard/client/sandbox"
)

// A number that was ordered is saved before the order is noted as done: no end between the two leaves a number that is
// paid and not shown.
func TestAnOrderedNumberIsSavedFirst(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		r.Stop()
		end := r.Ender()
		r.start(nil)
		before, err := r.db.ActiveCount(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		end.On.Store(true)
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); err == nil {
			t.Error("it was noted as done all the same")
		}
		if now, err := r.db.ActiveCount(t.Context()); err != nil || now.N != before.N+1 {
			t.Errorf("%+v numbers run, before it %+v, %v", now, before, err)
		}
	})
}
