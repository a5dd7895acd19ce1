package sms

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox/retail"
	"switchboard/store"
)

// auditor holds what the provider's ledger says against the console's books.
type auditor struct {
	t     testing.TB
	db    *store.DB
	l     retail.Ledger
	since time.Time       // what is older was not made by the engine
	gifts int             // transactions since then that another client made
	lent  map[string]bool // numbers another client ordered and the engine alone acts upon

	journal map[string]map[store.IntentState][]store.Intent // by op
}

func (r *rig) auditor(since time.Time, gifts int) *auditor {
	r.T.Helper()
	a := &auditor{t: r.T, db: r.DB, l: r.books(), since: since, gifts: gifts, journal: map[string]map[store.IntentState][]store.Intent{}}
	list, err := r.DB.Intents(r.T.Context(), 10000)
	if err != nil {
		r.T.Fatal(err)
	}
	for _, in := range list {
		if a.journal[in.Op] == nil {
			a.journal[in.Op] = map[store.IntentState][]store.Intent{}
		}
		a.journal[in.Op][in.State] = append(a.journal[in.Op][in.State], in)
		if in.State.Open() || in.Damaged {
			r.T.Errorf("the journal has %s (%s) %s: %s", in.Op, in.Subject, in.State, in.Reason)
		}
	}
	return a
}

// audit is the whole comparison: nothing twice, nothing lost, nothing open.
func (a *auditor) audit() {
	a.t.Helper()
	a.customers()
	a.transactions()
	a.activations()
	a.acts()
}

// counts sums up the journal for the test's output.
func (a *auditor) counts() string {
	text := ""
	for _, op := range []string{opOrder, opRetry, opCancel, opFinalize, opAdjust, opCustomer, opStatus, opReport} {
		of := a.journal[op]
		text += fmt.Sprintf("%-13s %4d confirmed %4d rejected %4d absent\n", op,
			len(of[store.StateConfirmed]), len(of[store.StateRejected]), len(of[store.StateAbsent]))
	}
	return text
}

func (a *auditor) customers() {
	a.t.Helper()
	made := 0
	for _, want := range a.l.Customers {
		got, err := a.db.Customer(a.t.Context(), want.ID)
		if err != nil {
			a.t.Errorf("customer %s: %v", want.ID, err)
			continue
		}
		if got.Balance != money.Known(money.Cents(want.Total)) || string(got.Status) != want.Status {
			a.t.Errorf("customer %s is %s with %s here, %s with %d at the provider", want.ID, got.Status, got.Balance, want.Status, want.Total)
		}
		// What is held is told to those who may act; the newer of both totals counts.
		free, _ := got.Free()
		if !got.BalanceSeen.IsZero() && got.Status.MayAct() == "" && free != money.Known(money.Cents(want.Total-want.Reserved)) {
			a.t.Errorf("customer %s has %s free here, %d - %d at the provider", want.ID, free, want.Total, want.Reserved)
		}
		if !got.CreatedAt.Before(a.since.Truncate(time.Second)) {
			made++
		}
	}
	if n := len(a.journal[opCustomer][store.StateConfirmed]); n != made {
		a.t.Errorf("%d customers were made, the journal has %d", made, n)
	}
}

func (a *auditor) transactions() {
	a.t.Helper()
	booked := map[string]int{}
	fresh := -a.gifts
	for _, want := range a.l.Transactions {
		booked[want.ID]++
		if want.Created >= a.since.Unix() {
			fresh++
		}
		got, err := a.db.Transaction(a.t.Context(), want.Customer, want.ID)
		if err != nil || got.Amount != money.Known(money.Cents(want.Amount)) || got.Gateway != want.Gateway || got.CreatedAt.Unix() != want.Created {
			a.t.Errorf("transaction %s: %+v, %v; the provider has %+v", want.ID, got.Transaction, err, want)
		}
	}
	if rows := a.ledgerRows(); rows != len(a.l.Transactions) {
		a.t.Errorf("%d transactions here, %d at the provider", rows, len(a.l.Transactions))
	}
	for state, list := range a.journal[opAdjust] {
		for _, in := range list {
			var note adjustNote
			if err := json.Unmarshal(in.Body, &note); err != nil {
				a.t.Fatal(err)
			}
			if n := booked[note.Transaction.ID]; state == store.StateConfirmed && n != 1 {
				a.t.Errorf("transaction %s is confirmed and booked %d times", note.Transaction.ID, n)
			}
		}
	}
	if n := len(a.journal[opAdjust][store.StateConfirmed]); n != fresh {
		a.t.Errorf("%d adjustments were booked, the journal has %d", fresh, n)
	}
}

