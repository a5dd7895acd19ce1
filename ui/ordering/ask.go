package ordering

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// ask lets an order go on, or asks once more when it may cost more than the
// person wants to spend on one key.
func (s *sheet) ask(o platfone.NewOrder, do func() tea.Cmd) tea.Cmd {
	over := s.c.set.ConfirmOver
	if !over.Known || o.MaxPrice <= over.Cents {
		return do()
	}
	lines := []text.Safe{
		text.Sentence("1 number: {} in {}, for {}", text.Clean(o.ServiceID), text.Clean(o.CountryID), s.c.kit.Name(s.draft().Customer)), {},
	}
	lines = append(append(lines, s.sums(o)...), text.Safe{},
		text.Sentence("Orders over {} ask once more: confirm_over in your settings.", text.Clean(over.String())))
	title := "Order for up to " + o.MaxPrice.String() + "?"
	return pane.Send(pane.Push{Sheet: pane.NewConfirm(s.c.kit, title, "O", "order", do, lines...)})
}
