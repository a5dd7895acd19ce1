package livetest

import (
	"encoding/json"
	"errors"
	"fmt"

	"switchboard/client/platfone"
	"switchboard/store"
)

func (a *Auditor) activations() {
	a.T.Helper()
	ordered := map[string]store.Intent{}
	for _, in := range a.Journal["sms.order"][store.StateConfirmed] {
		if other, twice := ordered[in.Ref]; twice {
			a.T.Errorf("two orders claim the number %s: %+v and %+v", in.Ref, other, in)
		}
		ordered[in.Ref] = in
	}
	for _, want := range a.Ledger.Activations {
		if a.Newest && want.Created < a.Since.Unix() {
			continue
		}
		got, err := a.DB.Activation(a.T.Context(), want.ID)
		if err != nil {
			a.T.Errorf("activation %s: %v", want.ID, err)
			continue
		}
		if have, there := stand(got.Activation), ledgerStand(want); have != there {
			a.T.Errorf("activation %s is\n%s here,\n%s at the provider", want.ID, have, there)
		}
		if _, known := ordered[want.ID]; want.Created >= a.Since.Unix() && !known {
			a.T.Errorf("activation %s of %s was paid for and the journal does not know it", want.ID, want.Customer)
		}
		delete(ordered, want.ID)
	}
	for id := range ordered {
		a.T.Errorf("the journal has an order for %s, which the provider does not know", id)
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
func (a *Auditor) acts() {
	a.T.Helper()
	ours, canceled, finalized := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, row := range a.Ledger.Activations {
		ours[row.ID] = row.Created >= a.Since.Unix() || a.Lent[row.ID]
		canceled[row.ID] = row.Status == string(platfone.StatusCanceled)
		finalized[row.ID] = row.Status == string(platfone.StatusFinalized)
	}
	reported := map[string]bool{}
	for _, r := range a.Ledger.Reports {
		reported[r.Activation] = true
	}
	for op, done := range map[string]map[string]bool{"sms.cancel": canceled, "sms.finalize": finalized, "sms.report": reported} {
		confirmed := map[string]bool{}
		for _, in := range a.Journal[op][store.StateConfirmed] {
			if confirmed[in.Ref] {
				a.T.Errorf("%s of %s is in the journal twice", op, in.Ref)
			}
			confirmed[in.Ref] = true
			if !done[in.Ref] {
				a.T.Errorf("%s of %s is confirmed, and the provider does not know of it", op, in.Ref)
			}
		}
		for id, is := range done {
			if ours[id] && is && !confirmed[id] {
				a.T.Errorf("%s of %s was done, and the journal does not have it", op, id)
			}
		}
	}
}
