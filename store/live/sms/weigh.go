package sms

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

// May implements live.Desk.
func (s *SMS) May(ctx context.Context, a act.Act) error {
	b := platfone.BudgetManage
	switch a.(type) {
	case act.Order, act.Renew:
		b = platfone.BudgetCreate
	case act.Again:
		b = s.again().budget
	case act.Cancel:
		b = s.cancel().budget
	case act.Finalize:
		b = s.finalize().budget
	case act.Report:
		b = platfone.BudgetReports
	}
	if err := s.maySend(ctx, b); err != nil {
		return err
	}
	return s.e.Limited(ctx, platfone.Provider, b)
}

// Judge implements live.Desk.
func (s *SMS) Judge(ctx context.Context, a act.Act, v *act.Verdict) error {
	switch a := a.(type) {
	case act.Order:
		return s.weighOrder(ctx, a, v)
	case act.Renew:
		return s.weighRenew(ctx, a, v)
	case act.Again:
		return s.weighChange(ctx, a.ID, s.again(), v)
	case act.Cancel:
		return s.weighChange(ctx, a.ID, s.cancel(), v)
	case act.Finalize:
		return s.weighChange(ctx, a.ID, s.finalize(), v)
	case act.Report:
		return s.weighReport(ctx, a, v)
	case act.NewCustomer:
		return s.weighNewCustomer(ctx, a, v)
	case act.Credit:
		return s.weighCredit(ctx, a, v)
	case act.Status:
		return s.weighStatus(ctx, a, v)
	}
	return fmt.Errorf("SMS cannot do %s", a.Op())
}

// Carry implements live.Desk.
func (s *SMS) Carry(ctx context.Context, a act.Act) (act.Outcome, error) {
	switch a := a.(type) {
	case act.Order:
		return s.orderWith(ctx, a)
	case act.Renew:
		return nil, s.renew(ctx, a)
	case act.Again:
		return nil, s.change(ctx, a.ID, s.again())
	case act.Cancel:
		return nil, s.change(ctx, a.ID, s.cancel())
	case act.Finalize:
		return nil, s.change(ctx, a.ID, s.finalize())
	case act.Report:
		return s.report(ctx, a.ID, a.Report)
	case act.NewCustomer:
		made, err := s.createCustomer(ctx, a.Customer, a.Opening)
		return act.Made{Customer: made}, err
	case act.Credit:
		earlier, err := s.adjustBalance(ctx, a.Customer, a.Transaction)
		return act.Booked{Earlier: earlier}, err
	case act.Status:
		return nil, s.setStatus(ctx, a.Customer, a.Status)
	}
	return nil, fmt.Errorf("SMS cannot do %s", a.Op())
}

// found reads the number that an act is upon.
func (s *SMS) found(ctx context.Context, id string, v *act.Verdict) (store.Activation, error) {
	a, err := s.db.Activation(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		r := act.NotFound.Of("no number has the id " + id)
		r.Err = err
		v.Refuse(r)
		return a, nil
	}
	return a, err
}

func activationKey(id string) string { return "sms/activation/" + id }

// weighChange judges another message, a cancellation or the end of a number:
// the first is free, the others can be taken back for a moment.
func (s *SMS) weighChange(ctx context.Context, id string, c change, v *act.Verdict) error {
	a, err := s.found(ctx, id, v)
	if err != nil || a.ID == "" {
		return err
	}
	now := s.Now()
	v.Before = append(v.Before, act.Fact{Name: "number", Value: a.Phone.String(), Kind: act.Number},
		act.Fact{Name: "state", Value: a.State(now).String(), Loose: true})
	if c.costs != "" {
		v.After = append(v.After, act.Fact{Name: c.costs, Value: a.Price.String(), Kind: act.Money, Loose: true, Adds: &a.Price})
	}
	why := c.can(a.Activation, now)
	if why == "" {
		if a, err = s.asActed(ctx, a); err != nil {
			return err
		}
		why = c.can(a.Activation, now)
	}
	if why != "" {
		v.Refuse(notNow(a, c, why, now))
	}
	return s.e.Unsettled(ctx, v, activationKey(id))
}

// notNow is why a change cannot be made to a number: that it was made, its state, or that it is too
// early, with the moment by this computer's clock from which on it can.
func notNow(a store.Activation, c change, why string, now time.Time) act.Reason {
	if c.so(a.Status) {
		return act.AlreadySo.Of(a.Phone.String() + " is " + string(a.Status) + " already")
	}
	if c.from != nil {
		if at, ok := c.from(a.Activation); ok && at.After(now) {
			r := act.TooEarly.Of(a.Phone, c.verb, why)
			r.Until = time.Now().Add(at.Sub(now))
			return r
		}
	}
	return act.WrongState.Of(a.Phone, c.verb, why)
}

