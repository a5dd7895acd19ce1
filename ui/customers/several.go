package customers

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// upon makes acts upon the marked customers of those upon the selected one.
func (p *Pane) upon() pane.Upon[store.Customer] {
	return pane.Upon[store.Customer]{List: &p.table.List, Barred: func() string { return p.foresight.Barred(act.NewCustomer{}) }}
}

// together asks about an act upon several customers.
func (p *Pane) together(title, verb, file string, rows []store.Customer, of func(store.Customer) act.Act) tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewTogether(p.kit, p.desk, pane.Several{
		Title: title, Verb: verb, File: file, Lines: pane.Hiding(&p.table.List), Done: p.table.TakeOff,
		Of: pane.Each(rows, func(c store.Customer) pane.Wanted { return pane.Wanted{Key: c.ID, Name: p.kit.Name(c.ID), Act: of(c)} }),
	})})
}

// many says how many customers there are.
func many(rows []store.Customer) string {
	return text.Count(int64(len(rows)), "customer", "customers").String()
}

// statusAll offers the statuses for several customers.
func (p *Pane) statusAll(rows []store.Customer) tea.Cmd {
	items := make([]pane.Item, len(statuses))
	for i, s := range statuses {
		stops := s.Stops()
		if stops == "" {
			stops = "orders and everything else work"
		}
		items[i] = pane.Item{Key: [...]string{"a", "p", "d", "m"}[i], Label: status(s), Note: text.Clean(stops), Do: func() tea.Cmd { return p.becomeAll(rows, s) }}
		if s == platfone.CustomerMarked {
			items[i].Label = text.Own("mark for deletion")
		}
	}
	return pane.Send(pane.Push{Sheet: pane.NewMenu(p.kit, "Status of "+many(rows), items...)})
}

// becomeAll asks about one status for several customers.
func (p *Pane) becomeAll(rows []store.Customer, to platfone.CustomerStatus) tea.Cmd {
	return p.together(text.Capital(status(to).String())+": "+many(rows), "change", "switchboard-status", rows, func(c store.Customer) act.Act {
		return act.Status{Customer: c.ID, Status: to}
	})
}

func copyIDs(rows []store.Customer) tea.Cmd {
	return pane.CopyLines(pane.Each(rows, func(c store.Customer) string { return c.ID }), "customer id", "customer ids")
}

// shared is the form for one change of the balance of each of several customers.
type shared struct {
	p            *Pane
	rows         []store.Customer
	references   map[string]string // of each customer's booking: it stays the same however often it is reviewed
	form         *pane.Form
	amount, gate *pane.Field
}

// creditAll opens the form.
func (p *Pane) creditAll(rows []store.Customer) tea.Cmd {
	s := &shared{p: p, rows: slices.Clone(rows), references: map[string]string{}, amount: pane.NewField("Amount", amountLimit)}
	for _, c := range rows {
		s.references[c.ID] = newReference(p.kit.Now())
	}
	s.amount.Check = checkAmount
	s.amount.Hint = func(v string) string {
		c, why := parseAmount("Amount", v)
		switch {
		case v == "" || why != "":
			return "35 adds to each, -35 deducts; dollars"
		case c < 0:
			return "deducts " + (-c).String() + " from each"
		}
		return "adds " + c.String() + " to each"
	}
	_, s.gate = moneyFields("", p.set.Gateway)
	s.form = pane.NewForm(s.amount, s.gate)
	return pane.Send(pane.Push{Sheet: s})
}

// Title implements pane.Sheet.
func (s *shared) Title() string { return "Balance of " + many(s.rows) }

// Capturing implements pane.Capturer.
func (s *shared) Capturing() bool { return true }

// Update implements pane.Sheet.
func (s *shared) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.form.Update(msg)
	}
	return nil
}

// Actions implements pane.Sheet.
func (s *shared) Actions() []pane.Action {
	review := pane.Action{ID: "balance.review", Key: keybook.Fixed("review", "enter"), Do: s.review}
	leave := pane.Action{ID: "balance.close", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }}
	return slices.Concat([]pane.Action{review}, s.form.Moves("balance", "next"), []pane.Action{leave})
}

// review asks about the bookings, each with a reference of its own.
func (s *shared) review() tea.Cmd {
	if !s.form.Verify() {
		return nil
	}
	c, _ := parseAmount("Amount", s.amount.Value())
	title := "Add " + c.String() + " to each of " + many(s.rows)
	if c < 0 {
		title = "Deduct " + (-c).String() + " from each of " + many(s.rows)
	}
	return pane.Sequence(pane.Send(pane.Pop{Sheet: s}), s.p.together(title, "book", "switchboard-booked", s.rows, func(of store.Customer) act.Act {
		return act.Credit{Customer: of.ID, Transaction: platfone.NewTransaction{ID: s.references[of.ID], Amount: c, Gateway: s.gate.Value()}}
	}))
}

// Wide implements pane.Wide: room for what is typed.
func (s *shared) Wide() int { return 74 }

// View implements pane.Sheet.
func (s *shared) View(w, h int) string {
	lines := append(append(s.form.View(s.p.kit, w), ""), pane.Prose(s.p.kit, style.Dim, "Each gets a reference of its own: it is booked only once.", w)...)
	return pane.Sight(lines, h)
}

// noting are the customers that a note is about.
func (p *Pane) noting() []pane.Noted {
	rows := p.upon().Rows()
	if c, ok := p.selected(); ok && len(rows) == 0 {
		rows = []store.Customer{c}
	}
	return pane.Each(rows, func(c store.Customer) pane.Noted { return pane.Noted{ID: c.ID, Name: p.kit.Name(c.ID)} })
}

// Marked implements pane.Marking.
func (p *Pane) Marked() int { return p.box.Marked() }
