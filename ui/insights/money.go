package insights

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

func (f *facts) readMoney(ctx context.Context, s Store, now time.Time) (err error) {
	if f.trend, err = s.Trend(ctx, store.Narrow{}, f.period); err != nil {
		return err
	}
	for _, part := range f.trend.Parts {
		f.total = f.total.Add(part)
	}
	switch f.by {
	case byDay:
		f.earnDaily()
	case byCustomer:
		err = f.earnByCustomer(ctx, s)
	default:
		err = f.earnByService(ctx, s)
	}
	if err != nil {
		return err
	}
	return f.readDifferences(ctx, s, now)
}

// readDifferences compares balances with what they should come to, where all of that is here.
func (f *facts) readDifferences(ctx context.Context, s Store, now time.Time) (err error) {
	f.whole = true
	for _, k := range kept {
		gaps, err := s.Gaps(ctx, k.name, beginning, now.Add(-store.ExpectedAfter))
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
		return text.Own("balances are checked when ledger and orders are fully loaded")
	case n == 0:
		return text.Own("every balance matches its ledger and orders")
	default:
		first := p.difference(p.f.differ[0])
		if n == 1 {
			return first
		}
		return first.Append(text.Sentence("; {} more differ: d lists them", text.Int(int64(n-1))))
	}
}

func (p *Pane) difference(d store.Difference) text.Safe {
	return text.Sentence("{} has {}, ledger and orders add up to {}", p.kit.Name(d.CustomerID), p.kit.Cents(d.Balance), p.kit.Cents(d.Booked))
}

func (p *Pane) noDifferences() string {
	if p.f.place != p.place() || len(p.f.differ) == 0 {
		return "no balance differs from ledger and orders"
	}
	return ""
}

// listDifferences shows every balance that is not what the ledger and the orders come to.
func (p *Pane) listDifferences() tea.Cmd {
	differ := p.f.differ
	return pane.Send(pane.Push{Sheet: pane.NewReader(p.kit, "Balances that differ", func(w int) []string {
		d := pane.NewDetail(p.kit, w)
		for _, x := range differ {
			d.Line(style.Text, p.difference(x))
		}
		return d.Lines(1 << 16)
	})})
}

// daily is the money kept day by day, as columns over the services.
func (p *Pane) daily(w, h int) []string {
	return append([]string{" " + p.kit.Styles.Paint(style.Heading, p.keptTitle(p.f.trend))}, p.plot(p.margins(p.f.trend), w, h)...)
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
