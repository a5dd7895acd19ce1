package customers

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Actions implements pane.Sheet.
func (s *card) Actions() []pane.Action {
	p := s.p
	return p.kit.Bound(slices.Concat([]pane.Action{
		{ID: "customers.card.close", Key: keybook.Fixed("close", "esc", "enter", "q"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }},
		{ID: "customers.balance", Keys: "b", Help: "balance", Written: true, Off: s.off(act.Credit{}), Do: func() tea.Cmd { return p.adjust(s.c.ID) }},
		{ID: "customers.status", Keys: "e", Help: "status", Off: s.off(act.Status{}), Do: func() tea.Cmd { return p.chooseStatus(s.c) }},
		{ID: "customers.card.copy", Key: keybook.Fixed("copy "+s.copies(), "y"), Off: s.noCopy, Do: s.copy},
		{ID: "customers.reread", Keys: "r", Help: "read again", Hide: true, Do: func() tea.Cmd { return p.reread(s.c.ID) }},
		{ID: "customers.card.span", Key: keybook.Fixed("other time", "w"), Hide: s.tabs.At() != cardStatement, Off: s.noStatement, Do: s.nextSpan},
		{ID: "customers.card.export", Key: keybook.Fixed("export", "E"), Hide: s.tabs.At() != cardStatement, Off: s.noExport, Do: s.export},
		{ID: "customers.order", Keys: "N", Help: "order for this one", Written: true, Hide: true, Off: s.off(act.Order{}), Do: func() tea.Cmd { return p.orders.Order(s.c.ID, "", "") }},
	}, pane.Moves("customers", s.move), s.tabs.Actions()))
}

// off says what stands against an act upon the card's customer.
func (s *card) off(a act.Act) func() string {
	return func() string { return s.p.foresight.Off(s.c.ID, a) }
}

func (s *card) move(d int) tea.Cmd {
	switch s.tabs.At() {
	case cardActivations:
		return s.numbersW.Move(d)
	case cardLedger:
		return s.ledgerW.Move(d)
	case cardRecord:
		s.record.Move(d)
	case cardStatement:
		s.lines.Move(d)
	default:
		s.top = max(s.top+d, 0)
	}
	return nil
}

// copies names what y copies on the view in front.
func (s *card) copies() string {
	return [...]string{"id", "number", "reference", "service", "id"}[s.tabs.At()]
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
	case cardStatement:
		l, _ := s.lines.Selected()
		return l.ID, text.Clean(l.ID).String()
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
