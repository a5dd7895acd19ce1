package numbers

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/phone"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// noChoice says why there is nothing to choose.
func (p *Pane) noChoice() string {
	if len(p.choices) == 0 {
		return "no address waits for a choice"
	}
	return ""
}

// nextChoice opens the picker of the number that waits longest.
func (p *Pane) nextChoice() tea.Cmd { return p.Address(p.choices[0]) }

// waiting are the numbers for which a place has to be chosen, but for one.
func (p *Pane) waiting(but phone.E164) []phone.E164 {
	var all []phone.E164
	for _, n := range p.choices {
		if n != but {
			all = append(all, n)
		}
	}
	return all
}

// further leads from an address that is on file to the next number for which a
// place has to be chosen.
func (s *emergency) further() []pane.Action {
	rest := s.p.waiting(s.n)
	if len(rest) == 0 {
		return nil
	}
	help := "next choice, " + strconv.Itoa(len(rest)) + " left"
	return []pane.Action{{ID: "e911.next", Key: keybook.Fixed(help, "n"), Do: func() tea.Cmd {
		return pane.Sequence(pane.Send(pane.Pop{Sheet: s}), s.p.Address(rest[0]))
	}}}
}
