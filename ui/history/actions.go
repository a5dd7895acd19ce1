package history

import (
	"encoding/json"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []pane.Action {
	k := p.keys
	if p.box.Capturing() {
		return append(p.box.Actions(), p.moves()...)
	}
	acts := []pane.Action{
		{ID: "history.open", Key: k.open, Off: p.noOpen, Do: p.open},
		{ID: "history.copy-number", Key: k.copyNumber, Off: p.noRow, Do: p.copyNumber},
		{ID: "history.report", Key: k.report, Off: p.noReport, Do: p.report},
		{ID: "history.again", Key: k.again, Risk: pane.Spends, Off: p.noAgain, Do: p.again},
		{ID: "history.export", Key: k.export, Off: p.noExport, Do: p.export},
		{ID: "history.copy-more", Key: k.copyMenu, Off: p.noRow, Hide: true, Do: p.copyMenu},
		{ID: "history.refresh", Key: k.refresh, Off: p.noRefresh, Hide: true, Do: p.refresh},
		{ID: "history.mark", Key: k.mark, Off: p.noRow, Hide: true, Do: func() tea.Cmd { p.list().Mark(); return p.loadMore() }},
		{ID: "history.mark-all", Key: k.markAll, Off: p.noRows, Hide: true, Do: func() tea.Cmd { p.list().MarkAll(); return nil }},
	}
	for _, a := range p.box.Actions() {
		if a.ID == "history.clear" && p.list() != nil && p.list().Marks() > 0 { // marks are cleared first
			a = pane.Action{ID: "history.unmark", Key: k.unmark, Hide: true, Do: func() tea.Cmd { p.list().Unmark(); return nil }}
		}
		acts = append(acts, a)
	}
	acts = append(acts, p.tabs.Actions()...)
	return append(acts, p.moves()...)
}

// moves are the actions that move the cursor.
func (p *Pane) moves() []pane.Action {
	k := p.keys
	move := func(d int) func() tea.Cmd { return func() tea.Cmd { return p.move(d) } }
	return []pane.Action{
		{ID: "history.up", Key: k.up, Hide: true, Do: move(-1)},
		{ID: "history.down", Key: k.down, Hide: true, Do: move(1)},
		{ID: "history.page-up", Key: k.pageUp, Hide: true, Do: move(-10)},
		{ID: "history.page-down", Key: k.pageDown, Hide: true, Do: move(10)},
		{ID: "history.top", Key: k.top, Hide: true, Do: func() tea.Cmd { return p.far(-1) }},
		{ID: "history.bottom", Key: k.bottom, Hide: true, Do: func() tea.Cmd { return p.far(1) }},
	}
}

func (p *Pane) move(d int) tea.Cmd {
	if p.tabs.At() == tabCustomers {
		p.people.Move(d)
		return nil
	}
	if p.tabs.At() == tabReportable {
		p.claims.Move(d)
		return p.loadMore()
	}
	p.fresh = false
	return tea.Batch(p.window.Move(d), p.loadMore())
}

func (p *Pane) far(d int) tea.Cmd {
	switch {
	case p.tabs.At() == tabCustomers, p.tabs.At() == tabReportable:
		return p.move(d << 20)
	case d < 0:
		return tea.Batch(p.window.Home(), p.loadMore())
	}
	return tea.Batch(p.window.End(), p.loadMore())
}

func (p *Pane) noRow() string {
	if _, ok := p.selected(); !ok {
		return "no number is selected"
	}
	return ""
}

func (p *Pane) noRows() string {
	if p.list() == nil || len(p.list().Rows()) == 0 {
		return "there are no numbers here"
	}
	return ""
}

func (p *Pane) noOpen() string {
	if p.tabs.At() == tabCustomers {
		if _, ok := p.people.Selected(); !ok {
			return "no customer is selected"
		}
		return ""
	}
	r, ok := p.list().Selected()
	if !ok {
		return "no number is selected"
	}
	if r.ID == "" {
		return p.desk.Refusal()
	}
	return ""
}

func (p *Pane) noReport() string {
	a, ok := p.selected()
	if !ok {
		return "no number is selected"
	}
	if why := p.desk.Refusal(); why != "" {
		return why
	}
	return p.canReport(a)
}

func (p *Pane) noAgain() string {
	if why := p.noRow(); why != "" {
		return why
	}
	return p.desk.Refusal()
}

func (p *Pane) noRefresh() string {
	if a, ok := p.selected(); !ok || a.CustomerID == "" {
		return "no number is selected"
	}
	return p.desk.Refusal()
}

func (p *Pane) report() tea.Cmd {
	a, _ := p.selected()
	return p.reports.Report(a.Activation)
}

func (p *Pane) again() tea.Cmd {
	a, _ := p.selected()
	return p.orders.Order(a.CustomerID, a.ServiceID, a.CountryID)
}

// refresh asks about the selected number now.
func (p *Pane) refresh() tea.Cmd {
	a, _ := p.selected()
	desk, ctx, shown := p.desk, p.kit.Ctx, p.kit.Phone(a.Phone).String()
	return func() tea.Msg {
		if err := desk.Hint(ctx, a.CustomerID, a.ID); err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
		return pane.Toast{Text: "Asking about " + shown + "."}
	}
}

func (p *Pane) copyNumber() tea.Cmd {
	a, _ := p.selected()
	return pane.Send(pane.Copy{Text: string(a.Phone), What: "Number", Shown: p.kit.Phone(a.Phone).String()})
}

// copyMenu offers everything of a row that can be copied.
func (p *Pane) copyMenu() tea.Cmd {
	a, _ := p.selected()
	item := func(key, what, value string, shown text.Safe) pane.Item {
		return pane.Item{Key: key, Label: text.Clean(what), Note: shown, Do: func() tea.Cmd {
			return pane.Send(pane.Copy{Text: value, What: what, Shown: shown.String()})
		}}
	}
	var items []pane.Item
	if a.HasCode() {
		items = append(items, item("c", "Code", text.Clean(a.Copyable()).String(), p.kit.Code(a.Copyable())),
			item("t", "Whole text", text.Clean(a.Text).String(), p.kit.Words(a.Text)))
	}
	items = append(items,
		item("e", "Number with country code", string(a.Phone), p.kit.Phone(a.Phone)),
		item("n", "Number without country code", a.Phone.National(), p.kit.Words(a.Phone.National())),
		item("i", "Activation id", text.Clean(a.ID).String(), text.Clean(a.ID)))
	m := p.extra(a)
	for i, c := range m.codes {
		if i < len(m.codes)-1 {
			items = append(items, item("", "Earlier code", text.Clean(c.Code).String(), p.kit.Code(c.Code)))
		}
	}
	if raw, err := json.Marshal(m.whole.Activation); err == nil && m.whole.ID != "" {
		items = append(items, item("j", "Row as JSON", text.Clean(string(raw)).String(), text.Own("as the provider sent it")))
	}
	return pane.Send(pane.Push{Sheet: pane.NewMenu(p.kit, "Copy", items...)})
}
