package ordering

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// ways are the ways out of what stands against the order, each under one key.
func (s *sheet) ways() []pane.Action {
	v, _ := s.weighed.Verdict()
	var out []pane.Action
	offered := map[string]bool{}
	for _, r := range v.Refused {
		a, ok := s.way(r.Code)
		if ok && !offered[a.ID] {
			offered[a.ID] = true
			out = append(out, a)
		}
	}
	return out
}

func (s *sheet) way(of act.Code) (pane.Action, bool) {
	customer, ways := s.chosen(onCustomer), s.c.ways
	name := s.named(onCustomer)
	switch of {
	case act.CustomerBalance:
		return pane.Action{ID: "order.credit", Key: keybook.Fixed("add balance for "+name, "b"),
			Do: func() tea.Cmd { return ways.Credit(customer) }}, ways.Credit != nil
	case act.CustomerStatus:
		return pane.Action{ID: "order.customer", Key: keybook.Fixed("see "+name, "s"), Do: func() tea.Cmd { return s.leave("customers", customer) }}, true
	case act.PlaceFull, act.OpenAttempt:
		return pane.Action{ID: "order.live", Key: keybook.Fixed("see what can be closed", "l"), Do: func() tea.Cmd { return s.leave("live", "") }}, true
	case act.NoKey, act.KeyRefused, act.SettingsBroken, act.ReadOnly, act.JournalHeld, act.Blocked, act.OnHold:
		return pane.Action{ID: "order.problems", Key: keybook.Fixed("problems", "!"), Do: func() tea.Cmd { return ways.Problems() }}, ways.Problems != nil
	}
	return pane.Action{}, false
}

// leave closes the sheet, which keeps its draft, and shows a pane.
func (s *sheet) leave(to, key string) tea.Cmd {
	return tea.Batch(pane.Send(pane.Pop{Sheet: s}), s.keepDraft(), pane.Send(pane.Goto{Pane: to, Key: key}))
}
