package sms

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

// orderKey is the natural key of an order: one may be open for a customer, a
// service and a country.
func orderKey(customer string, o platfone.NewOrder) string {
	return "sms/order/" + customer + "/" + o.ServiceID + "/" + o.CountryID
}

// weighOrder judges an order against all that is known here, so that what
// cannot succeed is not sent.
func (s *SMS) weighOrder(ctx context.Context, a act.Order, v *act.Verdict) error {
	v.Take(act.Enter())
	a.Of, a.Left = max(a.Of, 1), max(a.Left, 1)
	c, err := s.db.Customer(ctx, a.Customer)
	if err == nil { // told before the rest of the order is written
		if why := c.Status.MayOrder(); why != "" {
			v.Refuse(act.CustomerStatus.Of(why))
		}
	} else if !errors.Is(err, store.ErrNotFound) { // the provider knows more customers than were read
		return fmt.Errorf("reading the customer: %w", err)
	}
	if live.Invalid(v, platfone.Together(platfone.CheckCustomerID(a.Customer), a.Order.Check())) {
		return nil
	}
	s.weighPayer(ctx, c, a, v)
	for _, look := range []func(context.Context, act.Order, *act.Verdict) error{
		s.weighUsual, s.weighPlaces, s.weighStock, s.weighPrice, s.weighRecord, s.weighRepeat, s.weighEnded, s.weighFound,
	} {
		if err := look(ctx, a, v); err != nil {
			return err
		}
	}
	return s.e.Unsettled(ctx, v, orderKey(a.Customer, a.Order))
}

// weighFound warns of an order whose last one was found to be done without an answer: who was told that its outcome is
// not known repeats it. Of several that are wanted together the first is warned of; the others go on after it.
func (s *SMS) weighFound(ctx context.Context, a act.Order, v *act.Verdict) error {
	if a.Left < a.Of {
		return nil
	}
	list, err := s.e.Attempts(ctx, time.Now().Add(-runsFor))
	if err != nil {
		return err
	}
	last := slices.IndexFunc(list, func(in store.Intent) bool { return in.NaturalKey == orderKey(a.Customer, a.Order) })
	if last < 0 || !list[last].Found() || time.Since(list[last].SettledAt) > recently {
		return nil
	}
	in := list[last]
	number := in.Ref
	if got, err := s.db.Activation(ctx, in.Ref); err == nil {
		number = got.Phone.String() + ", " + in.Ref
	}
	v.Warn(act.OrderedAlready.Of(in.SentAt.Local().Format("15:04:05"), act.Hidden(number)), act.Capital("O"))
	return nil
}

// weighPayer holds an order against what the customer has, as far as that is known.
func (s *SMS) weighPayer(ctx context.Context, c store.Customer, a act.Order, v *act.Verdict) {
	pays, exact := a.Order.Reserve()
	words := pays.String()
	switch {
	case a.Order.Mode == platfone.Dynamic:
		words = "at most " + words
	case !exact:
		words = "≈ " + words
	}
	v.After = append(v.After,
		act.Fact{Name: "you pay at most", Value: a.Order.MaxPrice.String(), Kind: act.Money},
		act.Fact{Name: "customer pays", Value: words, Kind: act.Money})
	if a.Of > 1 {
		v.After = append(v.After, act.Fact{Name: "in all", Value: fmt.Sprintf("%d numbers, at most %s", a.Of, a.Order.MaxPrice*money.Cents(a.Of)), Kind: act.Money})
	}
	pays *= money.Cents(a.Left)
	free, exactly := c.Free()
	if !free.Known {
		return
	}
	v.Before = append(v.Before, act.Fact{Name: "customer has", Value: c.FreeWords(), Kind: act.Money, Loose: true, Seen: c.TotalSeen(), Mind: s.before(ctx, c)})
	after := (free.Cents - pays).String()
	if !exactly {
		after = "≈ " + after
	}
	v.After = append(v.After, act.Fact{Name: "free after", Value: after, Kind: act.Money, Loose: true})
	if free.Cents < pays {
		short := act.CustomerBalance.Of(act.Hidden(a.Customer), act.Hidden(c.FreeWords()), act.Hidden(pays.String()))
		short.Seen = c.TotalSeen()
		v.Refuse(short)
	}
}

