package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

// actNote is what the journal keeps of a retry, cancel or finalize: the number
// and how it stood when it was sent.
type actNote struct {
	Customer string
	ID       string
	SMS      platfone.SMSStatus
	Status   platfone.ActivationStatus
	Updated  time.Time
}

// change is one of the three acts upon a number that runs.
type change struct {
	op     string
	verb   string // "canceled"
	noun   string // "The cancellation of"
	budget rest.Budget
	can    func(platfone.Activation, time.Time) string
	from   func(platfone.Activation) (time.Time, bool) // when time alone allows it; nil: never does
	send   func(ctx context.Context, customer, id string) error
	costs  string // what becomes of its price; "" is nothing
}

// so reports whether a number with this status is as the change would leave it. One that
// expired is ended, whichever end was wanted.
func (c change) so(status platfone.ActivationStatus) bool {
	switch status {
	case platfone.StatusCanceled:
		return c.op == opCancel
	case platfone.StatusFinalized:
		return c.op == opFinalize
	case platfone.StatusExpired:
		return c.op != opRetry
	}
	return false
}

func (s *SMS) again() change {
	return change{opRetry, "asked for another SMS", "The request for another SMS to",
		platfone.BudgetRetry, platfone.Activation.CanRetry, nil, s.api.Retry, ""}
}

func (s *SMS) cancel() change {
	return change{opCancel, "canceled", "The cancellation of",
		platfone.BudgetCancel, platfone.Activation.CanCancel, platfone.Activation.CancelAt, s.api.Cancel, "not charged"}
}

func (s *SMS) finalize() change {
	return change{opFinalize, "closed", "The closing of",
		platfone.BudgetFinalize, platfone.Activation.CanFinalize, nil, s.api.Finalize, "charged"}
}

// change carries out one act: journalled, and followed by a read of what became
// of the number.
func (s *SMS) change(ctx context.Context, id string, c change) error {
	a, err := s.db.Activation(ctx, id)
	if err != nil {
		return err
	}
	err = s.e.Perform(ctx, live.Attempt{
		Op:      c.op,
		Key:     activationKey(id),
		Subject: a.Phone.String(),
		What:    c.noun + " " + a.Phone.String(),
		Body:    actNote{a.CustomerID, id, a.SMS, a.Status, a.UpdatedAt},
		Send: func(ctx context.Context) (string, error) {
			err := c.send(ctx, a.CustomerID, id)
			if !live.OutcomeOpen(err) {
				s.movedOn(ctx, a.CustomerID, id)
			}
			return id, err
		},
	})
	var open *store.Unsettled
	if !errors.As(err, &open) {
		s.polls.soon()
	}
	return err
}

// asActed is a number as the last act upon it left it. The read that follows an act can fail, and the
// row then still tells how the number stood before: what the journal says was done holds.
func (s *SMS) asActed(ctx context.Context, a store.Activation) (store.Activation, error) {
	done, err := s.db.Carried(ctx, activationKey(a.ID))
	if err != nil || len(done) == 0 {
		return a, err
	}
	var before actNote
	if err := json.Unmarshal(done[0].Body, &before); err != nil {
		return a, fmt.Errorf("reading what was done to %s: %w", a.Phone, err)
	}
	if before.SMS != a.SMS || before.Status != a.Status || !before.Updated.Equal(a.UpdatedAt) {
		return a, nil
	}
	switch done[0].Op {
	case opCancel:
		a.Status = platfone.StatusCanceled
	case opFinalize:
		a.Status = platfone.StatusFinalized
	case opRetry:
		a.SMS = platfone.RetryRequested
	}
	return a, nil
}

// movedOn reads a number that was acted upon, whether that was done or refused. It does so
// while the attempt is still open in the journal: nobody, here, in another process or after a
// crash, acts upon the number again by the state that it had before.
func (s *SMS) movedOn(ctx context.Context, customer, id string) {
	limit, stop := live.Reread(ctx)
	defer stop()
	if _, lost := s.read(limit, customer, id); lost != nil {
		s.readSoon(customer, id)
	}
}
