package ordering

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store/act"
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
	if s.moved != nil {
		return s.movedActions()
	}
	acts := []pane.Action{
		s.enterAction(),
		s.press("order.next", "next field", "tab"),
		s.hidden("order.before", "previous field", "shift+tab"),
		s.hidden("order.up", "up", "up"),
		s.hidden("order.down", "down", "down"),
	}
	if s.at == onCount || s.at == onPays || s.at == onQuality {
		acts = append(acts, s.press("order.less", "change", "left"), s.hidden("order.more", "change", "right"))
	}
	if s.at == onOrder {
		acts = append(acts, s.ways()...)
	}
	if s.at == onOrder && s.orderKey() != "enter" {
		acts = append(acts, s.hidden("order.which", "which key orders", "enter"))
	}
	return append(acts,
		pane.Action{ID: "order.star", Key: keybook.Fixed(s.starWords(), "*"), Off: s.noStar, Do: s.star},
		pane.Action{ID: "order.menu", Key: keybook.Fixed("more", "ctrl+p"), Hide: true, Do: s.menu},
		pane.Action{ID: "order.close", Key: keybook.Fixed("close", "esc"), Do: s.close})
}

// press is an action that is the key itself: it waits its turn like any other.
func (s *sheet) press(id, help, key string) pane.Action {
	return pane.Action{ID: id, Key: keybook.Fixed(help, key), Do: func() tea.Cmd { return s.key(keyOf[key]) }}
}

func (s *sheet) hidden(id, help, key string) pane.Action {
	a := s.press(id, help, key)
	a.Hide = true
	return a
}

// keyOf are the keys that write no text, by name.
var keyOf = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
}

// enterAction is what goes on: it chooses in a list, and on the line Order it
// orders, by the key that the verdict asks for.
func (s *sheet) enterAction() pane.Action {
	switch {
	case s.picker() != nil:
		return s.press("order.enter", "choose", "enter")
	case s.at != onOrder:
		return s.press("order.enter", "go on", "enter")
	}
	if _, at, why := s.order(); why != "" && at != onOrder {
		return s.press("order.enter", "go to what is missing", "enter")
	}
	a := s.press("order.enter", "order", "enter")
	a.Risk, a.Early, a.Off = pane.Spends, s.againWords(), s.noEnter
	if v, ok := s.weighed.Verdict(); ok && !v.Stands() {
		a.Hide = true // the foot names the ways out instead; pressed, it says why
	}
	if key := s.orderKey(); key != "enter" {
		a.Key = keybook.Fixed("order", key)
		a.Do = s.submit
	}
	return a
}

// orderKey is the key that orders: Enter, or the capital letter that the verdict asks for.
func (s *sheet) orderKey() string {
	if v, _ := s.weighed.Verdict(); v.Consent.Sureness() == act.ByCapital {
		return v.Consent.What()
	}
	return "enter"
}

func (s *sheet) noEnter() string {
	if left := s.wait.Sub(s.c.kit.Now()); left > 0 {
		return s.waitFor + ": " + text.Left(left).String()
	}
	if _, at, why := s.order(); why != "" && at == onOrder { // nothing of it is wrong: it comes by itself
		return s.behind(s.againWords())
	}
	return ""
}

// enter chooses in a list, goes on from a field, and orders from the line Order.
func (s *sheet) enter(live bool) tea.Cmd {
	switch {
	case s.picker() != nil:
		next := s.at + 1
		if s.at == onCountry {
			next = onOrder
		}
		return s.choose(next)
	case s.at != onOrder:
		s.focus(onOrder)
		return nil
	case s.orderKey() != "enter":
		return pane.Say(s.behind("This order takes a capital letter: " + s.orderKey() + " orders."))
	case !live:
		return s.again()
	}
	return s.submit()
}

// choose takes what the cursor stands on and goes on to a field.
func (s *sheet) choose(next step) tea.Cmd {
	p, was := s.picker(), s.at
	if o, ok := p.Current(); ok && o.Whole && o.Off == "" {
		return s.takeWhole(o.ID)
	}
	before := s.chosen(was)
	if why := p.Choose(); why != "" {
		s.stick(s.unchosen(was, why))
		return nil
	}
	s.ahead.stuck = false
	s.focus(next)
	switch was {
	case onCustomer:
		if s.chosen(was) != before {
			s.usual()
		}
		return s.refreshBalance()
	case onService:
		s.suggest()
		return tea.Batch(s.loadMarket(), s.refreshPrices())
	}
	s.suggest()
	return s.reprice()
}

// tab moves on; leaving a list takes what was typed or stood on.
func (s *sheet) tab(d int) tea.Cmd {
	if p := s.picker(); p != nil && d > 0 && (s.chosen(s.at) == "" || p.Field().Value() != "") {
		return s.choose(s.at + 1)
	}
	s.focus((s.at + step(d) + steps) % steps)
	return nil
}

// vertical moves in a list, else between the fields.
func (s *sheet) vertical(d int) tea.Cmd {
	if p := s.picker(); p != nil {
		p.Move(d)
		return s.settling()
	}
	if s.at == onOrder && s.scrolls(d) {
		return nil
	}
	s.focus(s.at + step(d))
	return nil
}

// close leaves the sheet; what is held goes first, and is told.
func (s *sheet) close() tea.Cmd {
	if len(s.ahead.keys) > 0 {
		return s.letGo()
	}
	return tea.Batch(pane.Send(pane.Pop{Sheet: s}), s.keepDraft())
}

// menu is what there is besides ordering.
func (s *sheet) menu() tea.Cmd {
	item := func(words string, off func() string, do func() tea.Cmd) pane.Item {
		it := pane.Item{Label: text.Clean(text.Capital(words)), Do: func() tea.Cmd { return tea.Batch(do(), s.weigh()) }}
		if off != nil {
			it.Off = off()
		}
		return it
	}
	return pane.Send(pane.Push{Sheet: pane.NewMenu(s.c.kit, "Order a number",
		item(s.watchWords(), s.noWatch, s.watch),
		item("save as a preset", s.noPreset, s.askName),
		item("save what "+s.named(onCustomer)+" pays as usual", s.noUsual, s.saveUsual),
		item("begin anew", nil, s.anew))})
}

// anew empties the sheet.
func (s *sheet) anew() tea.Cmd {
	for _, p := range s.pickers {
		p.Pick("")
	}
	s.maxOf, s.token, s.rises = "", "", 0
	s.restore(Draft{Quality: platfone.DefaultQuality})
	s.focus(onCustomer)
	s.from = kept{}
	return s.dropDraft(Draft{})
}

// unchosen says why what a list has under its cursor cannot be chosen: of a
// country without numbers what the judgement of an order there would say.
func (s *sheet) unchosen(was step, why string) string {
	o, _ := s.pickers[was].Current()
	if p, ok := s.market.prices[o.ID]; was == onCountry && ok && p.SoldOut() {
		return act.SoldOut.Of(s.market.service + "/" + o.ID).Say
	}
	return text.Capital(why) + "."
}