// weighUsual warns of a price that is not the one the customer is used to.
func (s *SMS) weighUsual(ctx context.Context, a act.Order, v *act.Verdict) error {
	usual, err := s.Charge(ctx, a.Customer)
	if has := a.Order.Charge(); err == nil && has != usual {
		v.Warn(act.UnusualPrice.Of(a.Customer, usual, has), act.Capital("O"))
	}
	return err
}

// weighPlaces refuses the order that the limit of active numbers would refuse.
func (s *SMS) weighPlaces(ctx context.Context, a act.Order, v *act.Verdict) error {
	n, err := s.active(ctx)
	if err != nil {
		return err
	}
	read, err := s.db.Counted(ctx)
	if err != nil {
		return err
	}
	most := ""
	if !read.Active { // others may run that nobody read yet
		most = "at most "
	}
	v.Before = append(v.Before, act.Fact{Name: act.FreePlaces, Value: fmt.Sprintf("%s%d of %d", most, max(s.cfg.MaxActive-n, 0), s.cfg.MaxActive), Loose: true})
	if free := s.cfg.MaxActive - n; free > 0 && a.Left > free {
		live.Invalid(v, fmt.Errorf("how many: %d at the most, there are no more free places", free))
	}
	return live.Weighed(v, s.full(n))
}

// stockKnown is how long the catalogue's word counts that nothing is left.
const stockKnown = 2 * time.Minute

// weighStock refuses what the catalogue has just said to be sold out.
func (s *SMS) weighStock(ctx context.Context, a act.Order, v *act.Verdict) error {
	p, err := s.db.Price(ctx, a.Order.ServiceID, a.Order.CountryID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err == nil && p.SoldOut() && time.Since(p.Seen) < stockKnown {
		v.Refuse(act.SoldOut.Of(a.Order.ServiceID + "/" + a.Order.CountryID))
	}
	return err
}

// weighPrice holds an order against the person's own limits, the account's
// balance and what the price was before.
func (s *SMS) weighPrice(ctx context.Context, a act.Order, v *act.Verdict) error {
	most := a.Order.MaxPrice
	if err := live.Weighed(v, s.e.MaySpendEach(ctx, money.Known(most), a.Of, a.Left)); err != nil {
		return err
	}
	all := most * money.Cents(a.Of)
	if over := s.e.Spend().ConfirmOver; over.Known && all > over.Cents {
		v.Warn(act.OverConfirm.Of(all, over), act.Capital("O"))
	}
	if a.Rose > 0 && most > a.Rose {
		v.Warn(act.PriceRose.Of(a.Rose, most), act.Capital("O"))
	}
	account, err := s.db.AccountBalance(ctx)
	if err != nil {
		return err
	}
	if need := most * money.Cents(a.Left); account.Free().Known && account.Free().Cents < need {
		short := act.ProviderBalance.Of(account.Free(), need)
		short.Seen = account.Seen
		v.Warn(short, act.Capital("O"))
	}
	return nil
}

// weighRecord warns of the block for a day before the order that could cause it.
func (s *SMS) weighRecord(ctx context.Context, a act.Order, v *act.Verdict) error {
	since := time.Now().Add(-platfone.SuccessWindow)
	for _, of := range []struct{ name, service, country string }{
		{a.Order.ServiceID + "/" + a.Order.CountryID, a.Order.ServiceID, a.Order.CountryID}, {"the account", "", ""},
	} {
		r, err := s.record(ctx, since, of.service, of.country)
		if err != nil {
			return err
		}
		next, ok := r.After(1).Rate()
		if r.Caution() < platfone.Ask || !ok {
			continue
		}
		blocks := ""
		if r.After(1).Blocked() {
			blocks = ": blocked for 24 h"
		}
		v.Warn(act.SuccessForecast.Of(of.name, next, blocks), act.Capital("O"))
	}
	return nil
}
