package customers

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/filter"
	"switchboard/ui/pane"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []pane.Action {
	if p.box.Capturing() {
		return p.box.Typing(p.moves())
	}
	many := p.upon()
	acts := []pane.Action{
		{ID: "customers.open", Keys: "enter", Help: "open", Off: p.noRow, Do: p.open},
		{ID: "customers.undo", Keys: "u", Help: "undo", Off: p.noUndo, Do: p.undo},
		{ID: "customers.balance", Keys: "b", Help: "balance", Hint: many.Hint("balance of", p.hint("balance of")), Written: true, Main: true, Risk: pane.Spends, Off: many.Off(p.noCredit),
			Do: many.Do(p.creditAll, func() tea.Cmd { return p.adjust(p.id()) })},
		{ID: "customers.status", Keys: "e", Help: "status", Hint: many.Hint("status of", ""), Risk: pane.Undoable, Off: many.Off(p.noStatus), Do: many.Do(p.statusAll, p.statusMenu)},
		{ID: "customers.new", Keys: "n", Help: "new", Hint: "new customer", Written: true, Off: p.noNew, Do: p.create},
		{ID: "customers.order", Keys: "N", Help: "order for this one", Hint: p.hint("order for"), Written: true, Risk: pane.Spends, Off: p.noOrder, Do: func() tea.Cmd { return p.orders.Order(p.id(), "", "") }},
		{ID: "customers.statement", Keys: "L", Help: "statement", Hint: p.hint("statement of"), Hide: true, Off: p.noRow, Do: p.statement},
		{ID: "customers.reread", Keys: "r", Help: "read again", Hide: true, Off: p.noRow, Do: func() tea.Cmd { return p.reread(p.id()) }},
		{ID: "customers.copy-id", Keys: "y", Help: "copy id", Hint: many.Hint("copy the ids of", ""), Hide: true, Off: many.Free(p.noRow), Do: many.Do(copyIDs, func() tea.Cmd { return p.copyID(p.id()) })},
		{ID: "customers.mark", Keys: "x", Help: "mark for deletion", Hint: many.Hint("mark for deletion", p.hint("mark for deletion")), Written: true, Risk: pane.Irreversible, Hide: true,
			Off: many.Off(p.noStatus), Do: many.Do(func(rows []store.Customer) tea.Cmd { return p.becomeAll(rows, platfone.CustomerMarked) }, p.mark)},
		{ID: "customers.refresh", Keys: "R", Help: "read the list again", Hide: true, Do: p.refresh},
		{ID: "customers.sort", Keys: "s", Help: "sort and columns", Hide: true, Do: p.sort},
		{ID: "customers.export", Keys: "E", Help: "export", Hint: many.Hint("export", ""), Off: p.noExport, Hide: true, Do: p.export},
	}
	acts = append(acts, p.book.Action("customers", many.Hint("tags of", ""), many.Free(p.noRow), p.noting))
	marks := pane.MarkActions("customers", &p.table.List, p.noRow, func() tea.Cmd { return tea.Batch(p.window.Move(0), p.readNear()) })
	marks[0].ID = "customers.mark-row" // the other mark is the one for deletion
	acts = append(acts, marks...)
	acts = append(append(acts, p.box.Actions()...), p.tabs.Actions()...)
	return p.kit.Bound(append(acts, p.moves()...))
}

// hint is a verb with the selected customer.
func (p *Pane) hint(verb string) string {
	c, _ := p.selected()
	return pane.Hint(verb, p.kit.Name(c.ID))
}

func (p *Pane) moves() []pane.Action {
	return pane.Moves("customers", func(d int) tea.Cmd {
		p.want = "" // whoever moves has looked away from what was just made
		return tea.Batch(p.window.Move(d), p.readNear())
	})
}

// id is the selected customer's.
func (p *Pane) id() string {
	c, _ := p.selected()
	return c.ID
}

func (p *Pane) noRow() string {
	if p.want != "" {
		return p.kit.Name(p.want).String() + " is on its way to the list: press the key again"
	}
	if _, ok := p.selected(); !ok {
		return "no customer is selected"
	}
	return ""
}

// off says what stands against an act upon the selected customer.
func (p *Pane) off(a act.Act) string {
	if why := p.noRow(); why != "" {
		return why
	}
	return p.foresight.Off(p.id(), a)
}

func (p *Pane) noNew() string    { return p.foresight.Barred(act.NewCustomer{}) }
func (p *Pane) noCredit() string { return p.off(act.Credit{}) }
func (p *Pane) noStatus() string { return p.off(act.Status{}) }
func (p *Pane) noOrder() string  { return p.off(act.Order{}) }

func (p *Pane) copyID(id string) tea.Cmd {
	return pane.Send(pane.Copy{Text: id, What: "customer id", Shown: p.kit.Name(id).String()})
}

// reread asks the provider about one customer.
func (p *Pane) reread(id string) tea.Cmd {
	desk, ctx, shown := p.desk, p.kit.Ctx, p.kit.Name(id).String()
	return func() tea.Msg {
		if err := desk.RefreshCustomer(ctx, id); err != nil {
			return pane.Toast{Text: saying(err), Bad: true}
		}
		return pane.Toast{Text: shown + " was read again."}
	}
}

// refresh asks the provider for the whole list.
func (p *Pane) refresh() tea.Cmd {
	desk, ctx := p.desk, p.kit.Ctx
	return func() tea.Msg {
		if err := desk.RefreshCustomers(ctx); err != nil {
			return pane.Toast{Text: saying(err), Bad: true}
		}
		return pane.Toast{Text: "The customers were read again."}
	}
}

// Jump implements pane.Jumper: a customer that is not at hand is looked for. "statement:" before its id opens its statement.
func (p *Pane) Jump(key string) tea.Cmd {
	id, stated := strings.CutPrefix(key, "statement:")
	if stated {
		s, ctx := p.store, p.kit.Ctx
		return tea.Batch(p.Jump(id), func() tea.Msg {
			c, err := s.Customer(ctx, id)
			return stating{p, c, err}
		})
	}
	if p.table.Select(id) {
		return p.readNear()
	}
	return tea.Batch(p.tabs.Go(viewAll), p.box.Set(id))
}

// Find implements pane.Finder: the customers at hand, and the search for others.
func (p *Pane) Find(words string) []pane.Found {
	ids := filter.Rows[string]{Text: func(id string) filter.Text { return filter.TextOf("", id) }}
	f := filter.Grammar{}.Parse(words, p.kit.Now())
	var out []pane.Found
	for _, c := range p.table.Rows() {
		if len(f.Terms) > 0 && ids.Pass(f, c.ID) {
			out = append(out, pane.Found{Label: c.ID, Go: pane.Goto{Pane: p.ID(), Key: c.ID}})
		}
	}
	if len(out) == 0 && !p.window.Whole() && len(f.Terms) > 0 {
		out = append(out, pane.Found{Label: "customers like " + words, Go: pane.Goto{Pane: p.ID(), Key: words}})
	}
	return out
}
