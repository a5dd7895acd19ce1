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
	if got := customerOf(c); got.Held != money.Known(120) || got.Free != money.Known(380) || got.Most != got.Free {
		t.Errorf("read together: %+v", got)
	}
	c.Seen = at.Add(time.Second)
	if got := customerOf(c); got.Held.Known || got.Free.Known || got.Most != money.Known(380) {
		t.Errorf("after a newer list: held %+v, free %+v, at most %+v", got.Held, got.Free, got.Most)
	}
}

// What was not read is not counted as nothing.
func TestWhatWasNotReadIsNotCounted(t *testing.T) {
	c := store.Customer{Active: 2, Month: store.Tally{Ordered: 5, Received: 3, Charged: 480}}
	if got := customerOf(c); got.Active != nil || got.Ordered != nil || got.Received != nil || got.Charged.Known {
		t.Errorf("nothing was read: %+v", got)
	}
	c.Read.Active = true
	if got := customerOf(c); got.Active == nil || *got.Active != 2 || got.Ordered != nil || got.Charged.Known {
		t.Errorf("the newest was read: %+v", got)
	}
	c.Read.Month = true
	got := customerOf(c)
	if got.Ordered == nil || *got.Ordered != 5 || *got.Received != 3 || got.Charged != money.Known(480) {
		t.Errorf("the month was read: %+v", got)
	}
}
