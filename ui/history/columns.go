package history

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
)

// chosen are the columns of each view, as a person wants them; the lists of numbers that can be long share one choice.
type chosen [tabCustomers + 1]*pane.ColumnChoice

func (p *Pane) choices() chosen {
	long := pane.NewColumnChoice(p.kit, p.store, "history.layout", &p.table)
	return chosen{
		tabAll: long, tabReported: long, tabReportable: pane.NewColumnChoice(p.kit, p.store, "history.reportable.layout", &p.claims),
		tabCustomers: pane.NewColumnChoice(p.kit, p.store, "history.customers.layout", &p.people),
	}
}

func (p *Pane) loadColumns() tea.Cmd {
	return tea.Batch(p.chosen[tabAll].Load(), p.chosen[tabReportable].Load(), p.chosen[tabCustomers].Load())
}

// takeColumns takes what was chosen before; ok is false of any other message.
func (p *Pane) takeColumns(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	for _, c := range p.chosen {
		if cmd, ok := c.Take(msg); ok {
			return cmd, true
		}
	}
	return nil, false
}
