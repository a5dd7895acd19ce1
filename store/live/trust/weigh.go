package trust

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"switchboard/client/money"
	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

// May implements live.Desk. A sign-up needs no key.
func (t *Trust) May(ctx context.Context, a act.Act) error {
	b, may := numbersonline.BudgetAccount, t.MaySend
	switch a.(type) {
	case act.SendCode:
		b = numbersonline.BudgetCode
	case act.SignUp:
		b, may = numbersonline.BudgetSignUp, t.e.MaySend
	}
	return cmp.Or(may(), t.pauses(ctx, b.Name), t.e.Limited(ctx, numbersonline.Provider, b))
}

// Judge implements live.Desk.
func (t *Trust) Judge(ctx context.Context, a act.Act, v *act.Verdict) error {
	switch a := a.(type) {
	case act.SendCode:
		v.After = append(v.After, act.Fact{Name: "code goes to", Value: a.Number.String(), Kind: act.Number})
		return t.e.Unsettled(ctx, v, "trust/code/"+string(a.Number))
	case act.Prove:
		if err := numbersonline.CheckCode(a.Code); err != nil {
			live.Invalid(v, err)
		}
		return t.e.Unsettled(ctx, v, "trust/number/"+string(a.Number))
	case act.Stage:
		return t.weighStage(ctx, a, v)
	case act.Logo:
		return t.weighLogo(ctx, a, v)
	case act.Pay:
		return t.weighPay(ctx, a.Number, v)
	case act.Account:
		return t.weighAccount(ctx, a, v)
	case act.SignUp:
		return t.weighSignUp(ctx, a, v)
	}
	return fmt.Errorf("TRUST cannot do %s", a.Op())
}

// Carry implements live.Desk.
func (t *Trust) Carry(ctx context.Context, a act.Act) (act.Outcome, error) {
	switch a := a.(type) {
	case act.SendCode:
		return t.startVerification(ctx, a.Number, a.Channel)
	case act.Prove:
		return t.confirmVerification(ctx, a.Number, a.Code)
	case act.Stage:
		return t.stage(ctx, a.Number, a.Changes)
	case act.Logo:
		return t.uploadLogo(ctx, a.Number, a.Image)
	case act.Pay:
		return t.checkout(ctx, a.Number)
	case act.Account:
		return t.updateAccount(ctx, a.Name, a.Email)
	case act.SignUp:
		got, where, err := t.signup(ctx, a.Name, a.Email)
		return act.SignedUp{SignedUp: got, Where: where}, err
	}
	return nil, fmt.Errorf("TRUST cannot do %s", a.Op())
}

// weighPage judges a change of a listing: of a verified one everybody sees it.
func (t *Trust) weighPage(ctx context.Context, n phone.E164, v *act.Verdict) error {
	v.Before = append(v.Before, act.Fact{Name: "number", Value: n.String(), Kind: act.Number})
	l, err := t.db.Listing(ctx, n)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if why := l.CanChange(); why != "" {
		v.Refuse(act.WrongState.Of(n, "changed", why))
	}
	if l.State == numbersonline.Verified {
		v.Warn(act.EditsPublicPage.Of(n), act.Capital("E"))
		v.Before = append(v.Before, page(l)...)
	}
	return t.e.Unsettled(ctx, v, listingKey(n))
}

// page is what everybody sees of a listing, as far as the service tells it.
func page(l store.Listing) []act.Fact {
	var list []act.Fact
	if l.Page == nil {
		return nil
	}
	for _, f := range []act.Fact{{Name: "in public now", Value: l.Page.Name}, {Name: "website now", Value: l.Page.Website}} {
		if f.Kind = act.Name; f.Value != "" {
			list = append(list, f)
		}
	}
	return list
}

// weighLogo judges a picture, which belongs to a profile that is saved before it.
func (t *Trust) weighLogo(ctx context.Context, a act.Logo, v *act.Verdict) error {
	kind, err := numbersonline.CheckLogo(a.Image)
	live.Invalid(v, err)
	v.After = append(v.After, act.Fact{Name: "logo", Value: fmt.Sprintf("%s, %d bytes", cmp.Or(kind, "no picture"), len(a.Image))})
	if l, err := t.db.Listing(ctx, a.Number); err == nil {
		unstaged(l, "given a logo", v)
		live.Invalid(v, l.Kind().Takes("logo"))
	}
	return t.weighPage(ctx, a.Number, v)
}