// weighNewCustomer judges a new customer, and the money that comes with it.
func (s *SMS) weighNewCustomer(ctx context.Context, a act.NewCustomer, v *act.Verdict) error {
	v.After = append(v.After, act.Fact{Name: "new customer", Value: a.Customer, Kind: act.Name})
	err := platfone.CheckCustomerID(a.Customer)
	if a.Opening != (platfone.NewTransaction{}) {
		err = platfone.Together(err, cmp.Or(platfone.CheckOpening(a.Opening.Amount), a.Opening.Check()))
		v.Take(act.Capital("C"))
		v.After = append(v.After, act.Fact{Name: "begins with", Value: a.Opening.Amount.String(), Kind: act.Money, Adds: &money.Price{Cents: a.Opening.Amount, Known: true}},
			act.Fact{Name: "reference", Value: a.Opening.ID})
	}
	if live.Invalid(v, err) {
		return nil
	}
	_, err = s.db.Customer(ctx, a.Customer)
	if err == nil {
		r := act.AlreadySo.Of("there is a customer with this id already")
		r.Err = platfone.ErrDuplicate
		v.Refuse(r)
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return s.e.Unsettled(ctx, v, customerKey(a.Customer))
}

func customerKey(id string) string { return "sms/customer/" + id }

// weighCredit judges a change of a balance. While one of the same customer and
// amount has no known outcome, another needs a reference that was chosen.
func (s *SMS) weighCredit(ctx context.Context, a act.Credit, v *act.Verdict) error {
	t, letter := a.Transaction, "A"
	if t.Amount < 0 {
		letter = "D"
	}
	v.Take(act.Capital(letter))
	v.After = append(v.After, act.Fact{Name: "will be booked", Value: signed(t.Amount) + " for " + a.Customer, Kind: act.Money, Adds: &money.Price{Cents: t.Amount, Known: true}},
		act.Fact{Name: "reference", Value: t.ID})
	if t.Gateway != "" {
		v.After = append(v.After, act.Fact{Name: "gateway", Value: t.Gateway})
	}
	if live.Invalid(v, platfone.Together(platfone.CheckCustomerID(a.Customer), t.Check())) {
		return nil
	}
	if most := s.e.Spend().MaxHere; most.Known && t.Amount > most.Cents {
		v.Refuse(act.SpendAct.Of(t.Amount, most, "--max-spend"))
	}
	if err := s.weighBalance(ctx, a, v); err != nil {
		return err
	}
	return s.sameCredit(ctx, a, v)
}

// weighBalance shows what the customer has and will have.
func (s *SMS) weighBalance(ctx context.Context, a act.Credit, v *act.Verdict) error {
	c, err := s.db.Customer(ctx, a.Customer)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	now := c.Total()
	after := money.Price{}
	if now.Known {
		after = money.Known(now.Cents + a.Transaction.Amount)
	}
	v.Before = append(v.Before, act.Fact{Name: "balance now", Value: now.String(), Kind: act.Money, Loose: true, Seen: c.TotalSeen(), Mind: s.before(ctx, c)})
	v.After = append(v.After, act.Fact{Name: "balance after", Value: after.String(), Kind: act.Money, Loose: true})
	if after.Known && after.Cents < 0 && a.Transaction.Amount < 0 {
		v.Warn(act.BelowZero.Of(act.Hidden(a.Customer)), act.None())
	}
	return nil
}

// sameCredit refuses what may be the second booking of one payment.
func (s *SMS) sameCredit(ctx context.Context, a act.Credit, v *act.Verdict) error {
	open, err := s.e.Unknown(ctx, opAdjust)
	if err != nil {
		return err
	}
	for _, in := range open {
		var note adjustNote
		if json.Unmarshal(in.Body, &note) != nil {
			continue
		}
		same := note.Customer == a.Customer && note.Transaction.Amount == a.Transaction.Amount
		switch {
		case note.Transaction.ID == a.Transaction.ID && note != (adjustNote{a.Customer, a.Transaction}):
			v.Refuse(referenceUsed(note.Transaction.ID, in))
		case note.Transaction.ID != a.Transaction.ID && same && !a.Named:
			return live.Weighed(v, fmt.Errorf("its reference is %s; another booking of the same amount needs a reference that you type (the field Reference, or --ref): %w",
				note.Transaction.ID, &store.OpenIntentError{Intent: in}))
		}
	}
	done, err := s.db.Carried(ctx, transactionKey(a.Transaction.ID))
	if err != nil {
		return err
	}
	for _, in := range done {
		var note adjustNote
		if json.Unmarshal(in.Body, &note) == nil && note != (adjustNote{a.Customer, a.Transaction}) {
			v.Refuse(act.WrongState.Of("The reference "+a.Transaction.ID, "used", "it stands for "+in.Subject+", which is booked. Nothing was sent"))
			return nil
		}
	}
	return s.foundCredit(ctx, a, v)
}

// recently is how long a booking that was found by looking stands against the
// same once more: who saw no answer repeats it within minutes.
const recently = 5 * time.Minute

// foundCredit refuses what repeats a booking that came to light only by
// looking: whoever sent it was told that its outcome is not known.
func (s *SMS) foundCredit(ctx context.Context, a act.Credit, v *act.Verdict) error {
	if a.Named {
		return nil
	}
	list, err := s.db.IntentsSince(ctx, time.Now().Add(-time.Hour))
	if err != nil {
		return err
	}
	for _, in := range list {
		var note adjustNote
		if in.Op != opAdjust || !in.Found() || time.Since(in.SettledAt) > recently || json.Unmarshal(in.Body, &note) != nil {
			continue
		}
		if note.Customer == a.Customer && note.Transaction.Amount == a.Transaction.Amount && note.Transaction.ID != a.Transaction.ID {
			r := act.AlreadySo.Of("The " + signed(a.Transaction.Amount) + " for " + a.Customer + " sent at " + in.SentAt.Local().Format("15:04:05") + " was booked after all, as " +
				note.Transaction.ID + ". To book the same once more now, type a reference of your own (the field Reference, or --ref); after five minutes none is needed")
			r.Hide = append(r.Hide, a.Customer, signed(a.Transaction.Amount)) // from people who look on
			v.Refuse(r)
			return nil
		}
	}
	return nil
}

// referenceUsed is that a reference stands for another booking that is open.
func referenceUsed(id string, in store.Intent) act.Reason {
	return act.WrongState.Of("The reference "+id, "used", "it stands for "+in.Subject+", whose outcome is not known yet. Nothing was sent")
}

// weighStatus judges a change of what a customer may do: most can be taken
// back, the mark for deletion perhaps not.
func (s *SMS) weighStatus(ctx context.Context, a act.Status, v *act.Verdict) error {
	if live.Invalid(v, platfone.Together(platfone.CheckCustomerID(a.Customer), platfone.CheckStatus(a.Status))) {
		return nil
	}
	switch a.Status {
	case platfone.CustomerMarked:
		v.Warn(act.CannotBeUndone.Of("The mark for deletion", "whether it can is not documented"), typedName(a.Customer))
	case platfone.CustomerDisabled:
		v.Take(act.Enter())
	}
	if stops := a.Status.Stops(); stops != "" {
		v.Warn(act.StopsNumbers.Of("Then "+stops+"."), act.None())
	}
	c, err := s.db.Customer(ctx, a.Customer)
	if err == nil {
		v.Before = append(v.Before, act.Fact{Name: "status now", Value: string(c.Status), Seen: c.Seen},
			act.Fact{Name: "free to spend", Value: c.FreeWords(), Kind: act.Money, Loose: true, Seen: c.TotalSeen(), Mind: s.before(ctx, c)},
			act.Fact{Name: "active numbers", Value: strconv.Itoa(c.Active), Loose: true})
		if c.Status == a.Status {
			v.Refuse(act.AlreadySo.Of("this customer is " + string(c.Status) + " already"))
		}
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	v.After = append(v.After, act.Fact{Name: "status after", Value: string(a.Status)})
	return s.e.Unsettled(ctx, v, customerKey(a.Customer))
}

// Of a name longer than longName only its end is typed.
const (
	longName = 12
	nameEnd  = 6
)

// typedName is what is typed to name a customer.
func typedName(id string) act.Consent {
	if len(id) > longName {
		return act.Typed(id[len(id)-nameEnd:]).Called("the last six characters of its id").Of(id)
	}
	return act.Typed(id).Called("its id")
}

// record is the success record of a pair, or of the account, since a moment;
// the moment may be up to a minute off while nothing changes.
func (s *SMS) record(ctx context.Context, since time.Time, service, country string) (platfone.Record, error) {
	m := &s.pairRecord
	if service == "" {
		m = &s.allRecord
	}
	return m.Get(service+"/"+country+since.Truncate(time.Minute).String(), s.db.Age(store.Activations), false, func() (platfone.Record, error) {
		return s.db.SuccessWindow(ctx, since, service, country)
	})
}
