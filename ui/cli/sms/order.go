package sms

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

// ordering is an order as it was typed.
type ordering struct {
	customer, service, country string
	max, fixed, markup, again  string
	preset                     string
	dynamic, wait, copy        bool
	quality, count             int
	renewed                    again
	repeat                     act.Repeat
}

// usualMarkup is what the customer pays upon the price when nothing is said.
const usualMarkup = 50

func (a *app) orderCommand() *cobra.Command {
	var o ordering
	cmd := a.Command(event{}, "order --customer C --service S --country K, or --preset NAME", "Order a number, and wait for its code if asked to", cli.None,
		func(cmd *cobra.Command, _ []string) (err error) {
			o.repeat, err = o.renewed.repeat(cmd, o.wait)
			if err := errors.Join(o.check(), o.alone(), err); err != nil {
				return err
			}
			return a.Online(cmd, func(ctx context.Context, s *cli.Session) error { return a.order(ctx, s, o) })
		})
	f := cmd.Flags()
	f.StringVar(&o.customer, "customer", "", "who it is for")
	a.Check(cmd, "customer", platfone.CheckCustomerID)
	f.StringVar(&o.service, "service", "", "the service, by id or name")
	f.StringVar(&o.country, "country", "", "the country, by id or name")
	f.StringVar(&o.preset, "preset", "", "a preset of the order sheet: what is not said besides comes from it")
	f.IntVar(&o.count, "count", 1, "how many numbers, one after the other, each an order of its own; it stops at the first cause that the next would meet too")
	f.StringVar(&o.max, "max", "", "the most you pay, in dollars; without it the price the provider suggests and 15 % more")
	f.IntVar(&o.quality, "quality", platfone.DefaultQuality, "0 prefers a low price, 100 good numbers")
	f.StringVar(&o.fixed, "fixed", "", "the customer pays this much, in dollars")
	f.StringVar(&o.markup, "markup", "", "the customer pays this many percent more; without a price as they usually do")
	f.BoolVar(&o.dynamic, "dynamic", false, "the markup is upon the real price, not upon the most you pay")
	f.StringVar(&o.again, "order-id", "", "go on with an order that found no number under its max price; its id is in the answer with exit code 6")
	f.BoolVar(&o.wait, "wait", false, "wait for the code and print it")
	f.BoolVar(&o.copy, "copy", false, "copy the number, or with --wait the code")
	o.renewed.flags(cmd)
	return cmd
}

// check names every option that is missing or cannot be.
func (o ordering) check() error {
	var wrong []error
	for _, must := range []struct{ name, value string }{{"customer", o.customer}, {"service", o.service}, {"country", o.country}} {
		if must.value == "" && o.preset == "" {
			wrong = append(wrong, cli.Misuse(fmt.Errorf("--%s is needed", must.name)))
		}
	}
	if o.fixed != "" && (o.markup != "" || o.dynamic) {
		wrong = append(wrong, cli.Misuse(errors.New("--fixed goes with neither --markup nor --dynamic")))
	}
	if o.again != "" && o.max == "" {
		wrong = append(wrong, cli.Misuse(errors.New("--order-id needs --max, the price to go on at")))
	}
	_, err := o.terms(platfone.NewOrder{})
	return errors.Join(append(wrong, err)...)
}

// alone refuses how many there cannot be, and with several what is about one order.
func (o ordering) alone() error {
	if err := act.CheckCount(o.count); err != nil {
		return cli.Misuse(fmt.Errorf("--count: %w", err))
	}
	for _, one := range []struct {
		name  string
		asked bool
	}{{"order-id", o.again != ""}, {"copy", o.copy}, {againFlag, o.renewed.asked}} {
		if one.asked && o.count > 1 {
			return cli.Misuse(fmt.Errorf("--%s is about one order: it does not go with --count %d", one.name, o.count))
		}
	}
	return nil
}

// priced reports whether it was said what the customer pays.
func (o ordering) priced() bool { return o.fixed != "" || o.markup != "" || o.dynamic }

