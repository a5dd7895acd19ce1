package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// buyWait is how long a purchase is followed whose outcome is open.
const buyWait = 30 * time.Second

func (a *app) buyCommand() *cobra.Command {
	var accept bool
	cmd := a.Command(bought{}, "buy NUMBER…", "Buy numbers that are for sale", cli.Need(1, -1, "the numbers to buy, such as +14155550142"),
		func(cmd *cobra.Command, args []string) error {
			numbers := make([]phone.E164, len(args))
			for i, arg := range args {
				n, err := phone.Parse(arg)
				if err == nil && slices.Contains(numbers[:i], n) {
					err = fmt.Errorf("%s is there twice", n)
				}
				if err != nil {
					return cli.Misuse(fmt.Errorf("number %d: %w", i+1, err))
				}
				numbers[i] = n
			}
			return a.ofLines(cmd, func(ctx context.Context, s *cli.Session) error { return a.buy(ctx, s, numbers, accept) })
		})
	cmd.Flags().BoolVar(&accept, "accept-charges", false, "pay what the provider asks for them")
	return cmd
}

// buy searches for each number, as only numbers of a fresh search can be
// bought, buys those that are for sale, and tells what became of each. One
// that is the account's already is what was asked for.
func (a *app) buy(ctx context.Context, s *cli.Session, numbers []phone.E164, accept bool) error {
	if err := a.MayAct(ctx, s, act.Buy{Numbers: numbers}); err != nil {
		return err
	}
	ours, offered, missing := map[phone.E164]bool{}, []phone.E164(nil), []string(nil)
	for _, n := range numbers {
		at, err := a.find(ctx, s, n)
		if err != nil {
			return err
		}
		switch at {
		case isOurs:
			ours[n] = true
		case isForSale:
			offered = append(offered, n)
		default:
			missing = append(missing, n.String())
		}
	}
	began, none := time.Now(), len(offered) == 0
	if a.Flags.DryRun {
		if none {
			offered, ours = numbers, nil // so that it is said what stands against each
		}
		for _, n := range slices.Sorted(maps.Keys(ours)) {
			a.Out.Say("%s is yours already.", n)
		}
	}
	var cause error
	if len(offered) > 0 {
		cause = a.paying(ctx, s, accept, func(q *oneuc.Quote) act.Act { return act.Buy{Numbers: offered, Charges: q} })
	}
	var open *store.Unsettled
	if cause != nil && !errors.As(cause, &open) {
		if none {
			cause = cli.DryInstead(cause, nowhere(missing, len(numbers)))
		}
		return cli.DryAnd(cause, nowhere(missing, len(numbers)))
	}
	said := ""
	if open != nil {
		said = open.Said
	}
	return a.recap(ctx, s, numbers, offered, ours, began, said)
}

// where a number is that somebody wants to buy.
type where int

const (
	isNowhere where = iota
	isForSale
	isOurs
)

// find looks for a number that is to be bought: among those of the account, as
// the provider has them now, and among those for sale.
func (a *app) find(ctx context.Context, s *cli.Session, n phone.E164) (where, error) {
	if v, err := s.DB.Number(ctx, n); err == nil && v.State.Owned() {
		if own, err := a.owned(ctx, s, n); own || err != nil {
			return isOurs, err
		}
	}
	q := oneuc.Query{Prefix: string(n), Quantity: 1}
	if q.Check() != nil { // outside North America a whole number is too long to search for
		q = oneuc.Query{Prefix: string(n)[:10], Quantity: 100}
	}
	found, _, err := deskOf(s).Search(ctx, q)
	if err != nil {
		return isNowhere, err
	}
	if slices.ContainsFunc(found, func(f oneuc.Found) bool { return f.E164 == n }) {
		return isForSale, nil
	}
	if own, err := a.owned(ctx, s, n); own || err != nil {
		return isOurs, err
	}
	return isNowhere, nil
}

