package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

// May implements live.Desk.
func (l *Lines) May(ctx context.Context, _ act.Act) error {
	return cmp.Or(l.MaySend(), l.e.Paused(ctx, oneuc.Provider), l.e.Limited(ctx, oneuc.Provider, oneuc.Budget))
}

// Judge implements live.Desk.
func (l *Lines) Judge(ctx context.Context, a act.Act, v *act.Verdict) error {
	switch a := a.(type) {
	case act.Buy:
		return l.weighBuy(ctx, a, v)
	case act.Set:
		return l.weighSet(ctx, a, v)
	case act.SetAddress:
		return l.weighAddress(ctx, a, v)
	case act.ClearAddress:
		return l.weighClear(ctx, a, v)
	case act.Release:
		return l.weighRelease(ctx, a, v)
	}
	return fmt.Errorf("LINES cannot do %s", a.Op())
}

// Carry implements live.Desk.
func (l *Lines) Carry(ctx context.Context, a act.Act) (act.Outcome, error) {
	switch a := a.(type) {
	case act.Buy:
		return l.buy(ctx, a.Numbers, a.Charges)
	case act.Set:
		return nil, l.setProperties(ctx, a.Number, a.Properties, a.Charges != nil)
	case act.SetAddress:
		return l.setE911(ctx, a.Number, a.Address, a.Charges != nil)
	case act.ClearAddress:
		return nil, l.clearE911(ctx, a.Number, a.Charges != nil)
	case act.Release:
		return l.release(ctx, a.Number)
	}
	return nil, fmt.Errorf("LINES cannot do %s", a.Op())
}

// named is how many numbers a fact names.
const named = 5

// weighBuy judges a purchase of numbers that a search has just found.
func (l *Lines) weighBuy(ctx context.Context, a act.Buy, v *act.Verdict) error {
	if a.Charges == nil {
		v.Take(act.Capital("P"))
	}
	if len(a.Numbers) == 0 {
		v.Refuse(act.Invalid.Of("There is no number to buy."))
		return nil
	}
	var names []string
	for _, n := range a.Numbers[:min(named, len(a.Numbers))] {
		names = append(names, strings.Trim(n.String()+", "+l.placeOf(n), ", "))
	}
	if more := len(a.Numbers) - named; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	v.After = append(v.After, act.Fact{Name: fmt.Sprintf("buys %d", len(a.Numbers)), Value: strings.Join(names, "; "), Kind: act.Number})
	var keys []string
	for _, n := range a.Numbers {
		keys = append(keys, numberKey(n))
		owned, err := l.db.Number(ctx, n)
		switch {
		case err == nil && owned.State.Owned():
			v.Refuse(act.AlreadySo.Of(act.Hidden(n.String()) + " is yours already"))
		case err != nil && !errors.Is(err, store.ErrNotFound):
			return err
		}
	}
	if err := l.e.Unsettled(ctx, v, keys...); err != nil {
		return err
	}
	if n := l.stale(a.Numbers); n != "" {
		v.Refuse(act.StaleSearch.Of(n))
	}
	return l.weighCharges(ctx, a.Charges, v)
}

// weighCharges holds what the provider asks for an act against the person's
// limits. A charge that it does not name cannot be held against any.
func (l *Lines) weighCharges(ctx context.Context, q *oneuc.Quote, v *act.Verdict) error {
	if q == nil {
		return nil
	}
	v.Take(act.Capital("A"))
	today := "today"
	if q.AtMost {
		today = "today at most"
	}
	for _, f := range []act.Fact{{Name: today, Value: q.Today.String()}, {Name: "each month", Value: q.Recurring.String()}} {
		f.Kind = act.Money
		v.After = append(v.After, f)
	}
	if !q.Today.Known {
		v.Warn(act.ChargesUnknown.Of(), act.Capital("A"))
	}
	return live.Weighed(v, l.e.MaySpend(ctx, q.Today))
}

