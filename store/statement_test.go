package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// Every line has the balance after it: what was before and the line come to it,
// the last one is what the provider says.
func TestStatementAddsUp(t *testing.T) {
	db := open(t)
	at := func(days int) time.Time { return epoch.AddDate(0, 0, days) }
	refunded := func(a *platfone.Activation) { a.Billing, a.UpdatedAt = platfone.BillingRefunded, at(6) }
	put(t, db, epoch,
		act("old", at(-5), coded("1", time.Minute), refunded), // from before, refunded within
		act("paid", at(2), coded("2", time.Minute)),
		act("free", at(3), ended(platfone.StatusExpired, 20*time.Minute)),
		act("later", at(9), coded("3", time.Minute)))
	for i, amount := range []money.Cents{1000, -50} {
		err := db.PutTransactions(t.Context(), epoch, platfone.Transaction{ID: string(rune('a' + i)), CustomerID: "acme", Amount: money.Known(amount), CreatedAt: at(1 + 3*i), Raw: []byte("{}")})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := db.PutCustomers(t.Context(), epoch, platfone.Customer{ID: "acme", Status: platfone.CustomerActive, Balance: money.Known(870), Raw: []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	st := must[Statement](t)(db.Statement(t.Context(), "acme", at(0), at(8), at(10)))
	if st.Opening.Known || st.Lines[0].Balance.Known {
		t.Errorf("a balance is claimed before everything is loaded: %+v", st)
	}
	for _, what := range []string{"history", "transactions"} {
		if err := db.Cover(t.Context(), what, time.Unix(1, 0), at(10)); err != nil {
			t.Fatal(err)
		}
	}
	st = must[Statement](t)(db.Statement(t.Context(), "acme", at(0), at(8), at(10)))
	want := []struct {
		what            string
		amount, balance money.Cents
	}{{"credit", 1000, 1000}, {"order", -80, 920}, {"order", 0, 920}, {"debit", -50, 870}, {"refund", 80, 950}}
	if len(st.Lines) != len(want) || st.Opening != money.Known(0) || st.Closing != money.Known(950) {
		t.Fatalf("statement %+v", st)
	}
	for i, w := range want {
		if l := st.Lines[i]; l.What != w.what || l.Amount != w.amount || l.Balance != money.Known(w.balance) {
			t.Errorf("line %d: %+v, want %+v", i, l, w)
		}
	}
}

// A statement is read line by line in the order of what happened, each balance from the one before it, and all
// of it is of the moment in which it was begun; who stops reading in the middle leaves nothing open.
func TestAStatementIsReadLineByLine(t *testing.T) {
	db := open(t)
	const n = 2000
	at := func(i int) time.Time { return epoch.Add(time.Duration(i) * time.Minute) }
	var all []platfone.Activation
	for i := range n {
		all = append(all, act(fmt.Sprintf("a%d", i), at(i), coded("1", time.Minute), func(a *platfone.Activation) {
			if i%7 == 0 {
				a.Billing, a.UpdatedAt = platfone.BillingRefunded, at(i+n/2)
			}
		}))
	}
	put(t, db, epoch, all...)
	for i := range 50 {
		if err := db.PutTransactions(t.Context(), epoch, platfone.Transaction{ID: fmt.Sprint("t", i), CustomerID: "acme", Amount: money.Known(5000), CreatedAt: at(i * 40), Raw: []byte("{}")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.PutCustomers(t.Context(), epoch, platfone.Customer{ID: "acme", Status: platfone.CustomerActive, Balance: money.Known(870), Raw: []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{ListOfOrders, ListOfBookings} {
		if err := db.Cover(t.Context(), what, time.Unix(1, 0), at(2*n)); err != nil {
			t.Fatal(err)
		}
	}
	st := must[Statement](t)(db.Statement(t.Context(), "acme", at(10), at(2*n), at(2*n)))
	if st.Closing != money.Known(870) || len(st.Lines) < n {
		t.Fatalf("%d lines to %v", len(st.Lines), st.Closing)
	}
	balance, last := st.Opening.Cents, time.Time{}
	for i, l := range st.Lines {
		if balance += l.Amount; l.Balance != money.Known(balance) || l.At.Before(last) || l.At.Before(at(10)) {
			t.Fatalf("line %d: %+v after %v, %v", i, l, last, balance)
		}
		last = l.At
	}
	for db.cache.r.Stats().InUse > 0 { // a statement that was read ahead whole lets go of the file
		time.Sleep(time.Millisecond)
	}
	if r := must[*StatementReader](t)(db.OpenStatement(t.Context(), "acme", at(10), at(2*n), at(2*n))); !r.ended || db.cache.r.Stats().InUse > 0 {
		t.Error("a statement that nobody reads on holds the file to its moment")
	}
	ctx, stop := context.WithCancel(t.Context())
	r := must[*StatementReader](t)(db.openStatement(ctx, "acme", at(10), at(2*n), at(2*n), 7))
	put(t, db, epoch, act("late", at(11), coded("1", time.Minute)))
	for i := range n {
		l, more, err := r.Next()
		if err != nil || !more || l != st.Lines[i] {
			t.Fatalf("line %d: %+v, %v, %v", i, l, more, err)
		}
	}
	stop()
	var err error
	for more := true; more && err == nil; {
		_, more, err = r.Next()
	}
	if r.Close(); err == nil {
		t.Error("stopped in the middle, it went on")
	}
	for db.cache.r.Stats().InUse > 0 { // the driver gives it back beside us; never is what the test's own end is for
		time.Sleep(time.Millisecond)
	}
}

// What a statement holds is bounded: the newest lines stay, and how many stand before them is known.
func TestAStatementHoldsItsNewestLines(t *testing.T) {
	var st Statement
	for i := range 10 {
		st.Lines = append(st.Lines, StatementLine{ID: fmt.Sprint(i)})
	}
	for _, most := range []int{12, 10, 6, 4} {
		st.keep(most)
	}
	if len(st.Lines) != 4 || st.Lines[0].ID != "6" || st.Before != 6 {
		t.Errorf("%d before %+v", st.Before, st.Lines)
	}
}
