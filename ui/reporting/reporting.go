// Package reporting is the sheet that reports a problem with a number: the
// reasons the provider takes for it now, a note, a file when one is needed,
// and what the provider answers. It owns reading the file.
package reporting

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store/act"
	"switchboard/ui/pane"
)

// Desk is what the sheet asks of the engine.
type Desk interface {
	ReportReasons(ctx context.Context, id string) ([]platfone.ReportReason, error)
	act.Judge
	ReportBy(a platfone.Activation) time.Time
	Now() time.Time // the provider's time
}

// Orders opens the order sheet, filled with what is given.
type Orders interface {
	Order(customer, service, country string) tea.Cmd
}

// Office opens report sheets. One is shared by every pane that can report.
type Office struct {
	kit    *pane.Kit
	desk   Desk
	orders Orders
}

// New returns an office.
func New(kit *pane.Kit, d Desk, o Orders) *Office { return &Office{kit: kit, desk: d, orders: o} }

// Report shows the sheet for a number.
func (o *Office) Report(a platfone.Activation) tea.Cmd {
	s := newSheet(o, a)
	return pane.Sequence(pane.Send(pane.Push{Sheet: s}), s.ask()) // in turn: an answer needs its sheet
}
