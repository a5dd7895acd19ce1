package sms

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/live"
)

// actSpan is how long after an act was sent its effect can still come about:
// the call's own deadline and a minute.
const actSpan = 2 * time.Minute

// Look finds out what became of an open attempt, by reading alone.
func (s *SMS) Look(ctx context.Context, in store.Intent) (live.Finding, error) {
	if s.api == nil {
		return live.Finding{}, errors.New("SMS has no key")
	}
	f, err := live.Finding{Reason: "the journal names an act that is not known"}, error(nil)
	switch in.Op {
	case opOrder:
		f, err = s.lookForOrder(ctx, in)
	case opRetry, opCancel, opFinalize:
		f, err = s.lookForChange(ctx, in)
	case opReport:
		f, err = s.lookForReport(ctx, in)
	case opAdjust:
		f, err = s.lookForTransaction(ctx, in)
	case opCustomer, opStatus:
		f, err = s.lookForCustomer(ctx, in)
	}
	return f, s.Heard(ctx, err)
}

// lookForOrder looks for the one activation that can only be the order's: of
// the same customer, service and country, made in its time, within its ceiling,
// and not known to come from another attempt.
func (s *SMS) lookForOrder(ctx context.Context, in store.Intent) (live.Finding, error) {
	var note orderNote
	if err := json.Unmarshal(in.Body, &note); err != nil {
		return live.Finding{Reason: "the journal does not say what was ordered"}, nil
	}
	sent := in.SentAt
	if sent.IsZero() {
		sent = in.Created
	}
	if note.Skew == 0 { // nothing had been heard from the provider yet
		note.Skew = s.api.ClockSkew()
	}
	from, to := sent.Add(note.Skew-2*time.Second), sent.Add(note.Skew+actSpan)
	heard := time.Now()
	list, err := s.ordered(ctx, note.Customer, from)
	if partly(err) {
		return live.Finding{State: live.Partial, Reason: "nothing is proved: " + err.Error()}, nil
	}
	if err != nil {
		return live.Finding{}, err
	}
	claimed, err := s.db.Made(ctx, in.NaturalKey)
	if err != nil {
		return live.Finding{}, err
	}
	fit := slices.DeleteFunc(list, func(a platfone.Activation) bool { return slices.Contains(claimed, a.ID) || !note.made(a, from, to) })
	switch len(fit) {
	case 0:
		return live.Finding{State: live.Absent, Reason: "no new number appeared"}, nil
	case 1:
		a := fit[0]
		if a.CustomerID == "" {
			a.CustomerID = note.Customer
		}
		return live.Finding{State: live.Happened, Ref: a.ID, Reason: "found: " + a.Phone.String(), Settle: func(ctx context.Context) error {
			s.polls.soon()
			return s.put(ctx, heard, nil, a)
		}}, nil
	}
	phones := make([]string, len(fit))
	for i, a := range fit {
		phones[i] = a.Phone.String()
	}
	return live.Finding{Reason: "more than one new number may be this order: " + strings.Join(phones, ", ")}, nil
}

// made reports whether a can be what the order made between two moments of the
// provider's clock, which tells whole seconds.
func (n orderNote) made(a platfone.Activation, from, to time.Time) bool {
	return a.ServiceID == n.Order.ServiceID && a.CountryID == n.Order.CountryID &&
		!a.CreatedAt.Before(from.Truncate(time.Second)) && !a.CreatedAt.After(to) &&
		(!a.Price.Known || a.Price.Cents <= n.Order.MaxPrice)
}

// ordered reads a customer's activations made since from: those that run, and
// those that may have ended already.
func (s *SMS) ordered(ctx context.Context, customer string, from time.Time) ([]platfone.Activation, error) {
	list, err := s.api.Activations(ctx, customer)
	if err != nil && !closed(err) {
		return nil, err
	}
	made, err := s.madeSince(ctx, customer, from.Add(-time.Second), mostPages)
	if err != nil {
		return nil, err
	}
	for _, a := range made {
		if !slices.ContainsFunc(list, func(b platfone.Activation) bool { return a.ID == b.ID }) {
			list = append(list, a)
		}
	}
	return list, nil
}

// closed reports that a customer's own routes answer nothing, as while every
// operation of the customer is stopped. The list of all customers has the
// numbers all the same.
func closed(err error) bool {
	var e *rest.Error
	return errors.As(err, &e) && e.Kind == rest.Forbidden
}

// number reads one number, of a customer who is stopped from the list of all.
func (s *SMS) number(ctx context.Context, customer, id string) (platfone.Activation, error) {
	a, err := s.api.Activation(ctx, customer, id)
	if err == nil || !closed(err) {
		return a, err
	}
	known, e := s.db.Activation(ctx, id)
	if e != nil {
		return a, err
	}
	at := known.CreatedAt
	f := platfone.ActivationFilter{CustomerID: customer, From: at.Add(-time.Second), To: at.Add(time.Second)}
	page, e := s.api.CustomersActivations(ctx, f, 1, platfone.MaxManagePage)
	if e != nil {
		return a, e
	}
	if i := slices.IndexFunc(page.Items, func(b platfone.Activation) bool { return b.ID == id }); i >= 0 {
		return page.Items[i], nil
	}
	return a, err
}

// missing reports that the provider does not know what was asked for. It says so in a word of
// its own: a "not found" without one is some other server's, and proves nothing.
func missing(err error) bool {
	var e *rest.Error
	return errors.As(err, &e) && e.Name != "" && (e.Kind == rest.NotFound || e.Kind == rest.Gone)
}

// lookForChange reads the number and compares it with how it stood.
func (s *SMS) lookForChange(ctx context.Context, in store.Intent) (live.Finding, error) {
	var note actNote
	if err := json.Unmarshal(in.Body, &note); err != nil {
		return live.Finding{Reason: "the journal does not say which number it was"}, nil
	}
	heard := time.Now()
	a, err := s.number(ctx, note.Customer, note.ID)
	if missing(err) {
		return live.Finding{State: live.Absent, Sure: true, Reason: "the provider does not know the number any more"}, nil
	}
	if err != nil {
		return live.Finding{}, live.Misplaced(ctx, s, err)
	}
	if err := s.put(ctx, heard, nil, a); err != nil {
		return live.Finding{}, err
	}
	s.polls.soon()
	return judge(in.Op, note, a), nil
}

// judge tells from a number's present state whether an act upon it was done.
func judge(op string, before actNote, a platfone.Activation) live.Finding {
	done := live.Finding{State: live.Happened, Ref: a.ID}
	switch {
	case op == opCancel && a.Status == platfone.StatusCanceled,
		op == opFinalize && a.Status == platfone.StatusFinalized,
		op == opRetry && a.SMS == platfone.RetryRequested,
		op == opRetry && a.SMS == platfone.RetryReceived && (before.SMS != platfone.RetryReceived || a.UpdatedAt.After(before.Updated)):
		return done
	case op == opCancel && (a.SMS.Received() || a.HasCode()):
		return live.Finding{State: live.Absent, Sure: true, Reason: "a code came first: it is billed"}
	case a.Status.Ended():
		return live.Finding{State: live.Absent, Sure: true, Reason: "the number is " + string(a.Status)}
	// A message that comes meanwhile changes nothing about an end that did not.
	case a.Status == before.Status && (a.SMS == before.SMS || op == opFinalize):
		return live.Finding{State: live.Absent, Reason: "the number is as it was"}
	}
	return live.Finding{Reason: "the number is " + a.RawWords()}
}