// weighOwned judges what every change of an owned number is held against, and
// gives the number as it is known; nil when it was not read yet, which happens
// before it is changed.
func (l *Lines) weighOwned(ctx context.Context, n phone.E164, v *act.Verdict) (*store.Number, error) {
	v.Before = append(v.Before, act.Fact{Name: "number", Value: n.String(), Kind: act.Number})
	if _, err := phone.Parse(string(n)); err != nil {
		v.Refuse(act.Invalid.Of("The number: " + err.Error() + "."))
		return nil, nil
	}
	if err := l.e.Unsettled(ctx, v, numberKey(n)); err != nil {
		return nil, err
	}
	row, err := l.db.Number(ctx, n)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return &row, err
}

// weighListed refuses one of many that is upon a number which the whole list
// does not have. It is not read first, as a number is that somebody names alone.
func (l *Lines) weighListed(ctx context.Context, n phone.E164, v *act.Verdict) error {
	whole, err := l.db.Progress(ctx, store.ListOfNumbers)
	if err == nil && !whole.At.IsZero() {
		v.Refuse(act.NotFound.Of(act.Hidden(n.String()) + " is not a number of the account"))
	}
	return err
}

// weighSet judges a change of names, porting facts or fields of one's own, and tells each part that changes.
func (l *Lines) weighSet(ctx context.Context, a act.Set, v *act.Verdict) error {
	if problems := a.Properties.Check(); len(problems) > 0 {
		live.Invalid(v, problems)
		return nil
	}
	row, err := l.weighOwned(ctx, a.Number, v)
	if row == nil && a.Once && err == nil {
		err = l.weighListed(ctx, a.Number, v)
	}
	if err != nil {
		return err
	}
	if row != nil {
		if why := row.State.CanEdit(); why != "" {
			v.Refuse(act.WrongState.Of(a.Number, "changed", why))
		}
		changes, err := a.Properties.Changes(row.Document)
		if err != nil {
			return err
		}
		for _, c := range changes {
			v.Before = append(v.Before, act.Fact{Name: c.Field + " is", Value: cmp.Or(c.Was, "nothing"), Kind: act.Name})
			v.After = append(v.After, act.Fact{Name: c.Field + " will be", Value: cmp.Or(c.Will, "removed"), Kind: act.Name})
		}
		if a.Once && len(changes) == 0 && row.Document != nil {
			v.Refuse(act.AlreadySo.Of("the number has this already"))
		}
	}
	return l.weighCharges(ctx, a.Charges, v)
}

// weighAddress judges an emergency address: what will be on file, and what it
// replaces.
func (l *Lines) weighAddress(ctx context.Context, a act.SetAddress, v *act.Verdict) error {
	if a.Charges == nil {
		v.Take(act.Capital("P"))
	}
	if why := oneuc.MayHaveE911(a.Number); why != "" {
		v.Refuse(act.WrongState.Of(a.Number, "given a 911 address", why))
		return nil
	}
	row, err := l.weighOwned(ctx, a.Number, v)
	if row == nil && a.Once && err == nil {
		err = l.weighListed(ctx, a.Number, v)
	}
	if err != nil {
		return err
	}
	now, has := oneuc.E911{}, false
	if row != nil {
		now, has = row.Document.E911()
		if why := row.State.CanEdit(); why != "" {
			v.Refuse(act.WrongState.Of(a.Number, "given a 911 address", why))
		}
	}
	if problems := a.Address.Check(); len(problems) > 0 {
		r := act.AddressUnfit.Of(problems.Error())
		r.Err = problems
		v.Refuse(r)
		return nil
	}
	if so, err := l.filedBefore(ctx, a, now, has); err != nil {
		return err
	} else if so != nil {
		v.Refuse(*so)
	}
	v.Before = append(v.Before, place("Replaces", now, has)...)
	sent := a.Address
	sent.Status = ""
	v.After = append(v.After, place("Sends", sent, true)...)
	for _, h := range a.Address.Hints() {
		v.Warn(act.AddressHint.Of(h.Text), act.None())
	}
	if has && row.State == oneuc.InService && store.PlaceOf(now).E911().Line() != a.Address.Line() {
		takes := act.Typed(a.Number.Last(lastDigits)).Called("the last four digits").Of(string(a.Number))
		if a.Charges != nil { // it was typed before the provider asked for money
			takes = act.Capital("A")
		}
		v.Warn(act.ReplacesAddress.Of(act.Hidden(now.Line())), takes)
	}
	return l.weighCharges(ctx, a.Charges, v)
}

