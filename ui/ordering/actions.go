package ordering

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Actions implements pane.Sheet. Whatever one of them changed, the order is
// weighed anew.
func (s *sheet) Actions() []pane.Action {
	acts := s.actions()
	for i, a := range acts {
		acts[i].Do = func() tea.Cmd { return tea.Batch(a.Do(), s.weigh()) }
	}
	return acts
}

func (s *sheet) actions() []pane.Action {
	switch {
	case s.moved != nil:
		return s.movedActions()
	}
	return []pane.Action{
		{ID: "order.enter", Key: s.enterKey(), Risk: s.risk(), Off: s.noEnter, Do: s.enter},
		{ID: "order.next", Key: keybook.Fixed("next", "tab"), Do: func() tea.Cmd { return s.tab(1) }},
		{ID: "order.before", Key: keybook.Fixed("field before", "shift+tab"), Hide: true, Do: func() tea.Cmd { return s.tab(-1) }},
		{ID: "order.up", Key: keybook.Fixed("up", "up"), Hide: true, Do: func() tea.Cmd { return s.vertical(-1) }},
		{ID: "order.down", Key: keybook.Fixed("down", "down"), Hide: true, Do: func() tea.Cmd { return s.vertical(1) }},
		{ID: "order.favourite", Key: keybook.Fixed("favourite", "*"), Off: s.noFavourite, Do: s.favourite},
		{ID: "order.close", Key: keybook.Fixed("keep draft", "esc"), Do: s.close},
		{ID: "order.watch", Key: keybook.Fixed(s.watchWords(), "w"), Off: s.noWatch, Do: s.watch},
	}
}

// risk is what Enter can cost: on the last field it orders.
func (s *sheet) risk() pane.Risk {
	if s.at == onPrice {
		return pane.Spends
	}
	return pane.Free
}

func (s *sheet) enterKey() key.Binding {
	switch {
	case s.at != onPrice && s.picker() != nil:
		return keybook.Fixed("choose", "enter")
	case s.at != onPrice:
		return keybook.Fixed("next", "enter")
	}
	if left := s.wait.Sub(s.c.kit.Now()); left > 0 {
		return keybook.Fixed("order in "+text.Left(left).String(), "enter")
	}
	return keybook.Fixed("order", "enter")
}

func (s *sheet) noEnter() string {
	left := s.wait.Sub(s.c.kit.Now())
	switch {
	case s.at != onPrice:
		return ""
	case left > 0:
		return s.waitFor + ": " + text.Left(left).String()
	}
	if _, whole := s.wanted(); !whole {
		return "" // Enter says what is missing
	}
	return s.weighed.Why()
}

func (s *sheet) watchWords() string {
	if service, country, ok := s.chosenPair(); ok {
		if _, on := s.facts.watched[service+"/"+country]; on {
			return "watch no more"
		}
	}
	return "watch price"
}

func (s *sheet) noFavourite() string {
	if s.picker() == nil {
		return "favourites are for customers, services and countries"
	}
	return ""
}

// enter chooses in a picker, goes on from a field, and orders from the last.
func (s *sheet) enter() tea.Cmd {
	if s.picker() != nil {
		return s.choose()
	}
	if s.at != onPrice {
		s.focus(s.at + 1)
		return nil
	}
	return s.submit()
}

// choose takes what the cursor stands on and goes to the next field.
func (s *sheet) choose() tea.Cmd {
	if why := s.picker().Choose(); why != "" {
		s.problem = why
		return nil
	}
	was := s.at
	s.focus(s.at + 1)
	switch was {
	case onCustomer:
		return s.refreshBalance()
	case onService:
		s.suggest()
		return tea.Batch(s.loadMarket(), s.refreshPrices())
	}
	s.suggest()
	return s.reprice()
}

// tab moves on; leaving a picker chooses what was typed or stood on.
func (s *sheet) tab(d int) tea.Cmd {
	if p := s.picker(); p != nil && d > 0 {
		if _, chosen := p.Choice(); !chosen || p.Field().Value() != "" {
			return s.choose()
		}
	}
	s.focus(s.at + step(d))
	return nil
}

// vertical moves in a picker, else between the fields.
func (s *sheet) vertical(d int) tea.Cmd {
	if p := s.picker(); p != nil {
		p.Move(d)
		return s.settling()
	}
	s.focus(s.at + step(d))
	return nil
}

func (s *sheet) close() tea.Cmd {
	return tea.Batch(pane.Send(pane.Pop{Sheet: s}), s.c.keepDraft(s.draft()))
}
