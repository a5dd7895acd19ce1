package customers

import (
	"strings"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Wide implements pane.Wide: the widest of its views, so that turning them moves no border.
func (s *card) Wide() int {
	return max(s.numbers.Whole(), s.ledger.Whole(), s.record.Whole(), s.lines.Whole())
}

// View implements pane.Sheet.
func (s *card) View(w, h int) string {
	if h < 2 {
		return s.tabs.Line(w)
	}
	lines := []string{s.tabs.Line(w)}
	if h > 6 {
		lines = append(lines, "")
	}
	return strings.Join(append(lines, s.body(w, h-len(lines))...), "\n")
}

func (s *card) body(w, h int) []string {
	var rows []string
	n := 0
	switch s.tabs.At() {
	case cardOverview:
		lines := append(s.p.overview(s.c, w).Lines(1<<10), s.overTime(w)...)
		s.top = max(0, min(s.top, len(lines)-h))
		return lines[s.top:min(s.top+h, len(lines))]
	case cardActivations:
		rows, n = s.numbers.View(w, h), len(s.numbers.Rows())
	case cardLedger:
		rows, n = s.ledger.View(w, h), len(s.ledger.Rows())
	case cardRecord:
		rows, n = s.record.View(w, h), len(s.record.Rows())
	case cardStatement:
		head := s.spanned(w)
		rows, n = append(head, s.lines.View(w, h-len(head))...), len(s.lines.Rows())
	}
	if n == 0 {
		role, say := s.empty()
		return pane.Prose(s.p.kit, role, say, w)
	}
	return rows
}

func (s *card) numberColumns() []pane.Column[store.Activation] {
	kit := s.p.kit
	return []pane.Column[store.Activation]{
		{Title: "WHEN", Min: 12, Times: true, Cell: func(a store.Activation) pane.Cell {
			return pane.Cell{Text: kit.Column(a.CreatedAt, text.FormDayAt), Role: style.Dim}
		}},
		{Title: "STATE", Min: 8, Cell: func(a store.Activation) pane.Cell { return stateCell(a, s.p) }},
		{Title: "NUMBER", Min: 18, Cell: func(a store.Activation) pane.Cell { return pane.Cell{Text: kit.Phone(a.Phone)} }},
		{Title: "SERVICE", Min: 10, Name: true, Drop: 2, Cell: func(a store.Activation) pane.Cell { return pane.Cell{Text: text.Clean(a.ServiceID)} }},
		{Title: "CODE", Min: 8, Drop: 1, Cell: func(a store.Activation) pane.Cell { return pane.Cell{Text: kit.Code(a.Code)} }},
		{Title: "PAYS", Min: 7, Right: true, Drop: 3, Cell: func(a store.Activation) pane.Cell {
			return pane.Cell{Text: s.p.kit.Money(a.CustomerPrice), Role: style.Dim}
		}},
	}
}

func stateCell(a store.Activation, p *Pane) pane.Cell {
	state := a.State(p.kit.Now())
	if state == platfone.Odd {
		return pane.Cell{Text: text.Clean(a.RawWords()), Role: style.Warn}
	}
	return pane.Cell{Text: text.Clean(state.String())}
}

func (s *card) ledgerColumns() []pane.Column[store.Transaction] {
	kit := s.p.kit
	return []pane.Column[store.Transaction]{
		{Title: "WHEN", Min: 12, Times: true, Cell: func(t store.Transaction) pane.Cell {
			return pane.Cell{Text: kit.Column(t.CreatedAt, text.FormDayAt), Role: style.Dim}
		}},
		{Title: "AMOUNT", Min: 11, Right: true, Cell: func(t store.Transaction) pane.Cell { return pane.Cell{Text: moved(kit, t.Amount)} }},
		{Title: "REFERENCE", Min: 18, Name: true, Grow: true, Cell: func(t store.Transaction) pane.Cell { return pane.Cell{Text: text.Clean(t.ID), Middle: true} }},
		{Title: "GATEWAY", Min: 12, Name: true, Grow: true, Drop: 1, Cell: func(t store.Transaction) pane.Cell {
			return pane.Cell{Text: text.Clean(t.Gateway), Role: style.Dim}
		}},
	}
}

// moved is an amount with its direction.
func moved(kit *pane.Kit, amount money.Price) text.Safe {
	m := kit.Money(amount)
	if amount.Known && amount.Cents > 0 && !kit.Private {
		return text.Own("+").Append(m)
	}
	return m
}

func (s *card) recordColumns() []pane.Column[store.Spend] {
	number := func(f func(store.Spend) text.Safe) func(store.Spend) pane.Cell {
		return func(t store.Spend) pane.Cell { return pane.Cell{Text: f(t)} }
	}
	return []pane.Column[store.Spend]{
		{Title: "SERVICE", Min: 12, Name: true, Grow: true, Cell: func(t store.Spend) pane.Cell { return pane.Cell{Text: text.Clean(t.ServiceID)} }},
		{Title: "ORDERED", Min: 7, Right: true, Cell: number(func(t store.Spend) text.Safe { return text.Int(t.Ordered) })},
		{Title: "CODES", Min: 6, Right: true, Cell: number(func(t store.Spend) text.Safe { return text.Int(t.Received) })},
		{Title: "OK", Min: 5, Right: true, Cell: number(func(t store.Spend) text.Safe { return success(t.Tally) })},
		{Title: "PAID", Min: 9, Right: true, Drop: 1, Cell: number(func(t store.Spend) text.Safe { return s.p.kit.Cents(t.Charged - t.Returned) })},
		{Title: "COST", Min: 9, Right: true, Drop: 3, Cell: number(func(t store.Spend) text.Safe { return s.p.kit.Cents(t.Billed - t.Refunded) })},
		{Title: "MARGIN", Min: 9, Right: true, Drop: 2, Cell: number(func(t store.Spend) text.Safe { return s.p.kit.Cents(t.Margin()) })},
	}
}
