package insights

import (
	"cmp"
	"context"
	"slices"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// customerMost is how many customers are listed, those with the least to spend first.
const customerMost = 1000

// customer is one customer and what it ordered in the stretch.
type customer struct {
	store.Customer
	spent    store.Tally
	before   int64 // what it ordered in the time before
	compared bool  // that time is kept here to its beginning
}

func (f *facts) readCustomers(ctx context.Context, s Store) error {
	list, err := s.Customers(ctx, store.CustomerFilter{Sort: store.ByLeastFree}, "", customerMost)
	if err != nil {
		return err
	}
	before := f.period.Before()
	var spent [2]map[string]store.Tally
	for i, span := range []store.Period{f.period, before} {
		spends, err := s.SpendsIn(ctx, span.From, span.To)
		if err != nil {
			return err
		}
		spent[i] = make(map[string]store.Tally, len(spends))
		for _, sp := range spends {
			spent[i][sp.CustomerID] = sp.Tally
		}
	}
	gaps, err := s.Gaps(ctx, store.ListOfOrders, before.From, before.To)
	if err != nil {
		return err
	}
	for _, c := range list {
		f.customers = append(f.customers, customer{Customer: c, spent: spent[0][c.ID], before: spent[1][c.ID].Ordered, compared: len(gaps) == 0})
	}
	// What changed most first, those with the least to spend first among equals.
	slices.SortStableFunc(f.customers, func(a, b customer) int { return cmp.Compare(b.moved(), a.moved()) })
	return nil
}

// moved is by how many orders a customer changed, up or down; without a time to compare with, how many there were.
func (c customer) moved() int64 {
	if !c.compared {
		return c.spent.Ordered
	}
	return max(c.spent.Ordered-c.before, c.before-c.spent.Ordered)
}

// changeCell is how the orders changed against the time before.
func (p *Pane) changeCell(c customer) pane.Cell {
	switch {
	case !c.compared || c.before+c.spent.Ordered == 0:
		return pane.Cell{Text: text.Own("-"), Role: style.Dim}
	case c.spent.Ordered < c.before:
		return pane.Cell{Text: change(c.spent.Ordered, c.before), Role: style.Warn}
	}
	return pane.Cell{Text: change(c.spent.Ordered, c.before), Role: style.Dim}
}

func (p *Pane) customerColumns() []pane.Column[customer] {
	dim := func(s text.Safe) pane.Cell { return pane.Cell{Text: s, Role: style.Dim} }
	return []pane.Column[customer]{
		{Title: "CUSTOMER", Stays: true, Min: 14, Name: true, Grow: true, Cell: func(c customer) pane.Cell { return pane.Cell{Text: p.kit.Name(c.ID), Middle: true} }},
		{Title: "STATUS", Min: 8, Drop: 4, Cell: func(c customer) pane.Cell { return dim(status(c.Status)) }},
		{Title: "FREE", Min: 9, Right: true, Cell: p.freeCell},
		{Title: "ORDERED", Min: 8, Right: true, Drop: 1, Cell: p.orderedCell},
		{Title: "CHANGE", Min: 7, Right: true, Drop: 6, Cell: p.changeCell},
		{Title: "GOT A CODE (95 % RANGE)", Min: 23, Drop: 2, Cell: func(c customer) pane.Cell {
			if c.spent.Ordered == 0 {
				return dim(text.Own("-"))
			}
			return pane.Cell{Text: share(c.spent.Received, c.spent.Ordered)}
		}},
		{Title: "PAID", Min: 9, Right: true, Drop: 5, Cell: func(c customer) pane.Cell { return dim(p.kit.Summed(c.spent.Charged-c.spent.Returned, !p.f.loading)) }},
		{Title: "MARGIN", Min: 9, Right: true, Drop: 3, Cell: func(c customer) pane.Cell { return pane.Cell{Text: p.kit.Summed(c.spent.Margin(), !p.f.loading)} }},
	}
}

// low reports whether a customer has too little left.
func (p *Pane) low(c customer) bool {
	free, _ := c.Free()
	return free.Known && c.Status == platfone.CustomerActive && free.Cents < p.set.CustomerLow
}

func (p *Pane) freeCell(c customer) pane.Cell {
	if p.low(c) {
		return pane.Cell{Text: p.kit.Free(c.Customer), Role: style.Warn}
	}
	return pane.Cell{Text: p.kit.Free(c.Customer)}
}

func (p *Pane) orderedCell(c customer) pane.Cell {
	switch {
	case c.spent.Ordered == 0 && p.f.loading:
		return pane.Cell{Text: text.Own("-"), Role: style.Dim}
	case c.spent.Ordered == 0:
		return pane.Cell{Text: text.Own("idle"), Role: style.Dim}
	}
	return pane.Cell{Text: text.Int(c.spent.Ordered)}
}

func (p *Pane) customerRole(c customer) style.Role {
	if c.Status != platfone.CustomerActive {
		return style.Dim
	}
	return style.Text
}

// lows says how many customers need a look.
func (p *Pane) lows() text.Safe {
	var low, idle int64
	for _, c := range p.customers.Rows() {
		if p.low(c) {
			low++
		}
		if c.spent.Ordered == 0 && c.Status == platfone.CustomerActive {
			idle++
		}
	}
	if p.f.loading {
		return text.Sentence("{} low; the orders of {} are not all read yet", text.Count(low, "customer is", "customers are"), p.long(p.f.window))
	}
	return text.Sentence("{} low, {} ordered nothing in {}", text.Count(low, "customer is", "customers are"), text.Int(idle), p.long(p.f.window))
}

// status is the word for a status; one that is not documented is shown as it came.
func status(s platfone.CustomerStatus) text.Safe {
	if s == platfone.CustomerMarked {
		return text.Own("deletion")
	}
	return text.Clean(string(s))
}