// saved fills in from a preset what was not said.
func saved(ctx context.Context, s *cli.Session, o ordering) (ordering, error) {
	if o.preset == "" {
		return o, nil
	}
	p, err := s.DB.Preset(ctx, o.preset)
	if errors.Is(err, store.ErrNotFound) {
		return o, noPreset(ctx, s, o.preset)
	}
	if err != nil {
		return o, err
	}
	o.customer, o.service, o.country = cmp.Or(o.customer, p.Customer), cmp.Or(o.service, p.Service), cmp.Or(o.country, p.Country)
	if o.max == "" && p.Max > 0 {
		o.max = money.Cents(p.Max).Plain()
	}
	if o.quality == platfone.DefaultQuality {
		o.quality = p.Quality
	}
	if p.Pays == "" || o.priced() {
		return o, nil
	}
	c, err := platfone.ParseCharge(p.Pays)
	switch {
	case err != nil:
		return o, fmt.Errorf("the preset %s cannot be read: %w", p.Name, err)
	case c.Mode == platfone.FixedPrice:
		o.fixed = c.Price.Plain()
	default:
		o.dynamic, o.markup = c.Mode == platfone.Dynamic, strconv.Itoa(c.Markup)
	}
	return o, nil
}

// terms fills in the prices and the quality.
func (o ordering) terms(n platfone.NewOrder) (platfone.NewOrder, error) {
	var most, pays, more error
	if o.max != "" {
		if n.MaxPrice, most = cli.Dollars("--max", o.max); most == nil {
			most = cli.Of("max", platfone.CheckCeiling(n.MaxPrice))
		}
	}
	n.Quality, n.OrderID, n.Mode, n.Markup = o.quality, o.again, platfone.FixedMarkup, usualMarkup
	if o.dynamic {
		n.Mode = platfone.Dynamic
	}
	if o.fixed != "" {
		n.Mode, n.Markup = platfone.FixedPrice, 0
		if n.CustomerPrice, pays = cli.Dollars("--fixed", o.fixed); pays == nil {
			pays = cli.Of("fixed", platfone.CheckCustomerPrice(n.CustomerPrice))
		}
	}
	if o.markup != "" {
		if n.Markup, more = cli.Percent("--markup", o.markup); more == nil {
			more = cli.Of("markup", platfone.CheckMarkup(n.Markup))
		}
	}
	return n, errors.Join(most, pays, more, cli.Of("quality", platfone.CheckQuality(o.quality)))
}

// order orders the number and does what was asked with it.
func (a *app) order(ctx context.Context, s *cli.Session, o ordering) error {
	if err := s.Engine.Ready(ctx); err != nil {
		return err
	}
	o, err := saved(ctx, s, o)
	if err != nil {
		return err
	}
	if err := a.MayAct(ctx, s, act.Order{Customer: o.customer}); err != nil {
		return err
	}
	n, err := a.compose(ctx, s, o)
	if err != nil {
		return err
	}
	if o.count > 1 {
		return a.orderSeveral(ctx, s, act.Order{Customer: o.customer, Order: n, Of: o.count}, o.wait)
	}
	got, err := cli.Carry[platfone.Activation](ctx, a.App, s, act.Order{Customer: o.customer, Order: n, Repeat: o.repeat})
	if err != nil {
		if got.ID != "" { // it is ordered, and could not be saved
			_ = a.Out.Row(event{activationOf(got, deskOf(s).Now()), "ordered"})
		}
		return err
	}
	if used, err := deskOf(s).Used(ctx, got); err == nil && used != "" {
		a.Out.Say("Warning: %s", used)
	}
	if !o.wait {
		if o.copy {
			a.Copy(ctx, s, string(got.Phone), "number", got.Phone.String())
		}
		return a.Out.Row(event{activationOf(got, deskOf(s).Now()), "ordered"})
	}
	if o.renewed.asked {
		return a.renewedWait(ctx, s, got, func(ctx context.Context, got platfone.Activation) error {
			return a.orderedWait(ctx, s, got, o.copy, runs)
		})
	}
	return a.orderedWait(ctx, s, got, o.copy, 0)
}

