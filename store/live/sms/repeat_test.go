package sms

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
)

// A booking without an answer that was found done is not made once more by
// whoever repeats it; with a reference of its own, or some minutes later, it is.
func TestABookingThatWasFoundIsNotRepeated(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "POST", Path: "/transaction"})
		_, err := r.AdjustBalance(t.Context(), "acme", amount("TX1", 777))
		id := r.unsettled(err)
		time.Sleep(15 * time.Second)
		synctest.Wait()
		if s := r.state(id); s != store.StateConfirmed {
			t.Fatalf("it is %s", s)
		}
		again := act.Credit{Customer: "acme", Transaction: amount("TX2", 777)}
		said := r.verdict(again)
		r.says("repeated", said, act.AlreadySo)
		if hide := said.Refused[0].Hide; !slices.Contains(hide, "acme") || !slices.Contains(hide, signed(777)) {
			t.Errorf("from people who look on it hides %q alone", hide)
		}
		named := again
		named.Named = true
		other := again
		other.Transaction.Amount = 778
		for what, a := range map[string]act.Act{"named": named, "of another amount": other} {
			r.says(what, r.verdict(a))
		}
		time.Sleep(recently)
		r.says("later", r.verdict(again))
	})
}
