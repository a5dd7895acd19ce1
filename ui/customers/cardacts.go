package customers

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Actions implements pane.Sheet.
func (s *card) Actions() []pane.Action {
	k, p := s.p.keys, s.p
	move := func(d int) func() tea.Cmd { return func() tea.Cmd { return s.move(d) } }
	return append([]pane.Action{
		{ID: "customers.card.close", Key: keyed("close", "esc", "enter", "q"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }},
		{ID: "customers.balance", Key: k.balance, Off: p.desk.Refusal, Do: func() tea.Cmd { return p.adjust(s.c.ID) }},
		{ID: "customers.status", Key: k.status, Off: p.desk.Refusal, Do: func() tea.Cmd { return p.chooseStatus(s.c) }},
		{ID: "customers.card.copy", Key: keyed("copy "+s.copies(), "y"), Off: s.noCopy, Do: s.copy},
		{ID: "customers.reread", Key: k.reread, Hide: true, Do: func() tea.Cmd { return p.reread(s.c.ID) }},
		{ID: "customers.order", Key: k.order, Hide: true, Off: s.noOrder, Do: func() tea.Cmd { return p.orders.Order(s.c.ID, "", "") }},
		{ID: "customers.up", Key: k.up, Hide: true, Do: move(-1)},
		{ID: "customers.down", Key: k.down, Hide: true, Do: move(1)},
		{ID: "customers.page-up", Key: k.pageUp, Hide: true, Do: move(-10)},
		{ID: "customers.page-down", Key: k.pageDown, Hide: true, Do: move(10)},
		{ID: "customers.top", Key: k.top, Hide: true, Do: func() tea.Cmd { return s.end(-1) }},
		{ID: "customers.bottom", Key: k.bottom, Hide: true, Do: func() tea.Cmd { return s.end(1) }},
	}, s.tabs.Actions()...)
}

func (s *card) noOrder() string {
	if why := s.p.desk.Refusal(); why != "" {
		return why
	}
	return s.c.Status.MayOrder()
}

func (s *card) move(d int) tea.Cmd {
	switch s.tabs.At() {
	case cardActivations:
		return s.numbersW.Move(d)
	case cardLedger:
		return s.ledgerW.Move(d)
	case cardRecord:
		s.record.Move(d)
	default:
		s.top = max(s.top+d, 0)
	}
	return nil
}

// end goes to the first row, or to the last.
func (s *card) end(d int) tea.Cmd {
	switch {
	case s.tabs.At() == cardActivations && d < 0:
		return s.numbersW.Home()
	case s.tabs.At() == cardActivations:
		return s.numbersW.End()
	case s.tabs.At() == cardLedger && d < 0:
		return s.ledgerW.Home()
	case s.tabs.At() == cardLedger:
		return s.ledgerW.End()
	}
	return s.move(d * (1 << 20))
}

// copies names what y copies on the view in front.
func (s *card) copies() string {
	return [...]string{"id", "number", "reference", "service"}[s.tabs.At()]
}

func (s *card) copied() (value, shown string) {
	switch s.tabs.At() {
	case cardActivations:
		a, _ := s.numbers.Selected()
		return string(a.Phone), s.p.kit.Phone(a.Phone).String()
	case cardLedger:
		t, _ := s.ledger.Selected()
		return t.ID, text.Clean(t.ID).String()
	case cardRecord:
		t, _ := s.record.Selected()
		return t.ServiceID, text.Clean(t.ServiceID).String()
	}
	return s.c.ID, s.p.kit.Name(s.c.ID).String()
}

func (s *card) noCopy() string {
	if value, _ := s.copied(); value == "" {
		return "there is nothing to copy"
	}
	return ""
}

func (s *card) copy() tea.Cmd {
	value, shown := s.copied()
	what := sentence(s.copies())
	return pane.Send(pane.Copy{Text: text.Clean(value).String(), What: what[:len(what)-1], Shown: shown})
}
