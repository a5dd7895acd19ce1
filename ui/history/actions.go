package history

import (
	"encoding/json"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []pane.Action {
	if p.box.Capturing() {
		return p.box.Typing(p.moves())
	}
	many := p.upon()
	acts := []pane.Action{
		{ID: "history.open", Keys: "enter", Help: "open", Off: p.noOpen, Do: p.open},
		{ID: "history.copy-number", Keys: "y", Help: "copy the number", Hint: many.Hint("copy the numbers of", p.hint("copy")), Off: many.UpTo(mostCopied).Free(p.noRow), Do: many.Do(copyNumbers, p.copyNumber)},
		{ID: "history.report", Keys: "f", Help: "report", Hint: many.Hint("report", p.hint("report")), Main: true, Off: many.UpTo(mostActs).Off(p.noReport), Do: many.Do(p.reportAll, p.report)},
		{ID: "history.again", Keys: "N", Help: "order the same again", Written: true, Risk: pane.Spends, Off: p.noAgain, Do: p.again},
		p.kit.BalanceOf("history", p.marks, func() (id, none string) { a, _ := p.selected(); return a.CustomerID, p.noRow() }),
		{ID: "history.export", Keys: "E", Help: "export", Hint: many.Hint("export", ""), Off: p.noExport, Do: p.export},
		many.UpTo(mostCopied).CopyMore(p.kit, "history", p.noRow, p.copyMenu, p.copies),
		{ID: "history.inspect", Keys: "i", Help: "inspect the text", Off: p.noInspect, Hide: true, Do: p.inspect},
		{ID: "history.refresh", Keys: "R", Help: "ask again", Off: p.noRefresh, Hide: true, Do: p.refresh},
		{ID: "history.columns", Keys: "s", Help: "columns", Hide: true, Do: p.chosen[p.tabs.At()].Ask},
	}
	if p.list() != nil {
		note := p.book.Action("history", many.Hint("tags of", ""), many.UpTo(mostActs).Free(p.noRow), nil)
		note.Do = many.Do(p.noteSeveral, p.noteOne)
		acts = append(append(acts, note), p.marking()...)
	}
	return p.kit.Bound(slices.Concat(acts, p.jumpActions(), p.box.Actions(), p.tabs.Actions(), p.moves()))
}

// marking are the keys that mark rows: all are those that pass the filter, held or not.
func (p *Pane) marking() []pane.Action {
	if p.tabs.At() == tabReportable {
		return pane.MarkActions("history", &p.claims.List, p.noRow, p.loadMore)
	}
	acts := pane.MarkActions("history", &p.far, p.noRow, p.loadMore)
	acts[len(acts)-1].Help = "mark all that pass"
	acts[len(acts)-1].Do = func() tea.Cmd { return tea.Batch(p.far.All(), p.loadMore()) }
	return acts
}

// hint is a verb with the selected number, or the customer where customers are listed.
func (p *Pane) hint(verb string) string {
	if p.tabs.At() == tabCustomers {
		c, _ := p.people.Selected()
		return pane.Hint(verb, p.kit.Name(c.CustomerID))
	}
	a, ok := p.selected()
	if !ok {
		return ""
	}
	return pane.Hint(verb, p.kit.Short(a.Phone))
}

func (p *Pane) moves() []pane.Action { return pane.Moves("history", p.move) }

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

func (p *Pane) noRow() string {
	if _, ok := p.selected(); !ok {
		return "no number is selected"
	}
	return ""
}

// marks is how many rows are marked.
func (p *Pane) marks() int {
	if t := p.list(); t != nil {
		return t.Marks()
	}
	return 0
}

// noInspect says why the characters of the selected text are not shown.
func (p *Pane) noInspect() string {
	a, ok := p.selected()
	if !ok {
		return "no number is selected"
	}
	return p.kit.NoInspect(a.Text)
}

func (p *Pane) inspect() tea.Cmd {
	a, _ := p.selected()
	return pane.Inspect(p.kit, a.Text)
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
		return p.noRead()
	}
	return ""
}

// noRead is why nothing can be asked about what is shown; what keeps from changing something does not keep from reading.
func (p *Pane) noRead() string {
	if err := p.desk.MayAsk(); err != nil {
		return store.Said(err)
	}
	return ""
}

// off says what stands against an act upon the selected number.
func (p *Pane) off(of func(store.Activation) act.Act) string {
	a, ok := p.selected()
	if !ok {
		return "no number is selected"
	}
	return p.foresight.Off(subject{a.ID, a.CustomerID}, of(a))
}

func (p *Pane) noReport() string {
	return p.off(func(a store.Activation) act.Act { return act.Report{ID: a.ID} })
}

func (p *Pane) noAgain() string {
	return p.off(func(a store.Activation) act.Act { return act.Order{Customer: a.CustomerID} })
}

func (p *Pane) noRefresh() string {
	if a, ok := p.selected(); !ok || a.CustomerID == "" {
		return "no number is selected"
	}
	return p.noRead()
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
	return pane.Try(func() error { return desk.Hint(ctx, a.CustomerID, a.ID) }, "Asking about "+shown+".")
}

func (p *Pane) copyNumber() tea.Cmd {
	a, _ := p.selected()
	return pane.Send(pane.Copy{Text: string(a.Phone), What: "number", Shown: p.kit.Phone(a.Phone).String()})
}

// Code implements pane.Coded: what is history is not fresh.
func (p *Pane) Code() (pane.Code, bool) {
	a, ok := p.selected()
	if !ok || !a.HasCode() {
		return pane.Code{}, false
	}
	c := p.kit.CodeOf(a.Copyable(), a.ServiceID, a.CustomerID, a.Phone)
	c.Copied = true
	return c, true
}

// copyMenu offers everything of a row that can be copied.
func (p *Pane) copyMenu() tea.Cmd {
	a, _ := p.selected()
	item := func(key, what, value string, shown text.Safe) pane.Item {
		return pane.Item{Key: key, Label: text.Clean(what), Note: shown, Do: func() tea.Cmd {
			return pane.Send(pane.Copy{Text: value, What: strings.ToLower(what), Shown: shown.String()})
		}}
	}
	var items []pane.Item
	if a.HasCode() {
		items = append(items, item("c", "Code", text.Clean(a.Copyable()).String(), p.kit.Code(a.Copyable())),
			item("t", "Whole text", text.Verbatim(a.Text), p.kit.Words(a.Text)))
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
