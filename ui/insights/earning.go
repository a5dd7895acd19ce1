package insights

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// The lists of Money, in the order of the key that changes them.
const (
	byService = iota
	byDay
	byCustomer
	lists
)

// earning is a line of Money: what a service, a part of the time or a customer brought.
type earning struct {
	id      string       // of the service or of the customer
	span    store.Period // of a part of the time
	balance money.Price  // what the customer has now
	partly  bool         // not all of that time was read
	unread  bool         // nor is any order of it saved
	store.Tally
}

func (f *facts) earnDaily() {
	for i := len(f.trend.Parts) - 1; i >= 0; i-- {
		span := store.Period{From: f.trend.Moments[i], To: f.trend.Moments[i+1]}
		f.earnings = append(f.earnings, earning{span: span, partly: !f.trend.Read(i), unread: unread(f.trend, i), Tally: f.trend.Parts[i]})
	}
}

// earnByCustomer lists those with the least to spend first.
func (f *facts) earnByCustomer(ctx context.Context, s Store) error {
	list, err := s.Customers(ctx, store.CustomerFilter{Sort: store.ByLeastFree}, "", customerMost)
	if err != nil {
		return err
	}
	spends, err := s.SpendsIn(ctx, f.period.From, f.period.To)
	if err != nil {
		return err
	}
	of := make(map[string]store.Tally, len(spends))
	for _, sp := range spends {
		of[sp.CustomerID] = sp.Tally
	}
	for _, c := range list {
		f.earnings = append(f.earnings, earning{id: c.ID, balance: c.Total(), Tally: of[c.ID]})
	}
	return nil
}

// earnByService lists those that brought most first.
func (f *facts) earnByService(ctx context.Context, s Store) error {
	list, err := s.Routes(ctx, f.period.From, f.period.To)
	if err != nil {
		return err
	}
	at := map[string]int{}
	for _, r := range list {
		i, ok := at[r.ServiceID]
		if !ok {
			i = len(f.earnings)
			at[r.ServiceID] = i
			f.earnings = append(f.earnings, earning{id: r.ServiceID})
		}
		f.earnings[i].Tally = f.earnings[i].Add(r.Tally)
	}
	slices.SortStableFunc(f.earnings, func(a, b earning) int { return cmp.Compare(b.Margin(), a.Margin()) })
	return nil
}

// earningColumns are those of the list in front.
func (p *Pane) earningColumns() []pane.Column[earning] {
	// What was paid is after refunds, so that a row adds up.
	amount := func(title string, drop int, of func(earning) money.Cents) pane.Column[earning] {
		return pane.Column[earning]{Title: title, Min: max(11, len(title)), Right: true, Drop: drop, Cell: func(e earning) pane.Cell {
			return pane.Cell{Text: p.earned(e, of(e)), Role: style.Dim}
		}}
	}
	keep := amount("YOU KEEP", 0, func(e earning) money.Cents { return e.Margin() })
	keep.Cell = func(e earning) pane.Cell { return pane.Cell{Text: p.earned(e, e.Margin())} }
	out := []pane.Column[earning]{
		{Title: [lists]string{"SERVICE", "TIME", "CUSTOMER"}[p.by], Stays: true, Min: 12, Name: true, Grow: true, Cell: func(e earning) pane.Cell { return pane.Cell{Text: p.earner(e), Middle: true} }},
		{Title: "ORDERED", Min: 8, Right: true, Drop: 1, Cell: func(e earning) pane.Cell { return pane.Cell{Text: unlessUnread(e, text.Int(e.Ordered))} }},
		amount("CUSTOMERS PAID", 2, func(e earning) money.Cents { return e.Charged - e.Returned }),
		amount("YOU PAID", 3, func(e earning) money.Cents { return e.Billed - e.Refunded }),
		keep,
		amount("REFUNDED", 4, func(e earning) money.Cents { return e.Refunded }),
		amount("HELD", 5, func(e earning) money.Cents { return e.Reserved }),
	}
	if p.by == byCustomer {
		balance := pane.Column[earning]{Title: "BALANCE NOW", Min: 11, Right: true, Cell: func(e earning) pane.Cell { return pane.Cell{Text: p.kit.Money(e.balance)} }}
		out = slices.Insert(out, 1, balance)
	}
	return out
}

// earned is an amount of a line.
func (p *Pane) earned(e earning, c money.Cents) text.Safe { return unlessUnread(e, p.kit.Cents(c)) }

// unlessUnread is the figure of a line, "-" where no order of its time is saved and not all of it was read.
func unlessUnread(e earning, figure text.Safe) text.Safe {
	if e.unread {
		return text.Own("-")
	}
	return figure
}

// earner names what a line of Money is of.
func (p *Pane) earner(e earning) text.Safe {
	switch {
	case !e.span.From.IsZero():
		return text.Clean(momentName(p.f.trend, e.span.From))
	case p.by == byCustomer:
		return p.kit.Name(e.id)
	}
	return text.Clean(e.id)
}

func (p *Pane) noLists() string {
	if p.tabs.At() != tabMoney {
		return "go to Money first: its lists are by service, day and customer"
	}
	return ""
}

// another shows the next list of Money.
func (p *Pane) another() tea.Cmd {
	p.by = (p.by + 1) % lists
	p.earnings.Arranged(p.earningColumns(), p.chosen[tabMoney].Layout(), "")
	return p.turn()
}

// drillEarning is the filter for the numbers behind a line of Money.
func (p *Pane) drillEarning(span string) string {
	e, ok := p.earnings.Selected()
	switch {
	case !ok:
		return ""
	case !e.span.From.IsZero():
		return between(e.span.From, e.span.To)
	case p.by == byCustomer:
		return "customer:=" + e.id + " " + span
	}
	return "service:=" + e.id + " " + span
}

// customer is the selected one, "" where none is.
func (p *Pane) customer() string {
	if p.f.place != p.place() {
		return ""
	}
	switch {
	case p.tabs.At() == tabCustomers:
		c, _ := p.customers.Selected()
		return c.ID
	case p.tabs.At() == tabMoney && p.by == byCustomer:
		e, _ := p.earnings.Selected()
		return e.id
	}
	return ""
}

func (p *Pane) noStatement() string {
	if p.customer() == "" {
		return "select a customer first, in Customers or in Money by customer"
	}
	return ""
}

// statement shows what happened to the selected customer's money.
func (p *Pane) statement() tea.Cmd {
	return pane.Send(pane.Goto{Pane: "customers", Key: "statement:" + p.customer()})
}
