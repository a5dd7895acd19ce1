package listings

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// upon makes acts upon the marked numbers of those upon the selected one.
func (p *Pane) upon() pane.Upon[row] {
	return pane.Upon[row]{List: &p.table.List, Barred: func() string { return p.foresight.Barred(act.Stage{}) }}
}

// payAll asks about preparing the payment of several numbers; each gets its link.
func (p *Pane) payAll(rows []row) tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewTogether(p.kit, p.desk, pane.Several{
		Title: "Prepare the payment of " + text.Count(int64(len(rows)), "number", "numbers").String(), Verb: "prepare", File: "switchboard-payments",
		Lines: append([]text.Safe{text.Own("Nothing is paid here: each number gets a link.")}, pane.Hiding(&p.table.List)...), Done: p.table.TakeOff,
		Of: pane.Each(rows, func(r row) pane.Wanted {
			return pane.Wanted{Key: string(r.E164), Name: p.kit.Phone(r.E164), Act: act.Pay{Number: r.E164}}
		}),
		Says: func(out act.Outcome) string {
			switch c, ok := out.(numbersonline.Checkout); {
			case ok && c.Verified():
				return "it is verified already: nothing is to be paid"
			case ok:
				return c.URL
			}
			return ""
		},
	})})
}

// checkAll reads several numbers again, and says how many could not be.
func (p *Pane) checkAll(rows []row) tea.Cmd {
	desk, ctx := p.desk, p.kit.Ctx
	return func() tea.Msg {
		var failed error
		n := 0
		for _, r := range rows {
			if err := desk.Refresh(ctx, r.E164); err != nil {
				failed = err
				if act.Repeats(err) {
					break
				}
				continue
			}
			n++
		}
		said := text.Int(int64(n)).Append(text.Sentence(" of {} read", text.Count(int64(len(rows)), "number", "numbers"))).String()
		if failed != nil {
			return pane.Toast{Text: said + ". " + store.Said(failed), Bad: true}
		}
		return pane.Toast{Text: said + "."}
	}
}

func copyNumbers(rows []row) tea.Cmd {
	return pane.CopyLines(pane.Each(rows, func(r row) string { return string(r.E164) }), "number", "numbers")
}

// noting are the numbers that a note is about.
func (p *Pane) noting() []pane.Noted {
	rows := p.upon().Rows()
	if r, ok := p.table.Selected(); ok && len(rows) == 0 {
		rows = []row{r}
	}
	return pane.Each(rows, func(r row) pane.Noted { return pane.Noted{ID: string(r.E164), Name: p.kit.Phone(r.E164)} })
}

// Marked implements pane.Marking.
func (p *Pane) Marked() int { return p.filter.Marked() }
