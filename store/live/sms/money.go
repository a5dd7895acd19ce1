package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

const opAdjust = "sms.adjust"

// adjustNote is what the journal keeps of a change of a balance.
type adjustNote struct {
	Customer    string
	Transaction platfone.NewTransaction
}

// adjustBalance adds to a customer's balance or deducts from it. The
// transaction's id is the provider's guard against doing it twice, so this is
// the one act that may be sent again, with the same id, while the outcome of
// the first is unknown. earlier says that the ledger
// had it already: nothing was booked a second time. Errors are as for Order;
// an id that stands for something else is refused.
func (s *SMS) adjustBalance(ctx context.Context, customer string, t platfone.NewTransaction) (earlier bool, err error) {
	a := s.adjustment(customer, t, &earlier)
	err = s.e.Perform(ctx, a)
	var open *store.OpenIntentError
	if errors.As(err, &open) && open.Intent.State == store.StateUnknown && open.Intent.NaturalKey == a.Key && !open.Intent.Damaged {
		err = s.resend(ctx, a, open.Intent, adjustNote{customer, t})
	}
	s.looking.Delete(customer) // a look that began before the money moved tells the balance of then
	if err == nil {
		s.balanceSoon(customer)
		s.ledgerSoon(customer)
	}
	return earlier, err
}

func transactionKey(id string) string { return "sms/transaction/" + id }

// adjustment is the attempt. An id that is used already is held against the
// ledger: there it stands for this very change, or for another.
func (s *SMS) adjustment(customer string, t platfone.NewTransaction, earlier *bool) live.Attempt {
	subject := signed(t.Amount) + " for " + customer
	return live.Attempt{
		Op: opAdjust, Key: transactionKey(t.ID), Subject: subject, What: "The balance change of " + subject,
		Body: adjustNote{customer, t},
		Send: func(ctx context.Context) (string, error) {
			err := s.api.AddTransaction(ctx, customer, t)
			if errors.Is(err, platfone.ErrDuplicate) {
				*earlier = true
				err = s.duplicate(ctx, adjustNote{customer, t})
			}
			return t.ID, err
		},
	}
}

// signed writes an amount with its direction: "+$35.00".
func signed(c money.Cents) string {
	if c > 0 {
		return "+" + c.String()
	}
	return c.String()
}

// duplicate is nil when the ledger has exactly this change under its id. What
// cannot be read leaves the outcome open.
func (s *SMS) duplicate(ctx context.Context, n adjustNote) error {
	found, err := s.findTransaction(ctx, n)
	switch {
	case err == nil && found.State == live.Happened:
		return found.Settle(context.WithoutCancel(ctx))
	case err == nil && found.Sure:
		return &live.Refusal{Why: live.ReasonRule, Say: "Refused: " + found.Reason + ". Nothing was booked."}
	case err == nil:
		err = errors.New(found.Reason)
	}
	return &rest.Error{
		Provider: platfone.Provider, Op: "add transaction", Kind: rest.Unanswered, Sent: true, Err: err,
		Message: "the reference was used before, and the ledger does not tell yet for what",
	}
}

// resend sends an adjustment again whose outcome is unknown. Its journal entry
// stays the same one.
func (s *SMS) resend(ctx context.Context, a live.Attempt, in store.Intent, n adjustNote) error {
	var before adjustNote
	if err := json.Unmarshal(in.Body, &before); err != nil || before != n {
		return referenceUsed(n.Transaction.ID, in).Refusal()
	}
	ctx, leave, err := s.e.Enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if err := s.e.Permit(ctx); err != nil {
		return err
	}
	keep := context.WithoutCancel(ctx)
	ref, err := a.Send(ctx)
	if err != nil {
		// What was sent now can still be on its way, so the looking begins anew.
		if lost := s.e.ChaseAnew(keep, in); lost != nil {
			err = errors.Join(err, lost)
		}
		if live.OutcomeOpen(err) {
			return &store.Unsettled{Intent: in.ID, What: a.What}
		}
		return err
	}
	s.e.StopLooking(in.ID)
	if err := s.db.Settle(keep, in.ID, store.StateConfirmed, ref, ""); err != nil {
		if now, lost := s.db.Intent(keep, in.ID); lost != nil || now.State != store.StateConfirmed {
			return fmt.Errorf("it was done, but that could not be noted: %w", err)
		}
	}
	s.e.Audit(keep, a, "done")
	return nil
}

// lookForTransaction looks in the ledger for an adjustment.
func (s *SMS) lookForTransaction(ctx context.Context, in store.Intent) (live.Finding, error) {
	var note adjustNote
	if err := json.Unmarshal(in.Body, &note); err != nil {
		return live.Finding{Reason: "the journal does not say what was booked"}, nil
	}
	return s.findTransaction(ctx, note)
}

// findTransaction reads the line of the ledger with an id. A gateway that was
// left out is not compared: what the provider writes for it is not documented.
func (s *SMS) findTransaction(ctx context.Context, n adjustNote) (live.Finding, error) {
	heard := time.Now()
	page, err := s.api.Transactions(ctx, platfone.TransactionFilter{ID: n.Transaction.ID}, 1, platfone.MaxManagePage)
	rows := page.Items
	if platfone.Unmanaged(err) {
		if own, other := s.bookedByOwn(ctx, n); other == nil && own != nil {
			rows, err = own, s.Health.Bad(ctx, err, time.Time{})
		}
	}
	if err != nil {
		return live.Finding{}, err
	}
	for _, row := range rows {
		if row.ID != n.Transaction.ID {
			continue
		}
		if row.CustomerID == "" || !row.Amount.Known {
			return live.Finding{State: live.Partial, Reason: "the line " + row.ID + " of the ledger cannot be read whole"}, nil
		}
		if row.CustomerID != n.Customer || row.Amount != money.Known(n.Transaction.Amount) ||
			n.Transaction.Gateway != "" && row.Gateway != n.Transaction.Gateway {
			return live.Finding{State: live.Absent, Sure: true, Reason: "the reference " + row.ID + " stands for something else: " +
				row.Amount.String() + " for " + row.CustomerID}, nil
		}
		return live.Finding{State: live.Happened, Ref: row.ID, Reason: "found in the ledger", Settle: func(ctx context.Context) error {
			s.balanceSoon(row.CustomerID)
			return s.db.PutTransactions(ctx, heard, row)
		}}, nil
	}
	if page.Skipped > 0 {
		return live.Finding{State: live.Partial, Reason: strconv.Itoa(page.Skipped) + " lines of the ledger cannot be read"}, nil
	}
	return live.Finding{State: live.Absent, Reason: "the ledger does not have it"}, nil
}
