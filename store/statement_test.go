package store

import (
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
