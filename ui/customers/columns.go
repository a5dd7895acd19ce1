package customers

import (
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

func (p *Pane) columns() []pane.Column[store.Customer] {
	return []pane.Column[store.Customer]{
		{Title: "CUSTOMER", Stays: true, Min: 18, Name: true, Grow: true, Cell: func(c store.Customer) pane.Cell { return pane.Cell{Text: p.kit.Name(c.ID), Middle: true} }},
		{Title: "STATUS", Min: 9, Drop: 1, Cell: p.statusCell},
		{Title: "FREE", Min: 11, Right: true, Cell: p.freeCell},
		{Title: "HELD", Min: 7, Right: true, Drop: 2, Cell: p.heldCell},
		{Title: "ACTIVE", Min: 6, Right: true, Drop: 3, Cell: func(c store.Customer) pane.Cell { return pane.Cell{Text: p.kit.Count(active(c))} }},
		{Title: "30 D", Min: 9, Right: true, Drop: 9, Cell: func(c store.Customer) pane.Cell {
			return pane.Cell{Text: p.kit.Summed(c.Month.Charged-c.Month.Returned, c.Read.Month), Role: style.Dim}
		}},
		{Title: "OK", Min: 5, Right: true, Drop: 7, Cell: func(c store.Customer) pane.Cell { return pane.Cell{Text: success(c.Month), Role: rated(c.Month)} }},
		{Title: "SEEN", Min: 4, Right: true, Drop: 8, Cell: func(c store.Customer) pane.Cell { return pane.Cell{Text: p.kit.Age(heard(c)), Role: style.Dim} }},
	}
}

// arrange shows the columns that are wanted, the sorted one marked.
func (p *Pane) arrange() {
	sorted := map[string]string{byFree: "FREE"}[p.layout.Sort]
	p.table.Arranged(p.columns(), p.layout, sorted)
}

// role makes customers pale that cannot order.
func (p *Pane) role(c store.Customer) style.Role {
	if c.Status.MayOrder() != "" {
		return style.Dim
	}
	return style.Text
}

func (p *Pane) statusCell(c store.Customer) pane.Cell {
	if ch := p.pending[c.ID]; ch != nil {
		if ch.sent {
			return pane.Cell{Text: text.Own("sending"), Role: style.Warn}
		}
		return pane.Cell{Text: text.Own("in ").Append(text.Age(ch.due.Sub(p.kit.Now()))), Role: style.Warn}
	}
	if _, open := p.checking(c.ID); open {
		return pane.Cell{Text: text.Own("checking"), Role: style.Warn}
	}
	role := style.Text
	if c.Status.MayOrder() != "" {
		role = style.Warn
	}
	return pane.Cell{Text: status(c.Status), Role: role}
}

// status is the word for a status; one that is not documented is shown as it came.
func status(s platfone.CustomerStatus) text.Safe {
	switch s {
	case "":
		return text.Own("-")
	case platfone.CustomerMarked:
		return text.Own("deletion")
	}
	return text.Clean(string(s))
}

// freeCell is the balance less what is held; ≈ when only the total is known.
func (p *Pane) freeCell(c store.Customer) pane.Cell {
	free, _ := c.Free()
	role := style.Text
	if free.Known && free.Cents < p.set.Low {
		role = style.Warn
	}
	return pane.Cell{Text: p.kit.Free(c), Role: role}
}

func (p *Pane) heldCell(c store.Customer) pane.Cell {
	return pane.Cell{Text: p.held(c), Role: style.Dim}
}

func (p *Pane) held(c store.Customer) text.Safe {
	if c.BalanceSeen.IsZero() || !c.Held.Reserved.Known || c.Held.Reserved.Cents == 0 {
		return text.Own("-")
	}
	return p.kit.Money(c.Held.Reserved)
}

// active is how many numbers of a customer run.
func active(c store.Customer) store.Count { return store.Count{N: c.Active, Known: c.Read.Active} }

// success is the share of orders that got a code; nothing is claimed of too few.
func success(t store.Tally) text.Safe {
	percent, enough := t.Success().Rate()
	if !enough {
		return text.Own("-")
	}
	return text.Percents(percent)
}

// rated is the role of a share by how close it is to the provider's limit.
func rated(t store.Tally) style.Role {
	switch t.Success().Caution() {
	case platfone.Safe:
		return style.Dim
	case platfone.Warn:
		return style.Warn
	}
	return style.Bad
}

// heard is when the customer's balance was last heard of.
func heard(c store.Customer) time.Time {
	if c.BalanceSeen.After(c.Seen) {
		return c.BalanceSeen
	}
	return c.Seen
}
