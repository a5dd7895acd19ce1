package sms

import (
	"cmp"
	"context"
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