// orderedWait tells of a number that is ordered and waits for its code. Whatever
// ends the waiting, what is said of it names the number: it is paid for. A limit
// of 0 is as long as a code is usually waited for.
func (a *app) orderedWait(ctx context.Context, s *cli.Session, got platfone.Activation, copied bool, limit time.Duration) error {
	if a.Out.Format == cli.NDJSON {
		a.Out.Live()
		if err := a.Out.Row(event{activationOf(got, deskOf(s).Now()), "ordered"}); err != nil {
			return err
		}
	}
	a.Out.Say("Ordered %s, id %s. Waiting for the code.", got.Phone, got.ID)
	w := waiting{ids: []string{got.ID}, event: true, limit: limit}
	if copied {
		w.got = func(code string) { a.Copy(ctx, s, code, "code", text.Clean(hidden).String()) }
	}
	if err := a.wait(ctx, s, w); err != nil {
		return &cli.Concerning{Err: err, Activation: got.ID, E164: string(got.Phone), ExpiresAt: got.ExpireAt}
	}
	return nil
}

// hidden stands for a code in words, which go to standard error.
const hidden = "•••"

// compose turns what was typed into an order the provider understands.
func (a *app) compose(ctx context.Context, s *cli.Session, o ordering) (platfone.NewOrder, error) {
	n, err := o.terms(platfone.NewOrder{})
	if err != nil {
		return n, err
	}
	if err := a.Read(ctx, s, func(ctx context.Context) error { return catalogue(ctx, s) }); err != nil {
		return n, err
	}
	if err := a.payer(ctx, s, o.customer); err != nil {
		return n, err
	}
	if !o.priced() {
		usual, err := deskOf(s).Charge(ctx, o.customer)
		if err != nil {
			return n, err
		}
		n = n.At(usual)
	}
	if n.ServiceID, err = findService(ctx, s, o.service); err != nil {
		return n, err
	}
	if n.CountryID, err = findCountry(ctx, s, o.country); err != nil {
		return n, err
	}
	if n.MaxPrice > 0 {
		return n, a.under(ctx, s, n)
	}
	p, err := a.priceNow(ctx, s, n)
	if err != nil {
		return n, err
	}
	switch {
	case p.SoldOut():
		n.MaxPrice = 1 // whatever is offered, its verdict says that nothing is left
	case p.Suggested.Known && p.Suggested.Cents > 0:
		n.MaxPrice = deskOf(s).UsualMax(p.Suggested.Cents)
	case p.Max.Known && p.Max.Cents > 0:
		n.MaxPrice = p.Max.Cents
	default:
		return n, cli.Misuse(errors.New("--max is needed: the provider does not say what this costs"))
	}
	return n, nil
}

// priceNow is what a pair costs: as the provider says now, or as it was saved, which is then told with
// its age. The order carries the most it may cost, so that one that has moved further is refused and not paid.
func (a *app) priceNow(ctx context.Context, s *cli.Session, n platfone.NewOrder) (store.Price, error) {
	if err := a.Read(ctx, s, func(ctx context.Context) error { return deskOf(s).RefreshPrice(ctx, n.ServiceID, n.CountryID) }); err != nil {
		return store.Price{}, err
	}
	p, err := s.DB.Price(ctx, n.ServiceID, n.CountryID)
	if err == nil && a.Unasked() {
		a.Out.Say("The price is from %s, %s ago.", p.Seen.Local().Format("15:04:05 MST"), time.Since(p.Seen).Truncate(time.Second))
	}
	return p, err
}

// under says in a dry run that the most that is paid is less than the lowest price that is known: the provider, which
// alone decides it, would find no number.
func (a *app) under(ctx context.Context, s *cli.Session, n platfone.NewOrder) error {
	if !a.Flags.DryRun {
		return nil
	}
	p, err := a.priceNow(ctx, s, n)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err == nil && p.Min.Known && n.MaxPrice < p.Min.Cents {
		a.Out.Say("Warning: the lowest price that is known is %s, more than %s: the order may find no number, which is exit 6.", p.Min, n.MaxPrice)
	}
	return err
}

// noPreset says that none has that name, and which may be meant.
func noPreset(ctx context.Context, s *cli.Session, name string) error {
	list, err := s.DB.Presets(ctx)
	if err != nil {
		return err
	}
	var known []string
	for _, p := range list {
		known = append(known, p.Name)
	}
	return cli.Missing("there is no preset %s: * in the order sheet saves one%s", name, cli.Near(name, known))
}
