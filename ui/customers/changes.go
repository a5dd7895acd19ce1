package customers

import (
	"cmp"
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

// offered is what stands against each status a customer could be given.
type offered struct {
	to    *Pane
	c     store.Customer
	stops map[platfone.CustomerStatus]act.Reason
	err   error
}

// chooseStatus has each status judged, and shows them.
func (p *Pane) chooseStatus(c store.Customer) tea.Cmd {
	desk, ctx := p.desk, p.kit.Ctx
	return func() tea.Msg {
		m := offered{to: p, c: c, stops: map[platfone.CustomerStatus]act.Reason{}}
		for _, s := range statuses {
			v, err := desk.Weigh(ctx, act.Status{Customer: c.ID, Status: s})
			if r, ok := v.Stop(); ok {
				m.stops[s] = r
			}
			m.err = cmp.Or(m.err, err)
		}
		return pane.Opening{Msg: m}
	}
}

// offer shows the statuses; those that stay as they are, or cannot be set, are pale.
func (p *Pane) offer(m offered) tea.Cmd {
	if m.err != nil {
		return pane.Send(pane.Toast{Text: saying(m.err), Bad: true})
	}
	items := make([]pane.Item, len(statuses))
	for i, s := range statuses {
		stops := s.Stops()
		if stops == "" {
			stops = "orders and everything else work"
		}
		items[i] = pane.Item{Key: [...]string{"a", "p", "d", "m"}[i], Label: status(s), Note: text.Clean(stops), Off: p.kit.Because(m.stops[s]),
			Do: func() tea.Cmd { return p.setStatus(m.c, s) }}
		if s == platfone.CustomerMarked {
			items[i].Label = text.Own("mark for deletion")
		}
	}
	return pane.Send(pane.Push{Sheet: pane.NewMenu(p.kit, "Status of "+p.kit.Name(m.c.ID).String(), items...)})
}

// mark is the shortest way to the mark for deletion.
func (p *Pane) mark() tea.Cmd {
	c, _ := p.selected()
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
	return pane.SayWhile(ch.shown+" becomes "+status(to).String()+" in "+text.Age(p.set.UndoWindow).String()+": u = undo", func() bool { return p.pending[c.ID] == ch && !ch.sent })
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
		Says: whose,
	})})
}

// whose is the customer's id in full.
func whose(kit *pane.Kit, a act.Act, _ string) []text.Safe {
	return []text.Safe{text.Own("id  ").Append(kit.Name(a.(act.Status).Customer))}
}

func (p *Pane) noUndo() string {
	if len(p.unsent()) > 0 {
		return ""
	}
	return "no change is waiting"
}

// Everywhere implements pane.Global: a change that waits is undone from any pane, as its message says.
func (p *Pane) Everywhere() []pane.Action {
	if len(p.unsent()) == 0 {
		return nil
	}
	return p.kit.Bound([]pane.Action{{ID: "customers.undo", Keys: "u", Help: "undo", Hide: true, Do: p.undo}})
}

// undo takes back the change that was asked for last.
func (p *Pane) undo() tea.Cmd {
	var last *change
	for _, ch := range p.unsent() {
		if last == nil || ch.asked.After(last.asked) {
			last = ch
		}
	}
	delete(p.pending, last.id)
	return pane.Say(last.shown + " stays as it is.")
}

// due sends what is due.
func (p *Pane) due() tea.Cmd {
	var cmds []tea.Cmd
	for _, ch := range p.unsent() {
		if !p.kit.Now().Before(ch.due) {
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
	if len(p.unsent()) == 0 {
		return nil
	}
	do := func() tea.Cmd {
		var cmds []tea.Cmd
		for _, ch := range p.unsent() {
			ch.sent = true
			cmds = append(cmds, p.send(*ch))
		}
		return pane.Sequence(append(cmds, tea.Quit)...)
	}
	return pane.NewConfirm(p.kit, "Quit while a customer is being changed?", "Q", "change and quit", do, func() []text.Safe {
		made := text.Own("No change is left to be made.")
		if n := len(p.unsent()); n > 0 {
			made = text.Count(int64(n), "change of status is", "changes of status are").Append(text.Own(" about to be made."))
		}
		return []text.Safe{
			made,
			text.Own("Ctrl-c quits and makes none that was not sent yet."),
		}
	})
}

// unsent are the changes that can still be taken back.
func (p *Pane) unsent() (list []*change) {
	for _, ch := range p.pending {
		if !ch.sent {
			list = append(list, ch)
		}
	}
	return list
}
