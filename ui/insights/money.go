package insights

import (
	"cmp"
	"context"
	"slices"
	"time"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/ui/chart"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// service is what came of the orders for one service.
type service struct {
	id string
	store.Tally
}

func (f *facts) readMoney(ctx context.Context, s Store, now time.Time) (err error) {
	if f.trend, err = s.Trend(ctx, store.Narrow{}, f.period); err != nil {
		return err
	}
	list, err := s.Routes(ctx, f.period.From, f.period.To)
	if err != nil {
		return err
	}
	at := map[string]int{}
	for _, r := range list {
		f.total = f.total.Add(r.Tally)
		i, ok := at[r.ServiceID]
		if !ok {
			i = len(f.services)
			at[r.ServiceID] = i
			f.services = append(f.services, service{id: r.ServiceID})
		}
		f.services[i].Tally = f.services[i].Add(r.Tally)
	}
	slices.SortStableFunc(f.services, func(a, b service) int { return cmp.Compare(b.Margin(), a.Margin()) })
	f.whole = true
	for _, k := range kept {
		gaps, err := s.Gaps(ctx, k.name, beginning, now.Add(-settled))
		if err != nil {
			return err
		}
		f.whole = f.whole && len(gaps) == 0
	}
	if f.whole {
		f.differ, err = s.Differences(ctx)
	}
	return err
}

// differences says where a balance is not what the ledger and the orders come to.
func (p *Pane) differences() text.Safe {
	switch n := len(p.f.differ); {
	case !p.f.whole:
		return text.Own("balances are compared with ledger and orders once both are loaded to their beginning")
	case n == 0:
		return text.Own("every balance is what its ledger and its orders come to")
	default:
		d := p.f.differ[0]
		first := text.Sentence("{} has {}, ledger and orders come to {}", p.kit.Name(d.CustomerID), p.kit.Cents(d.Balance), p.kit.Cents(d.Booked))
		if n == 1 {
			return first
		}
		return first.Append(text.Sentence("; {} more differ", text.Int(int64(n-1))))
	}
}

// daily is the money kept day by day, as columns over the services.
func (p *Pane) daily(w, h int) []string {
	kept := chart.Columns{At: -1, Left: axis, Said: func(v int64) string { return p.kit.Cents(money.Cents(v)).String() }, Name: func(i int) string { return partName(p.f.trend, i) }}
	for _, part := range p.f.trend.Parts {
		kept.Whole = append(kept.Whole, int64(part.Margin()))
	}
	return append([]string{" " + p.kit.Styles.Paint(style.Heading, p.keptTitle(p.f.trend))}, p.plot(kept, w, h)...)
}

func (p *Pane) serviceColumns() []pane.Column[service] {
	// What was paid is after refunds, so that a row adds up.
	amount := func(title string, drop int, of func(service) money.Cents) pane.Column[service] {
		return pane.Column[service]{Title: title, Min: max(11, len(title)), Right: true, Drop: drop, Cell: func(s service) pane.Cell {
			return pane.Cell{Text: p.kit.Cents(of(s)), Role: style.Dim}
		}}
	}
	keep := amount("YOU KEEP", 0, func(s service) money.Cents { return s.Margin() })
	keep.Cell = func(s service) pane.Cell { return pane.Cell{Text: p.kit.Cents(s.Margin())} }
	return []pane.Column[service]{
		{Title: "SERVICE", Min: 12, Grow: true, Cell: func(s service) pane.Cell { return pane.Cell{Text: text.Clean(s.id)} }},
		{Title: "ORDERED", Min: 8, Right: true, Drop: 1, Cell: func(s service) pane.Cell { return pane.Cell{Text: text.Int(s.Ordered)} }},
		amount("CUSTOMERS PAID", 2, func(s service) money.Cents { return s.Charged - s.Returned }),
		amount("YOU PAID", 3, func(s service) money.Cents { return s.Billed - s.Refunded }),
		keep,
		amount("REFUNDED", 4, func(s service) money.Cents { return s.Refunded }),
		amount("HELD", 5, func(s service) money.Cents { return s.Reserved }),
	}
}

// flow says where the money went: held, billed, refunded, kept.
func (p *Pane) flow(w int) []string {
	t := p.f.total
	d := pane.NewDetail(p.kit, w)
	d.Line(style.Text, text.Join("   ", text.Sentence("customers: paid {} after {} refunded", p.kit.Cents(t.Charged-t.Returned), p.kit.Cents(t.Returned)),
		text.Own("held ").Append(p.kit.Cents(t.Reserved))))
	d.Line(style.Text, text.Join("   ", text.Sentence("you: paid {} after {} refunded", p.kit.Cents(t.Billed-t.Refunded), p.kit.Cents(t.Refunded)),
		text.Own("you keep ").Append(p.kit.Cents(t.Margin()))))
	d.Line(style.Dim, text.Sentence("{} of {} numbers cost nothing   reports: {} approved, {} declined of {}",
		text.Int(t.Ordered-t.Received), text.Int(t.Ordered), text.Int(t.Approved), text.Int(t.Declined), text.Int(t.Reported)))
	return d.Lines(3)
}
