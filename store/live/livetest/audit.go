package livetest

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox/retail"
	"switchboard/store"
)

// Auditor holds what the provider's ledger of SMS says against a store's books.
type Auditor struct {
	T      testing.TB
	DB     *store.DB
	Ledger retail.Ledger
	Since  time.Time       // what is older was not made by the profile
	Gifts  int             // transactions since then that another client made
	Newest bool            // what is older need not be here
	Lent   map[string]bool // numbers another client ordered and the profile alone acts upon

	Journal map[string]map[store.IntentState][]store.Intent // by op
}

// NewAuditor reads the journal, in which nothing may be open or damaged any more.
func NewAuditor(t testing.TB, db *store.DB, l retail.Ledger, since time.Time) *Auditor {
	t.Helper()
	a := &Auditor{T: t, DB: db, Ledger: l, Since: since, Journal: map[string]map[store.IntentState][]store.Intent{}}
	list, err := db.Intents(t.Context(), 10000)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range list {
		if a.Journal[in.Op] == nil {
			a.Journal[in.Op] = map[store.IntentState][]store.Intent{}
		}
		a.Journal[in.Op][in.State] = append(a.Journal[in.Op][in.State], in)
		if in.State.Open() || in.Damaged {
			t.Errorf("the journal has %s (%s) %s: %s", in.Op, in.Subject, in.State, in.Reason)
		}
	}
	return a
}

// Audit is the whole comparison: nothing twice, nothing lost, nothing open.
func (a *Auditor) Audit() {
	a.T.Helper()
	a.customers()
	a.transactions()
	a.activations()
	a.acts()
}

// Counts sums up the journal for the test's output.
func (a *Auditor) Counts() string {
	text := ""
	for _, op := range []string{"sms.order", "sms.retry", "sms.cancel", "sms.finalize", "sms.adjust", "sms.customer", "sms.status", "sms.report"} {
		of := a.Journal[op]
		text += fmt.Sprintf("%-13s %4d confirmed %4d rejected %4d absent\n", op,
			len(of[store.StateConfirmed]), len(of[store.StateRejected]), len(of[store.StateAbsent]))
	}
	return text
}

func (a *Auditor) customers() {
	a.T.Helper()
	made := 0
	for _, want := range a.Ledger.Customers {
		got, err := a.DB.Customer(a.T.Context(), want.ID)
		if err != nil {
			a.T.Errorf("customer %s: %v", want.ID, err)
			continue
		}
		if got.Balance != money.Known(money.Cents(want.Total)) || string(got.Status) != want.Status {
			a.T.Errorf("customer %s is %s with %s here, %s with %d at the provider", want.ID, got.Status, got.Balance, want.Status, want.Total)
		}
		// What is held is told to those who may act; the newer of both totals counts.
		free, _ := got.Free()
		if !got.BalanceSeen.IsZero() && got.Status.MayAct() == "" && free != money.Known(money.Cents(want.Total-want.Reserved)) {
			a.T.Errorf("customer %s has %s free here, %d - %d at the provider", want.ID, free, want.Total, want.Reserved)
		}
		if !got.CreatedAt.Before(a.Since.Truncate(time.Second)) {
			made++
		}
	}
	if n := len(a.Journal["sms.customer"][store.StateConfirmed]); n != made {
		a.T.Errorf("%d customers were made, the journal has %d", made, n)
	}
}

func (a *Auditor) transactions() {
	a.T.Helper()
	booked := map[string]int{}
	fresh, due := -a.Gifts, 0
	for _, want := range a.Ledger.Transactions {
		booked[want.ID]++
		if want.Created >= a.Since.Unix() {
			fresh++
		} else if a.Newest {
			continue
		}
		due++
		got, err := a.DB.Transaction(a.T.Context(), want.Customer, want.ID)
		if err != nil || got.Amount != money.Known(money.Cents(want.Amount)) || got.Gateway != want.Gateway || got.CreatedAt.Unix() != want.Created {
			a.T.Errorf("transaction %s: %+v, %v; the provider has %+v", want.ID, got.Transaction, err, want)
		}
	}
	if rows := a.ledgerRows(); rows != due {
		a.T.Errorf("%d transactions here, %d at the provider", rows, due)
	}
	for state, list := range a.Journal["sms.adjust"] {
		for _, in := range list {
			var note struct{ Transaction platfone.NewTransaction }
			if err := json.Unmarshal(in.Body, &note); err != nil {
				a.T.Fatal(err)
			}
			if n := booked[note.Transaction.ID]; state == store.StateConfirmed && n != 1 {
				a.T.Errorf("transaction %s is confirmed and booked %d times", note.Transaction.ID, n)
			}
		}
	}
	if n := len(a.Journal["sms.adjust"][store.StateConfirmed]); n != fresh {
		a.T.Errorf("%d adjustments were booked, the journal has %d", fresh, n)
	}
}

func (a *Auditor) ledgerRows() (n int) {
	a.T.Helper()
	for before := store.Key(0); ; {
		page, err := a.DB.Transactions(a.T.Context(), store.TransactionFilter{}, before, 500)
		if err != nil {
			a.T.Fatal(err)
		}
		for _, row := range page {
			if !a.Newest || row.CreatedAt.Unix() >= a.Since.Unix() {
				n++
			}
		}
		if len(page) < 500 {
			return n
		}
		before = page[len(page)-1].Key
	}
}
