package listings_test

import (
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/store/live"
)

// A payment over the limit is told at its key, though the profile could still be saved.
func TestAPaymentOverTheLimitIsNotAskedAbout(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40, spend: live.Spend{MaxPerOrder: money.Known(500)}}, func(r *rig) {
		r.pick("+16285550177")
		r.Press("enter", "enter")
		r.Sleep(time.Second)
		r.Shows("» Pay")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("$5.00")
		r.Hides("Prepare the payment?")
	})
}