// weighStage judges a change of a profile, field by field.
func (t *Trust) weighStage(ctx context.Context, a act.Stage, v *act.Verdict) error {
	l, err := t.db.Listing(ctx, a.Number)
	problems := a.Changes.Check(time.Now())
	if err == nil {
		maps.Copy(problems, a.Changes.Misfits(cmp.Or(a.Changes.Kind, l.Kind())))
		if was := l.Kind(); l.State == numbersonline.Verified && was != "" && a.Changes.Kind != "" && a.Changes.Kind != was {
			problems["kind"] = fmt.Sprintf("the kind is fixed once the number is verified: it is %s", was)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(problems)) {
		live.Invalid(v, errors.New(problems[field]))
	}
	for _, c := range a.Changes.Told() {
		v.After = append(v.After, act.Fact{Name: c.Field, Value: c.Will, Kind: act.Name})
	}
	if err == nil && staysSo(l, a.Changes) && !t.changedSince(ctx, a.Number, l.Seen) {
		v.Refuse(act.AlreadySo.Of("the profile has this already"))
	}
	return t.weighPage(ctx, a.Number, v)
}

// costOfKind is what verifying a number of a kind costs, unknown of neither kind.
func costOfKind(k numbersonline.Kind) money.Price {
	switch k {
	case numbersonline.Personal:
		return money.Known(900)
	case numbersonline.Business:
		return money.Known(2900)
	}
	return money.Price{}
}

// weighPay judges the payment that verifies a number. One that is prepared
// already, or not needed any more, costs nothing again.
func (t *Trust) weighPay(ctx context.Context, n phone.E164, v *act.Verdict) error {
	v.Before = append(v.Before, act.Fact{Name: "number", Value: n.String(), Kind: act.Number})
	if err := t.e.Unsettled(ctx, v, listingKey(n)); err != nil {
		return err
	}
	l, err := t.db.Listing(ctx, n)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if why := l.CanChange(); why != "" {
		v.Refuse(act.WrongState.Of(n, "paid for", why))
	}
	if l.State == numbersonline.Verified {
		v.Refuse(act.AlreadySo.Of(n.String() + " is verified already"))
		return nil
	}
	unstaged(l, "paid for", v)
	kind := numbersonline.Kind("")
	if l.Draft != nil {
		kind = l.Draft.Profile.Kind
	}
	price := kind.Price()
	if price == "" {
		price = "what its page asks"
	}
	v.Take(act.Capital("P"))
	v.Before = append(v.Before, act.Fact{Name: "kind", Value: cmp.Or(string(kind), "not chosen")})
	v.After = append(v.After, act.Fact{Name: "price", Value: price + " on Stripe", Kind: act.Money},
		act.Fact{Name: "public", Value: kind.Public()})
	if lacks := l.Lacks(); lacks != "" {
		v.Warn(act.ShowsNothing.Of(n, lacks), act.Capital("P"))
	}
	if c, err := t.db.Checkout(ctx, n); err == nil && c.Lives(time.Now()) {
		return nil
	}
	return live.Weighed(v, t.e.MaySpend(ctx, costOfKind(kind)))
}

// unstaged refuses what the service takes of no number without a profile, once it is known
// that there is none.
func unstaged(l store.Listing, done string, v *act.Verdict) {
	if l.Seen.IsZero() || l.State == "" || l.Staged() {
		return
	}
	r := act.WrongState.Of(l.E164, done, "no profile is saved")
	r.Mend = "save a profile first"
	v.Refuse(r)
}

// priceOf is what verifying a number costs by what is saved of it.
func (t *Trust) priceOf(ctx context.Context, n phone.E164) money.Cents {
	l, err := t.db.Listing(ctx, n)
	if err != nil || l.Draft == nil {
		return 0
	}
	return costOfKind(l.Draft.Profile.Kind).Cents
}

// Spent implements live.Desk: what the payments that were prepared come to.
func (t *Trust) Spent(ctx context.Context, since time.Time) (money.Cents, error) {
	return t.spent.Get(since.String(), t.db.Age(store.Journal), live.Fresh(ctx), func() (sum money.Cents, err error) {
		list, err := t.e.Attempts(ctx, since)
		for _, in := range list {
			var note checkoutNote
			if in.Op == opCheckout && (in.State.Open() || in.State == store.StateConfirmed) && json.Unmarshal(in.Body, &note) == nil {
				sum += note.Most
			}
		}
		return sum, err
	})
}

// weighAccount judges a change of the account's name or address.
func (t *Trust) weighAccount(ctx context.Context, a act.Account, v *act.Verdict) error {
	for _, f := range []struct {
		name string
		to   *string
		is   func(numbersonline.Account) string
	}{{"name", a.Name, func(o numbersonline.Account) string { return o.Name }}, {"e-mail", a.Email, func(o numbersonline.Account) string { return o.Email }}} {
		if f.to != nil {
			if owner, known := t.owned(); known {
				v.Before = append(v.Before, act.Fact{Name: f.name + " now", Value: cmp.Or(f.is(owner), "none"), Kind: act.Name, Loose: true})
			}
			v.After = append(v.After, act.Fact{Name: f.name, Value: *f.to, Kind: act.Name})
		}
	}
	if a.Name != nil {
		if err := numbersonline.CheckText("name", *a.Name); err != nil {
			live.Invalid(v, err)
		}
	}
	if a.Email != nil {
		if err := numbersonline.CheckEmail(*a.Email); err != nil {
			live.Invalid(v, err)
		}
	}
	if t.has(a) {
		v.Refuse(act.AlreadySo.Of("the account has this already"))
	}
	return t.e.Unsettled(ctx, v, "trust/account")
}

// weighSignUp judges the making of an account.
func (t *Trust) weighSignUp(ctx context.Context, a act.SignUp, v *act.Verdict) error {
	v.After = append(v.After, act.Fact{Name: "new account", Value: a.Name, Kind: act.Name}, act.Fact{Name: "e-mail", Value: a.Email, Kind: act.Name})
	for _, err := range []error{numbersonline.CheckText("name", a.Name), numbersonline.CheckEmail(a.Email)} {
		if err != nil {
			live.Invalid(v, err)
		}
	}
	switch {
	case t.api == nil || t.keys == nil:
		v.Refuse(act.NoKey.Of("TRUST", "it is not set up in this profile"))
	case t.e.Unkeyed(numbersonline.Provider) != "":
		v.Refuse(act.NoKey.Of("TRUST", "an account may be set up already: "+t.e.Unkeyed(numbersonline.Provider)))
	case t.HasKey():
		v.Refuse(act.AlreadySo.Of("this profile has a TRUST account (" + t.KeyPrefix() + "), another is not made"))
	}
	return t.e.Unsettled(ctx, v, signupKey)
}
