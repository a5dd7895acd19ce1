package sms

import (
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
)

// What is held is not known any more once a newer list told the total alone.
func TestHeldOfBeforeIsNotTold(t *testing.T) {
	at := time.Unix(1000, 0)
	c := store.Customer{Customer: platfone.Customer{ID: "acme", Balance: money.Known(500)}, Seen: at, BalanceSeen: at,
		Held: platfone.Balance{Total: money.Known(500), Reserved: money.Known(120)}}
	if got := customerOf(c); got.Held != money.Known(120) {
		t.Errorf("read together: %+v", got.Held)
	}
	c.Seen = at.Add(time.Second)
	if got := customerOf(c); got.Held.Known || got.Free != money.Known(380) {
		t.Errorf("after a newer list: held %+v, free %+v", got.Held, got.Free)
	}
}
