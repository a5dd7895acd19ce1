package prices

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// Actions implements pane.Sheet.
func (s *sheet) Actions() []pane.Action {
	switch s.at {
	case onMarket:
		return s.choosing()
	case onFilter:
		return s.filtering()
	}
	return s.p.kit.Bound(slices.Concat([]pane.Action{
		{ID: "prices.order", Key: keybook.Fixed("order here", "enter"), Main: true, Written: true, Off: s.noOrder, Do: s.order},
		{ID: "prices.choose", Key: keybook.Fixed("another country or service", "tab"), Do: s.choose},
		{ID: "prices.filter", Key: keybook.Fixed("filter", "/"), Do: func() tea.Cmd { s.focus(onFilter); return nil }},
		{ID: "prices.refresh", Key: keybook.Fixed("read again", "R"), Off: s.noRefresh, Do: s.refresh},
		{ID: "prices.export", Key: keybook.Fixed("export", "E"), Off: s.noExport, Do: s.export},
		{ID: "prices.close", Key: keybook.Fixed(s.closes(), "esc"), Do: s.close},
	}, pane.Moves("prices", s.table.Step)))
}

// choosing are the actions while a country or a service is written.
func (s *sheet) choosing() []pane.Action {
	step := func(d int) func() tea.Cmd { return func() tea.Cmd { s.picker.Move(d); return nil } }
	return []pane.Action{
		{ID: "prices.take", Key: keybook.Fixed("show its prices", "enter"), Off: s.noMarket, Do: s.take},
		{ID: "prices.up", Key: keybook.Fixed("up", "up"), Hide: true, Do: step(-1)},
		{ID: "prices.down", Key: keybook.Fixed("down", "down"), Hide: true, Do: step(1)},
		{ID: "prices.back", Key: keybook.Fixed("back to the list", "tab"), Hide: s.market == market{}, Off: s.noList, Do: func() tea.Cmd { s.focus(onRows); return nil }},
		{ID: "prices.close", Key: keybook.Fixed(s.closes(), "esc"), Do: s.close},
	}
}

// filtering are the actions while a filter is written.
func (s *sheet) filtering() []pane.Action {
	step := func(d int) func() tea.Cmd { return func() tea.Cmd { return s.table.Step(d) } }
	return []pane.Action{
		{ID: "prices.keep", Key: keybook.Fixed("use it", "enter"), Do: func() tea.Cmd { s.focus(onRows); return nil }},
		{ID: "prices.up", Key: keybook.Fixed("up", "up"), Hide: true, Do: step(-1)},
		{ID: "prices.down", Key: keybook.Fixed("down", "down"), Hide: true, Do: step(1)},
		{ID: "prices.clear", Key: keybook.Fixed("clear the filter", "esc"), Do: s.close},
	}
}

// noMarket says why nothing can be chosen.
func (s *sheet) noMarket() string {
	if _, ok := s.picker.Current(); !ok {
		return "nothing here is called so"
	}
	return ""
}

// take shows the prices of what the cursor stands on.
func (s *sheet) take() tea.Cmd {
	if s.picker.Choose() != "" {
		return nil
	}
	o, _ := s.picker.Choice()
	s.market, s.name = marketOf(o.ID), o.Name
	s.all, s.loaded, s.asking, s.problem = nil, false, false, ""
	s.filter.SetValue("")
	s.table = s.list()
	s.focus(onRows)
	return s.load()
}

func (s *sheet) choose() tea.Cmd {
	s.focus(onMarket)
	return nil
}

func (s *sheet) noList() string {
	if s.market == (market{}) {
		return "choose a country or a service first"
	}
	return ""
}

// closes names what Esc does.
func (s *sheet) closes() string {
	switch {
	case s.at == onMarket && s.picker.Field().Value() != "":
		return "clear"
	case s.at != onMarket && s.filter.Value() != "":
		return "clear the filter"
	}
	return "close"
}

// close takes away what is written first, and the sheet then.
func (s *sheet) close() tea.Cmd {
	switch {
	case s.at == onMarket && s.picker.Field().Value() != "":
		s.picker.Clear()
	case s.at == onFilter || s.at == onRows && s.filter.Value() != "":
		s.filter.SetValue("")
		s.narrow()
		s.focus(onRows)
	default:
		return pane.Send(pane.Pop{Sheet: s})
	}
	return nil
}

func (s *sheet) noRefresh() string {
	if s.asking {
		return "the prices are on their way"
	}
	return ""
}

// noOrder says why the selected price leads to no order.
func (s *sheet) noOrder() string {
	r, ok := s.table.Selected()
	if !ok {
		return "no price is selected"
	}
	return r.off
}

// order opens the order sheet for the selected price.
func (s *sheet) order() tea.Cmd {
	r, _ := s.table.Selected()
	return s.p.orders.Order("", r.ServiceID, r.CountryID)
}
