package activations

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// upon makes acts upon the marked rows of those upon the selected one.
func (p *Pane) upon() pane.Upon[row] {
	return pane.Upon[row]{List: &p.table.List, Aside: p.inToday, Barred: func() string { return p.foresight.Barred(act.Order{}) }}
}

// together asks about an act upon several numbers.
func (p *Pane) together(title text.Literal, verb string, rows []row, of func(row) act.Act) tea.Cmd {
	return p.ask(p.several(title, verb, rows, of))
}

func (p *Pane) ask(s pane.Several) tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewTogether(p.kit, p.desk, s)})
}

func (p *Pane) several(title text.Literal, verb string, rows []row, of func(row) act.Act) pane.Several {
	wanted := pane.Each(rows, func(r row) pane.Wanted {
		return pane.Wanted{Key: r.ID, Name: p.kit.Phone(r.Phone), Act: of(r)}
	})
	return pane.Several{
		Title: text.Own(title).Append(text.Own(" "), text.Count(int64(len(rows)), "number", "numbers")).String(),
		Verb:  verb, Of: wanted, Lines: pane.Hiding(&p.table.List), File: "switchboard-" + verb, Done: p.table.TakeOff,
	}
}

// endAll asks about closing several numbers. One that is about to be closed by
// itself stays so until it was closed with them.
func (p *Pane) endAll(rows []row) tea.Cmd {
	all := p.several("Close", "close", rows, row.ender)
	all.Done = func(id string) {
		if e := p.pending[id]; e != nil && !e.sent {
			delete(p.pending, id)
		}
		p.table.TakeOff(id)
	}
	return p.ask(all)
}

func (p *Pane) retryAll(rows []row) tea.Cmd {
	return p.together("Another SMS to", "ask", rows, func(r row) act.Act { return act.Again{ID: r.ID} })
}

func (p *Pane) reportAll(rows []row) tea.Cmd {
	return p.set.Reports.ReportSeveral(pane.Each(rows, func(r row) platfone.Activation { return r.Activation.Activation }),
		pane.Hiding(&p.table.List), p.table.TakeOff)
}

func (p *Pane) copyNumbers(rows []row) tea.Cmd {
	return pane.CopyLines(pane.Each(rows, func(r row) string { return string(r.Phone) }), "number", "numbers")
}

// copies are what several rows have to be copied.
func (p *Pane) copies() []pane.Lines[row] {
	return pane.CodeLines(func(r row) store.Activation { return r.Activation }, "no code has come to them", p.markAllCopied)
}

// markAllCopied notes that the newest codes of several numbers were copied.
func (p *Pane) markAllCopied(rows []row) tea.Cmd {
	var cmds []tea.Cmd
	for _, r := range rows {
		if n := len(r.codes); n > 0 {
			cmds = append(cmds, p.markCopied(r.codes[n-1].ID, p.code(r).Name))
		}
	}
	return tea.Batch(cmds...)
}

// lose takes the marks off numbers that left the list, and says so.
func (p *Pane) lose() tea.Cmd {
	there := map[string]bool{}
	for _, r := range p.all {
		there[r.ID] = true
	}
	return pane.MarksLost(p.table.Lose(func(id string) bool { return there[id] }), &p.table.List)
}

// noting are the numbers that a note is about.
func (p *Pane) noting() []pane.Noted {
	rows := p.upon().Rows()
	if r, ok := p.selected(); ok && len(rows) == 0 {
		rows = []row{r}
	}
	return pane.Each(rows, func(r row) pane.Noted { return pane.Noted{ID: r.ID, Name: p.kit.Phone(r.Phone)} })
}

// Marked implements pane.Marking.
func (p *Pane) Marked() int { return p.filter.Marked() }
