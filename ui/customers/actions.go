package customers

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/store/filter"
	"switchboard/ui/pane"
)

type bindings struct {
	open, balance, status, mark, create, order, id, reread, refresh, sort, undo key.Binding
	up, down, top, bottom, pageUp, pageDown                                     key.Binding
}

func bind(kit *pane.Kit) bindings {
	b := kit.Bind
	return bindings{
		open: b("customers.open", "open", "enter"), balance: b("customers.balance", "balance", "b"),
		status: b("customers.status", "status", "e"), mark: b("customers.mark", "mark for deletion", "x"),
		create: b("customers.new", "new", "n"), order: b("customers.order", "order for this one", "N"),
		id: b("customers.copy-id", "copy id", "y"), reread: b("customers.reread", "read again", "r"),
		refresh: b("customers.refresh", "read the list again", "R"), sort: b("customers.sort", "sort and columns", "s"),
		undo: b("customers.undo", "keep it as it is", "u"),
		up:   b("customers.up", "up", "up", "k"), down: b("customers.down", "down", "down", "j"),
		top: b("customers.top", "first", "home", "g"), bottom: b("customers.bottom", "last", "end", "G"),
		pageUp: b("customers.page-up", "page up", "pgup", "ctrl+u"), pageDown: b("customers.page-down", "page down", "pgdown", "ctrl+d"),
	}
}

// Actions implements pane.Pane.
func (p *Pane) Actions() []pane.Action {
	k := p.keys
	if p.box.Capturing() {
		return append(p.box.Actions(), p.moves()...)
	}
	acts := []pane.Action{
		{ID: "customers.open", Key: k.open, Off: p.noRow, Do: p.open},
		{ID: "customers.undo", Key: k.undo, Off: p.noUndo, Do: p.undo},
		{ID: "customers.balance", Key: k.balance, Risk: pane.Spends, Off: p.noChange, Do: func() tea.Cmd { return p.adjust(p.id()) }},
		{ID: "customers.status", Key: k.status, Risk: pane.Undoable, Off: p.noChange, Do: p.statusMenu},
		{ID: "customers.new", Key: k.create, Off: p.desk.Refusal, Do: p.create},
		{ID: "customers.order", Key: k.order, Risk: pane.Spends, Off: p.noOrder, Do: func() tea.Cmd { return p.orders.Order(p.id(), "", "") }},
		{ID: "customers.reread", Key: k.reread, Hide: true, Off: p.noRow, Do: func() tea.Cmd { return p.reread(p.id()) }},
		{ID: "customers.copy-id", Key: k.id, Hide: true, Off: p.noRow, Do: func() tea.Cmd { return p.copyID(p.id()) }},
		{ID: "customers.mark", Key: k.mark, Risk: pane.Irreversible, Hide: true, Off: p.noChange, Do: p.mark},
		{ID: "customers.refresh", Key: k.refresh, Hide: true, Do: p.refresh},
		{ID: "customers.sort", Key: k.sort, Hide: true, Do: p.sort},
	}
	acts = append(append(acts, p.box.Actions()...), p.tabs.Actions()...)
	return append(acts, p.moves()...)
}

func (p *Pane) moves() []pane.Action {
	k := p.keys
	by := func(then func() tea.Cmd) func() tea.Cmd {
		return func() tea.Cmd {
			p.want = "" // whoever moves has looked away from what was just made
			return then()
		}
	}
	move := func(d int) func() tea.Cmd { return by(func() tea.Cmd { return p.window.Move(d) }) }
	return []pane.Action{
		{ID: "customers.up", Key: k.up, Hide: true, Do: move(-1)},
		{ID: "customers.down", Key: k.down, Hide: true, Do: move(1)},
		{ID: "customers.page-up", Key: k.pageUp, Hide: true, Do: move(-10)},
		{ID: "customers.page-down", Key: k.pageDown, Hide: true, Do: move(10)},
		{ID: "customers.top", Key: k.top, Hide: true, Do: by(p.window.Home)},
		{ID: "customers.bottom", Key: k.bottom, Hide: true, Do: by(p.window.End)},
	}
}

// id is the selected customer's.
func (p *Pane) id() string {
	c, _ := p.selected()
	return c.ID
}

func (p *Pane) noRow() string {
	if _, ok := p.selected(); !ok {
		return "no customer is selected"
	}
	return ""
}

func (p *Pane) noChange() string {
	if why := p.noRow(); why != "" {
		return why
	}
	return p.desk.Refusal()
}

func (p *Pane) noOrder() string {
	if why := p.noChange(); why != "" {
		return why
	}
	c, _ := p.selected()
	return c.Status.MayOrder()
}

func (p *Pane) copyID(id string) tea.Cmd {
	return pane.Send(pane.Copy{Text: id, What: "Customer id", Shown: p.kit.Name(id).String()})
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

// Jump implements pane.Jumper: a customer that is not at hand is looked for.
func (p *Pane) Jump(id string) tea.Cmd {
	if p.table.Select(id) {
		return nil
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
