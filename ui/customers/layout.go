package customers

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
)

// layoutKey is the setting the order and the columns are kept under.
const layoutKey = "customers.layout"

func (p *Pane) loadLayout() tea.Cmd {
	s := p.store
	return p.readL.Load(p.kit.Ctx, func(ctx context.Context) (l pane.Layout, err error) {
		l, err = pane.ReadLayout(ctx, s, layoutKey)
		if l.Sort == "" && (l.Reverse || len(l.Hidden)+len(l.Wanted) > 0) {
			l.Sort = byName
		}
		return l, err
	})
}

// sort shows the sheet for order and columns; what is chosen is remembered.
func (p *Pane) sort() tea.Cmd {
	layout := p.layout
	if layout.Sort == "" {
		layout.Sort = byName
	}
	return pane.Send(pane.Push{Sheet: pane.NewArrange(p.kit, orders, &p.table, layout, func(l pane.Layout) tea.Cmd {
		p.layout = l
		p.arrange()
		return tea.Batch(p.restart(), l.Keep(p.kit, p.store, layoutKey))
	})})
}