func (a *auditor) ledgerRows() (n int) {
	a.t.Helper()
	for before := store.Key(0); ; {
		page, err := a.db.Transactions(a.t.Context(), store.TransactionFilter{}, before, 500)
		if err != nil {
			a.t.Fatal(err)
		}
		if n += len(page); len(page) < 500 {
			return n
		}
		before = page[len(page)-1].Key
	}
}

func (a *auditor) activations() {
	a.t.Helper()
	ordered := map[string]store.Intent{}
	for _, in := range a.journal[opOrder][store.StateConfirmed] {
		if other, twice := ordered[in.Ref]; twice {
			a.t.Errorf("two orders claim the number %s: %+v and %+v", in.Ref, other, in)
		}
		ordered[in.Ref] = in
	}
	for _, want := range a.l.Activations {
		got, err := a.db.Activation(a.t.Context(), want.ID)
		if err != nil {
			a.t.Errorf("activation %s: %v", want.ID, err)
			continue
		}
		if have, there := stand(got.Activation), ledgerStand(want); have != there {
			a.t.Errorf("activation %s is\n%s here,\n%s at the provider", want.ID, have, there)
		}
		if _, known := ordered[want.ID]; want.Created >= a.since.Unix() && !known {
			a.t.Errorf("activation %s of %s was paid for and the journal does not know it", want.ID, want.Customer)
		}
		delete(ordered, want.ID)
	}
	for id := range ordered {
		a.t.Errorf("the journal has an order for %s, which the provider does not know", id)
	}
}

// stand is all of an activation that has to do with state and money.
func stand(a platfone.Activation) string {
	return fmt.Sprint(a.SMS, " ", a.Status, " ", a.Billing, " report ", a.Report, " cost ", a.Price, " pays ", a.CustomerPrice,
		" code ", a.Code, " of ", a.CustomerID, " at ", a.UpdatedAt.Unix())
}

// ledgerStand is the same of the provider's own record: what it would answer.
func ledgerStand(record any) string {
	raw, err := json.Marshal(record)
	var a platfone.Activation
	if err = errors.Join(err, json.Unmarshal(raw, &a)); err != nil {
		return err.Error()
	}
	return stand(a)
}

// acts holds the acts upon numbers against what became of the numbers.
func (a *auditor) acts() {
	a.t.Helper()
	ours, canceled, finalized := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, row := range a.l.Activations {
		ours[row.ID] = row.Created >= a.since.Unix() || a.lent[row.ID]
		canceled[row.ID] = row.Status == string(platfone.StatusCanceled)
		finalized[row.ID] = row.Status == string(platfone.StatusFinalized)
	}
	reported := map[string]bool{}
	for _, r := range a.l.Reports {
		reported[r.Activation] = true
	}
	for op, done := range map[string]map[string]bool{opCancel: canceled, opFinalize: finalized, opReport: reported} {
		confirmed := map[string]bool{}
		for _, in := range a.journal[op][store.StateConfirmed] {
			if confirmed[in.Ref] {
				a.t.Errorf("%s of %s is in the journal twice", op, in.Ref)
			}
			confirmed[in.Ref] = true
			if !done[in.Ref] {
				a.t.Errorf("%s of %s is confirmed, and the provider does not know of it", op, in.Ref)
			}
		}
		for id, is := range done {
			if ours[id] && is && !confirmed[id] {
				a.t.Errorf("%s of %s was done, and the journal does not have it", op, id)
			}
		}
	}
}