// place is an address as responders will read it, with who is told of calls.
func place(name string, e oneuc.E911, has bool) []act.Fact {
	if !has {
		return []act.Fact{{Name: name, Value: "nothing on file", Kind: act.Place}}
	}
	words := cmp.Or(e.CallerName, oneuc.NoCaller) + ", " + e.Line()
	if len(e.Notify) > 0 {
		words += "; e-mail when 911 is called: " + strings.Join(e.Notify, ", ")
	}
	if e.Status != "" {
		words += ", " + strings.ToLower(string(e.Status))
	}
	return []act.Fact{{Name: name, Value: words, Kind: act.Place}}
}

// lastDigits is how much of a number is typed for what cannot be undone.
const lastDigits = 4

// weighClear judges the removal of an emergency address.
func (l *Lines) weighClear(ctx context.Context, a act.ClearAddress, v *act.Verdict) error {
	if a.Charges == nil { // else it was typed before the provider asked for money
		v.Take(act.Typed(a.Number.Last(lastDigits)).Called("the last four digits").Of(string(a.Number)))
	}
	row, err := l.weighOwned(ctx, a.Number, v)
	if err != nil {
		return err
	}
	v.Warn(act.RemovesAddress.Of(a.Number), act.None())
	if row == nil {
		return l.weighCharges(ctx, a.Charges, v)
	}
	now, has := row.Document.E911()
	v.Before = append(v.Before, place("Replaces", now, has)...)
	v.After = append(v.After, place("Leaves", oneuc.E911{}, false)...)
	if why := row.State.CanEdit(); why != "" {
		v.Refuse(act.WrongState.Of(a.Number, "given a 911 address", why))
	}
	if !has && row.Document != nil {
		v.Refuse(act.AlreadySo.Of(act.NoAddress))
	}
	other, err := l.db.OtherFiled(ctx, a.Number)
	if err == nil && !other {
		v.Warn(act.LastAddress.Of(), act.None())
	}
	return errors.Join(err, l.weighCharges(ctx, a.Charges, v))
}

// releasedAt is when a number was last given back from here, by the journal; zero when it never was.
func (l *Lines) releasedAt(ctx context.Context, n phone.E164) (at time.Time, err error) {
	done, err := l.db.Done(ctx, opRelease, numberKey(n), time.Time{})
	if len(done) > 0 {
		at = done[len(done)-1]
	}
	return at, err
}

// weighRelease judges giving a number back.
func (l *Lines) weighRelease(ctx context.Context, a act.Release, v *act.Verdict) error {
	v.Take(act.Typed(a.Number.Last(lastDigits)).Called("the last four digits").Of(string(a.Number)))
	row, err := l.weighOwned(ctx, a.Number, v)
	if err != nil {
		return err
	}
	v.Warn(act.CannotBeUndone.Of("The release", "somebody else can take the number"), act.None())
	if row == nil || row.State.CanRelease() != "" {
		if at, err := l.releasedAt(ctx, a.Number); err != nil {
			return err
		} else if !at.IsZero() {
			v.Refuse(act.AlreadySo.Of(act.Hidden(a.Number.String() + " was released already, " + at.Local().Format("2 Jan 15:04"))))
			return nil
		}
	}
	if row == nil {
		return nil
	}
	state := row.State.Words()
	if !row.Created.IsZero() {
		state += " since " + row.Created.Local().Format("2 Jan 2006")
	}
	v.Before = append(v.Before, act.Fact{Name: "state", Value: state})
	if why := row.State.CanRelease(); why != "" {
		v.Refuse(act.WrongState.Of(a.Number, "released", why))
	}
	if now, has := row.Document.E911(); has {
		v.Warn(act.HasAddress.Of(act.Hidden(now.Line())), act.None())
	}
	return nil
}
