package live

import (
	"context"
	"time"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/store/act"
)

// Spend is what a person allows to be spent, in US cents. An amount that is not
// known sets no limit; the zero Spend sets none and accepts no rise.
type Spend struct {
	MaxPerOrder money.Price // the most one act may cost: an order, a purchase, a payment
	MaxPerDay   money.Price // the most all acts of a day may cost, by this machine's clock
	MaxHere     money.Price // the most one act of this very process may cost, several equal orders in all: --max-spend
	ConfirmOver money.Price // what costs more is confirmed by a capital letter
	Rise        money.Rise  // how far a moved price is accepted without asking
}

// Spend is what the person allows to be spent.
func (e *Engine) Spend() Spend { return e.cfg.Spend }

// The words for whose limit it is.
const (
	perAct = "spend.max_per_order in the settings"
	perDay = "spend.max_per_day in the settings"
	here   = "--max-spend"
)

// MaySpend says why something that costs up to most cannot be bought within the
// person's own limits, nil when it can. The limits hold for whatever costs, at
// every provider. A price that is not known fits into no limit.
func (e *Engine) MaySpend(ctx context.Context, most money.Price) error {
	return e.MaySpendEach(ctx, most, 1, 1)
}

// MaySpendEach is MaySpend for one of several acts that are wanted together: of is how many they
// are, left how many are still to be sent with this one. Together they fit into what this process
// may spend, and those that are left into the day.
func (e *Engine) MaySpendEach(ctx context.Context, most money.Price, of, left int) error {
	set, each := e.cfg.Spend, most
	for _, l := range []struct {
		money.Price
		name string
	}{{set.MaxHere, here}, {set.MaxPerOrder, perAct}, {set.MaxPerDay, perDay}} {
		if most = each; l.name == here {
			most.Cents *= money.Cents(of)
		}
		switch {
		case !l.Known:
		case !most.Known:
			return act.SpendUnknown.Of(l.name).Refusal()
		case most.Cents > l.Cents && l.name != perDay:
			return act.SpendAct.Of(most, l.Price, l.name).Refusal()
		}
	}
	if !set.MaxPerDay.Known {
		return nil
	}
	most.Cents = each.Cents * money.Cents(left)
	spent, err := e.spentToday(ctx)
	if err == nil && spent+most.Cents > set.MaxPerDay.Cents {
		r := act.SpendDay.Of(spent, most, set.MaxPerDay)
		r.Until = midnight(time.Now()).AddDate(0, 0, 1)
		err = r.Refusal()
	}
	return err
}

func midnight(now time.Time) time.Time {
	y, m, d := now.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, now.Location())
}

// spentToday is the most that comes of what was spent since midnight.
func (e *Engine) spentToday(ctx context.Context) (sum money.Cents, err error) {
	since := midnight(time.Now())
	for _, d := range e.desks {
		spent, err := d.Spent(ctx, since)
		if err != nil {
			return 0, err
		}
		sum += spent
	}
	return sum, nil
}

// Attempts are those begun since a moment, newest first.
func (e *Engine) Attempts(ctx context.Context, since time.Time) ([]store.Intent, error) {
	return e.db.IntentsSince(ctx, since)
}
