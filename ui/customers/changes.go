package customers

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// change is a status that is about to be set and can still be taken back.
type change struct {
	id, shown string
	to        platfone.CustomerStatus
	asked     time.Time
	due       time.Time
	sent      bool
}

// settled is the answer to a change of status.
type settled struct {
	change change
	err    error
}

// statusMenu offers the four statuses, each with what it stops.
func (p *Pane) statusMenu() tea.Cmd {
	c, _ := p.selected()
	return p.chooseStatus(c)
}

func (p *Pane) chooseStatus(c store.Customer) tea.Cmd {
	items := make([]pane.Item, len(statuses))
	for i, s := range statuses {
		stops := s.Stops()
		if stops == "" {
			stops = "orders and everything else work"
		}
		items[i] = pane.Item{Key: [...]string{"a", "p", "d", "m"}[i], Label: status(s), Note: text.Clean(stops), Do: func() tea.Cmd { return p.setStatus(c, s) }}
		if s == platfone.CustomerMarked {
			items[i].Label = text.Own("mark for deletion")
		}
		if s == c.Status {
			items[i].Off = "it has this status already"
		}
	}
	return pane.Send(pane.Push{Sheet: pane.NewMenu(p.kit, "Status of "+p.kit.Name(c.ID).String(), items...)})
}

// mark is the shortest way to the mark for deletion.
func (p *Pane) mark() tea.Cmd {
	c, _ := p.selected()
	if c.Status == platfone.CustomerMarked {
		return pane.Say(p.kit.Name(c.ID).String() + " is marked for deletion already.")
	}
	return p.setStatus(c, platfone.CustomerMarked)
}

// setStatus begins the time in which a change can be taken back. What stops a
// customer, perhaps for good, is asked about instead.
func (p *Pane) setStatus(c store.Customer, to platfone.CustomerStatus) tea.Cmd {
	now := p.kit.Now()
	ch := &change{id: c.ID, shown: p.kit.Name(c.ID).String(), to: to, asked: now, due: now.Add(p.set.UndoWindow)}
	if to == platfone.CustomerMarked || to == platfone.CustomerDisabled {
		return p.askFirst(c, ch)
	}
	if before := p.pending[c.ID]; before != nil && before.sent {
		return pane.Say("The last change is still on its way: wait for its answer.")
	}
	p.pending[c.ID] = ch
	if p.set.UndoWindow <= 0 {
		return p.due()
	}
	return pane.Say(ch.shown + " becomes " + status(to).String() + " in " + text.Age(p.set.UndoWindow).String() + ": u = undo")
}

// askFirst asks about a change that is not made by itself after a while.
func (p *Pane) askFirst(c store.Customer, ch *change) tea.Cmd {
	title, verb := "Disable "+ch.shown, "disable"
	if ch.to == platfone.CustomerMarked {
		title, verb = "Mark "+ch.shown+" for deletion", "mark"
	}
	return pane.Send(pane.Push{Sheet: pane.NewAgree(p.kit, p.desk, pane.Agreement{
		Title: title, Verb: verb, Act: act.Status{Customer: c.ID, Status: ch.to},
		Done: func(_ act.Outcome, err error) tea.Msg { return settled{*ch, err} },
		Lines: []text.Safe{
			text.Own("id  ").Append(p.kit.Name(c.ID)),
		},
	})})
}

func (p *Pane) noUndo() string {
	for _, ch := range p.pending {
		if !ch.sent {
			return ""
		}
	}
	return "no change is waiting"
}

// undo takes back the change that was asked for last.
func (p *Pane) undo() tea.Cmd {
	var last *change
	for _, ch := range p.pending {
		if !ch.sent && (last == nil || ch.asked.After(last.asked)) {
			last = ch
		}
	}
	delete(p.pending, last.id)
	return pane.Say(last.shown + " stays as it is.")
}

// due sends what is due.
func (p *Pane) due() tea.Cmd {
	var cmds []tea.Cmd
	for _, ch := range p.pending {
		if !ch.sent && !p.kit.Now().Before(ch.due) {
			ch.sent = true
			cmds = append(cmds, p.send(*ch))
		}
	}
	return tea.Batch(cmds...)
}

func (p *Pane) send(ch change) tea.Cmd {
	desk, ctx := p.desk, p.kit.Ctx
	return func() tea.Msg {
		_, err := desk.Do(ctx, act.Status{Customer: ch.id, Status: ch.to}, act.None())
		return settled{ch, err}
	}
}

func (p *Pane) settle(m settled) tea.Cmd {
	delete(p.pending, m.change.id)
	if m.err != nil {
		return pane.Send(pane.Toast{Text: saying(m.err), Bad: true})
	}
	return pane.Say(m.change.shown + " is " + status(m.change.to).String() + " now.")
}

// Leaving asks before the console closes while a change can still be taken back.
func (p *Pane) Leaving() pane.Sheet {
	var cmds []tea.Cmd
	for _, ch := range p.pending {
		if !ch.sent {
			cmds = append(cmds, p.send(*ch))
		}
	}
	if len(cmds) == 0 {
		return nil
	}
	do := func() tea.Cmd { return pane.Sequence(append(cmds, tea.Quit)...) }
	return pane.NewConfirm(p.kit, "Quit while a customer is being changed?", "Q", "change and quit", do,
		text.Count(int64(len(cmds)), "change of status is", "changes of status are").Append(text.Own(" about to be made.")),
		text.Own("Ctrl-c quits and makes none that was not sent yet."))
}
