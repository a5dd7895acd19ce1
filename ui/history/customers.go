package history

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// peopleDays is how far back the view by customer adds up.
const peopleDays = 30

// peopleColumns are those of the view by customer, of the last thirty days.
func (p *Pane) peopleColumns() []pane.Column[store.Spend] {
	number := func(title string, drop int, n func(store.Spend) int64) pane.Column[store.Spend] {
		return pane.Column[store.Spend]{Title: title, Min: 8, Right: true, Drop: drop, Cell: func(s store.Spend) pane.Cell {
			return pane.Cell{Text: text.Int(n(s))}
		}}
	}
	amount := func(title string, drop int, of func(store.Spend) money.Cents) pane.Column[store.Spend] {
		return pane.Column[store.Spend]{Title: title, Min: 10, Right: true, Drop: drop, Cell: func(s store.Spend) pane.Cell {
			return pane.Cell{Text: p.kit.Cents(of(s)), Role: style.Dim}
		}}
	}
	return []pane.Column[store.Spend]{
		{Title: "CUSTOMER", Stays: true, Min: 14, Name: true, Grow: true, Cell: func(s store.Spend) pane.Cell { return pane.Cell{Text: p.kit.Name(s.CustomerID), Middle: true} }},
		number("ORDERED", 0, func(s store.Spend) int64 { return s.Ordered }),
		number("CODES", 1, func(s store.Spend) int64 { return s.Received }),
		amount("COST", 2, func(s store.Spend) money.Cents { return s.Billed - s.Refunded }),
		amount("PAID", 3, func(s store.Spend) money.Cents { return s.Charged - s.Returned }),
		amount("MARGIN", 4, func(s store.Spend) money.Cents { return s.Margin() }),
		number("REPORTS", 5, func(s store.Spend) int64 { return s.Reported }),
		number("REFUNDS", 6, func(s store.Spend) int64 { return s.Refunds }),
	}
}

// mostFirst puts the customers who ordered most in front.
func mostFirst(list []store.Spend) []store.Spend {
	slices.SortStableFunc(list, func(a, b store.Spend) int {
		return cmp.Or(cmp.Compare(b.Ordered, a.Ordered), cmp.Compare(a.CustomerID, b.CustomerID))
	})
	return list
}

// drill shows the numbers of the customer under the cursor.
func (p *Pane) drill() tea.Cmd {
	s, ok := p.people.Selected()
	if !ok {
		return nil
	}
	return tea.Batch(p.tabs.Go(tabAll), p.box.Set("customer:="+s.CustomerID))
}