// owned reads a number now; one that is not on the account is no failure.
func (a *app) owned(ctx context.Context, s *cli.Session, n phone.E164) (bool, error) {
	err := deskOf(s).RefreshNumber(ctx, n)
	if cli.NotThere(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	v, err := s.DB.Number(ctx, n)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil && v.State.Owned(), err
}

// recap tells what became of each number; what is open is followed for a while, and said is what
// was answered although it leaves that open.
func (a *app) recap(ctx context.Context, s *cli.Session, numbers, offered []phone.E164, ours map[phone.E164]bool, began time.Time, said string) error {
	fates, err := a.fates(ctx, s, offered, began)
	if err != nil {
		return err
	}
	a.Out.Held("")
	var open *store.Intent
	missed := 0
	for _, n := range numbers {
		r := bought{n, "not available", "it is not for sale"}
		if ours[n] {
			r = bought{n, "already yours", ""}
			missed--
		} else if in, ok := fates[n]; ok {
			r = bought{n, fate(in), in.Reason}
			if in.State.Open() {
				open = &in
			}
			if in.State == store.StateConfirmed {
				missed--
			}
		}
		missed++
		if err := a.Out.Row(r); err != nil {
			return err
		}
	}
	switch {
	case open != nil:
		return &store.Unsettled{Intent: open.ID, What: "The purchase of " + open.Subject, Said: said}
	case missed > 0:
		return &cli.Exit{Code: cli.Failure, Err: fmt.Errorf("not bought: %d of %d numbers", missed, len(numbers))}
	}
	return nil
}

// nowhere is that these of so many numbers are not for sale.
func nowhere(missing []string, of int) error {
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("not for sale: %s, %d of %d numbers", strings.Join(missing, ", "), len(missing), of)
}

func fate(in store.Intent) string {
	switch {
	case in.State == store.StateConfirmed:
		return store.WordBought
	case in.State.Open():
		return "unknown"
	}
	return store.WordNotBought
}

// fates are the purchases made since a moment, by number. They are told also when the time of the command is over.
func (a *app) fates(ctx context.Context, s *cli.Session, numbers []phone.E164, began time.Time) (map[phone.E164]store.Intent, error) {
	for until := time.Now().Add(buyWait); ; {
		list, err := s.DB.Intents(cli.After(ctx), 2*len(numbers)+50)
		if err != nil {
			return nil, err
		}
		of, open := map[phone.E164]store.Intent{}, false
		for _, in := range list {
			for _, n := range numbers {
				if _, newer := of[n]; !newer && in.Op == "lines.buy" && in.NaturalKey == "lines/number/"+string(n) && !in.Created.Before(began.Truncate(time.Second)) {
					of[n] = in
					open = open || in.State.Open()
				}
			}
		}
		if !open || time.Now().After(until) || !cli.Pause(ctx, 200*time.Millisecond) {
			return of, nil
		}
	}
}

// paying carries out an act that may cost: what the provider then asks is told,
// and paid only with --accept-charges and within the limits.
func (a *app) paying(ctx context.Context, s *cli.Session, accept bool, of func(*oneuc.Quote) act.Act) error {
	err := a.Perform(ctx, s, of(nil))
	var charges *oneuc.ChargesError
	if !errors.As(err, &charges) {
		return err
	}
	if err := a.quoted(accept, charges.Quote); err != nil {
		return err
	}
	_, err = cli.CarryPaid[any](ctx, a.App, s, of(&charges.Quote), accept)
	return err
}

// quoted tells what the provider asks, when nobody agreed to pay.
func (a *app) quoted(accept bool, q oneuc.Quote) error {
	if accept {
		return nil
	}
	cost := cmp.Or(q.Due(), "an amount it does not name")
	if q.Recurring.Known {
		cost += " and " + q.Recurring.String() + " a month"
	}
	return act.Charges.Of(cost).Refusal()
}
