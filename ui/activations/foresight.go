package activations

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/store/act"
	"switchboard/ui/pane"
)

// subject is what the acts upon a row are about.
type subject struct{ id, customer string }

func (r row) subject() subject { return subject{r.ID, r.CustomerID} }

// acts are those that the pane offers for a number, and without one.
func (s subject) acts() []act.Act {
	if s == (subject{}) {
		return []act.Act{act.Order{}}
	}
	return []act.Act{act.Again{ID: s.id}, act.Cancel{ID: s.id}, act.Finalize{ID: s.id}, act.Report{ID: s.id}, act.Renew{ID: s.id}, act.Order{Customer: s.customer}}
}

// readNear reads what the selected row and those beside it need: how their orders have done, and what stands against the acts upon them.
func (p *Pane) readNear() tea.Cmd {
	return tea.Batch(p.readPair(), p.foresight.Want(pane.Each(p.table.Near(), row.subject)...))
}

// off says what stands against an act upon the selected number.
func (p *Pane) off(of func(row) act.Act) string {
	r, ok := p.selected()
	if !ok {
		return p.nothing()
	}
	return p.foresight.Off(r.subject(), of(r))
}
