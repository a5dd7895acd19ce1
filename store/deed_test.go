package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"switchboard/client/money"
)

func TestWhatWasDoneIsToldWithItsMoney(t *testing.T) {
	db := open(t)
	ctx := t.Context()
	now := time.Now()
	put(t, db, now, act("a1", now))
	cost := must[Activation](t)(db.Activation(ctx, "a1")).Price
	why := "no stock"
	do := func(op, key, body string, to IntentState, ref string) {
		t.Helper()
		id := must[int64](t)(db.Begin(ctx, Intent{Op: op, NaturalKey: key, Subject: key, Body: []byte(body)}, nil))
		if err := db.MarkSent(ctx, id); err != nil {
			t.Fatal(err)
		}
		if err := db.Settle(ctx, id, to, ref, map[bool]string{true: why}[to == StateRejected]); err != nil {
			t.Fatal(err)
		}
	}
	do("sms.order", "one", `{"Customer":"acme"}`, StateConfirmed, "a1")
	do("sms.adjust", "two", `{"Customer":"bert","Transaction":{"Amount":-500}}`, StateConfirmed, "t")
	do("sms.order", "three", `{"Customer":"acme"}`, StateRejected, "")
	why = "nothing was sent: cannot reach SMS"
	do("sms.order", "four", `{"Customer":"acme"}`, StateRejected, "")
	list, err := db.Deeds(ctx, now.Add(-time.Hour), time.Time{})
	if err != nil || len(list) != 4 {
		t.Fatalf("%v %v", list, err)
	}
	for i, want := range []struct {
		customer, outcome string
		money             money.Price
	}{{"acme", "not sent: cannot reach SMS", money.Price{}}, {"acme", "refused: no stock", money.Price{}}, {"bert", "done", money.Known(-500)}, {"acme", "done", cost}} {
		if d := list[i]; d.Customer != want.customer || d.Outcome() != want.outcome || d.Money != want.money {
			t.Errorf("%d: %s %s %v", i, d.Customer, d.Outcome(), d.Money)
		}
	}
	if !cost.Known || cost.Cents == 0 {
		t.Error("the order cost nothing: nothing is shown by this")
	}
	if list, err := db.Deeds(ctx, now.Add(time.Hour), time.Time{}); err != nil || len(list) != 0 {
		t.Errorf("of later: %v %v", list, err)
	}
}

// A time of the journal is read a page at a time as it is read at once: from its first moment on, up to but not with its last.
func TestWhatWasDoneIsReadInPages(t *testing.T) {
	db := open(t)
	for i := range 9 {
		must[int64](t)(db.Begin(t.Context(), Intent{Op: "order", NaturalKey: fmt.Sprint(i), Created: epoch.Add(time.Duration(i) * time.Minute)}, nil))
	}
	from, to := epoch.Add(2*time.Minute), epoch.Add(7*time.Minute)
	ids := func(list []Deed) (out []int64) {
		for _, d := range list {
			out = append(out, d.ID)
		}
		return out
	}
	whole := ids(must[[]Deed](t)(db.Deeds(t.Context(), from, to)))
	if len(whole) != 5 || whole[0] != 7 || whole[4] != 3 {
		t.Errorf("at once: %v", whole)
	}
	var paged []int64
	for before := int64(0); ; {
		page := ids(must[[]Deed](t)(db.DeedsBefore(t.Context(), from, to, before, 2)))
		paged = append(paged, page...)
		if len(page) < 2 {
			break
		}
		before = page[1]
	}
	if !slices.Equal(paged, whole) {
		t.Errorf("in pages: %v, at once %v", paged, whole)
	}
}

// A clock that was set back, and right again, numbers what it dates earlier among what is later: nothing of the day is left out.
func TestAClockThatWasSetBackHidesNothing(t *testing.T) {
	db := open(t)
	var got, want []int64
	for i, at := range []time.Duration{0, 10, -20, 20, 5} { // minutes from midnight
		id := must[int64](t)(db.Begin(t.Context(), Intent{Op: "order", NaturalKey: fmt.Sprint(i), Created: epoch.Add(at * time.Minute)}, nil))
		want = append(want, id)
	}
	want = []int64{want[3], want[1], want[4], want[0]}
	for _, in := range must[[]Intent](t)(db.IntentsSince(t.Context(), epoch)) {
		got = append(got, in.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("since midnight: %v, want %v", got, want)
	}
	for before := int64(0); ; {
		page := must[[]Deed](t)(db.DeedsBefore(t.Context(), epoch, epoch.Add(time.Hour), before, 1))
		if len(page) == 0 {
			break
		}
		before = page[0].ID
		got = append(got, before)
	}
	if !slices.Equal(got[len(want):], want) {
		t.Errorf("in pages: %v, want %v", got[len(want):], want)
	}
}

// A booking whose reference the ledger had already is told as such, and its money is told once, also when
// the first act lies on another page or another day.
func TestABookingThatTheLedgerHadIsNotToldAsMoneyTwice(t *testing.T) {
	db := open(t)
	for _, ref := range []string{"t1", "t2", "t1"} {
		sent(t, db, Intent{Op: bookingOp, NaturalKey: "sms/transaction/" + ref, Subject: "+$7.77 for acme", Body: []byte(`{"Customer":"acme","Transaction":{"Amount":777}}`)}, StateConfirmed)
	}
	for _, limit := range []int{1, 10} {
		list := must[[]Deed](t)(db.DeedsBefore(t.Context(), time.Time{}, time.Time{}, 0, limit))
		if d := list[0]; !d.Earlier || d.Money.Known || d.Outcome() != "was booked before" {
			t.Errorf("of %d: the last is %q with %v", limit, d.Outcome(), d.Money)
		}
		for _, d := range list[1:] {
			if d.Earlier || d.Money.Cents != 777 || d.Outcome() != "done" {
				t.Errorf("of %d: one is %q with %v", limit, d.Outcome(), d.Money)
			}
		}
	}
}
