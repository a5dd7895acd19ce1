package ordering

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// ways are the ways out of what stands against the order, each under one key:
// those of every act, and the panes where a customer or a number is mended.
func (s *sheet) ways() []pane.Action {
	v, _ := s.weighed.Verdict()
	out := s.weighed.Ways()
	for _, r := range v.Refused {
		switch customer := s.chosen(onCustomer); r.Code {
		case act.CustomerStatus:
			out = append(out, pane.Action{ID: "order.customer", Key: keybook.Fixed("see "+s.named(onCustomer), "s"), Do: func() tea.Cmd { return s.leave("customers", customer) }})
		case act.PlaceFull, act.OpenAttempt:
			out = append(out, pane.Action{ID: "order.live", Key: keybook.Fixed("see what can be closed", "l"), Do: func() tea.Cmd { return s.leave("live", "") }})
		}
	}
	return out
}

// leave closes the sheet, which keeps its draft, and shows a pane.
func (s *sheet) leave(to, key string) tea.Cmd {
	return tea.Batch(pane.Send(pane.Pop{Sheet: s}), s.keepDraft(), pane.Send(pane.Goto{Pane: to, Key: key}))
}
