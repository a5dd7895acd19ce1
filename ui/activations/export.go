package activations

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
)

// export opens the sheet that writes the rows shown, or those marked, to a file, as History writes them.
func (p *Pane) export() tea.Cmd {
	rows := p.table.Marked()
	if len(rows) == 0 {
		rows = p.table.Rows()
	}
	list := pane.Each(rows, func(r row) store.Activation { return r.Activation })
	return pane.Send(pane.Push{Sheet: pane.NewRentedExport(p.kit, pane.Rented{
		What: pane.Chosen(&p.table.List, "marked number", "marked numbers", "Every number that is shown."), Name: "switchboard-live", Now: p.now(), Note: p.book.Now(),
		Pages: func() func(context.Context) ([]store.Activation, error) { return pane.RentedOnce(list) },
	})})
}

func (p *Pane) noExport() string {
	if len(p.table.Rows()) == 0 {
		return "there are no numbers here"
	}
	return ""
}
