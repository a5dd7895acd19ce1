package customers

import (
	"context"
	"encoding/json"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
)

// layoutKey is the setting the order and the columns are kept under.
const layoutKey = "customers.layout"

func (p *Pane) loadLayout() tea.Cmd {
	s := p.store
	return p.readL.Load(p.kit.Ctx, func(ctx context.Context) (l pane.Layout, err error) {
		v, err := s.Setting(ctx, layoutKey)
		if err == nil && v != "" && json.Unmarshal([]byte(v), &l) == nil && l.Sort == "" {
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
	var titles []string
	for _, c := range p.columns()[1:] {
		titles = append(titles, c.Title)
	}
	return pane.Send(pane.Push{Sheet: pane.NewArrange(p.kit, orders, titles, layout, func(l pane.Layout) tea.Cmd {
		p.layout = l
		p.arrange()
		return tea.Batch(p.restart(), p.keepLayout(l))
	})})
}

func (p *Pane) keepLayout(l pane.Layout) tea.Cmd {
	s, ctx := p.store, p.kit.Ctx
	return func() tea.Msg {
		raw, err := json.Marshal(l)
		if err == nil {
			err = s.PutSetting(context.WithoutCancel(ctx), layoutKey, string(raw))
		}
		if err != nil {
			return pane.Toast{Text: "The order of the list could not be kept: " + err.Error(), Bad: true}
		}
		return nil
	}
}
