package customers

import (
	"context"
	"time"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/ui/chart"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// overDays is how many days the balance is drawn for.
const overDays = 30

// record is what a customer did lately, by service and by day.
type record struct {
	services []store.Spend
	days     []store.CustomerDay
	whole    bool // nothing of that time is still to be loaded
}

// readRecord reads what a customer did since then.
func (p *Pane) readRecord(ctx context.Context, id string, since, now time.Time) (r record, err error) {
	if r.services, err = p.store.SpendsOf(ctx, id, since); err != nil {
		return r, err
	}
	if r.days, err = p.store.CustomerDays(ctx, id, since); err != nil {
		return r, err
	}
	r.whole = true
	for _, what := range []string{store.ListOfOrders, store.ListOfBookings} {
		gaps, err := p.store.OwnGaps(ctx, what, id, since, now.Add(-store.ExpectedAfter))
		if err != nil {
			return r, err
		}
		r.whole = r.whole && len(gaps) == 0
	}
	return r, nil
}

// overTime draws how the balance went and what was spent, day by day in UTC; nothing where less than that is known.
func (s *card) overTime(w int) []string {
	kit, end := s.p.kit, s.c.Total()
	if !end.Known || len(s.daily) == 0 || kit.Private || w < 40 {
		return nil
	}
	if !s.whole {
		return []string{"", kit.Styles.Paint(style.Heading, "BALANCE"), kit.Styles.Paint(style.Dim, text.Own("older orders are loading: what it was is not known yet").Cut(w).String())}
	}
	balances, spent := s.balances(end.Cents)
	said := func(c int64) string { return kit.Cents(money.Cents(c)).String() }
	curve := chart.Curve{Values: balances, Said: func(v float64) string { return said(int64(v)) }, Band: func(v float64) chart.Mark {
		if v < 0 {
			return chart.Bad
		}
		return chart.Part
	}}
	title := func(what text.Literal, words text.Safe) string {
		return kit.Styles.Paint(style.Heading, string(what)) + "  " + kit.Styles.Paint(style.Dim, words.Cut(w-len(what)-2).String())
	}
	low, high := bounds(balances)
	out := []string{"", title("BALANCE", text.Sentence("30 days, between {} and {}, now {}", kit.Cents(low), kit.Cents(high), kit.Cents(end.Cents)))}
	out = append(out, kit.Plot(curve.Lines(kit.Signs(), min(w, 70), 5), w)...)
	var sum money.Cents
	for _, n := range spent {
		sum += money.Cents(n)
	}
	out = append(out, "", title("SPENT A DAY", text.Sentence("{} in all", kit.Cents(sum))))
	columns := chart.Columns{Whole: spent, At: -1, Left: 7, Said: said, Name: func(i int) string { return s.overDay(i).Format("2 Jan") }}
	return append(out, kit.Plot(columns.Lines(kit.Signs(), min(w, 100), 3), w)...)
}

// overDay is the beginning of one of the days that are drawn.
func (s *card) overDay(i int) time.Time {
	return s.p.kit.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, i-overDays+1)
}

// balances are the balance at the end of each day, reckoned back from what it is now, and what each day spent.
func (s *card) balances(now money.Cents) (balances []float64, spent []int64) {
	balances, spent = make([]float64, overDays), make([]int64, overDays)
	for i := overDays - 1; i >= 0; i-- {
		balances[i] = float64(now)
		for _, d := range s.daily {
			if d.Day.Equal(s.overDay(i)) {
				now -= d.Change()
				spent[i] = int64(d.Spent.Charged - d.Spent.Returned)
			}
		}
	}
	return balances, spent
}

func bounds(values []float64) (low, high money.Cents) {
	low, high = money.Cents(values[0]), money.Cents(values[0])
	for _, v := range values {
		low, high = min(low, money.Cents(v)), max(high, money.Cents(v))
	}
	return low, high
}
