package activations

import (
	"errors"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// again is how soon a second press counts as "do it now": sooner it is the same press held.
const again = 400 * time.Millisecond

// ending is a number that is about to be canceled or finalized and can still
// be kept.
type ending struct {
	id, number string
	finalize   bool
	asked, due time.Time
	from       time.Time // from when on the provider allows it; zero where that is now
	sent       bool
}

// verb says what happens to the number in a while.
func (e *ending) verb() text.Safe {
	if e.finalize {
		return text.Own("Closes")
	}
	return text.Own("Cancels")
}

// ended is the answer to a cancel or a finalize.
type ended struct {
	id  string
	err error
	say string
}

// end begins the undo window of the selected number, waits for the moment it
// may be canceled, or, pressed again, does not wait any longer.
func (p *Pane) end() tea.Cmd {
	r, _ := p.table.Selected()
	now := p.now()
	if e := p.pending[r.ID]; e != nil {
		if now.Sub(e.asked) < again || p.later(r) {
			return nil
		}
		e.due = now
		return p.due()
	}
	e := &ending{id: r.ID, number: p.kit.Phone(r.Phone).String(), finalize: r.HasCode(), asked: now, due: now.Add(p.set.UndoWindow)}
	p.pending[r.ID] = e
	if at, ok := r.CancelAt(); ok && now.Before(at) {
		e.due, e.from = at, at
		return pane.SayWhile("Cancels "+e.number+" in "+text.Left(e.due.Sub(now)).String()+" (allowed after "+whole(r.CancelableAfter.Sub(r.CreatedAt))+"). u = undo", p.undoes(e))
	}
	if p.set.UndoWindow <= 0 {
		return p.due()
	}
	return pane.SayWhile("Closing "+e.number+" in "+strconv.Itoa(int(p.set.UndoWindow.Seconds()))+" s. u = undo, x = now", p.undoes(e))
}

// undoes is that what was asked for can still be undone.
func (p *Pane) undoes(e *ending) func() bool {
	return func() bool { return p.pending[e.id] == e && !e.sent }
}

// whole is a span in the larger of minutes and seconds that says it exactly.
func whole(d time.Duration) string {
	if n := int64(d.Round(time.Second) / time.Minute); n > 0 && d.Round(time.Second)%time.Minute == 0 {
		return text.Count(n, "minute", "minutes").String()
	}
	return text.Count(int64(d.Round(time.Second)/time.Second), "second", "seconds").String()
}

// unsent is what was asked for last of what can still be undone, nil when nothing can.
func (p *Pane) unsent() (last *ending) {
	for _, e := range p.pending {
		if !e.sent && (last == nil || e.asked.After(last.asked)) {
			last = e
		}
	}
	return last
}

// Everywhere implements pane.Global: what is about to be closed is undone from any pane, as its message says.
func (p *Pane) Everywhere() []pane.Action {
	if p.unsent() == nil {
		return nil
	}
	return p.kit.Bound([]pane.Action{{ID: "live.undo", Keys: "u", Help: "undo", Hide: true, Do: p.undo}})
}

// undo keeps the number whose window was opened last.
func (p *Pane) undo() tea.Cmd {
	last := p.unsent()
	if last == nil {
		return pane.Say("Too late to undo: it was sent already.")
	}
	delete(p.pending, last.id)
	if last.finalize {
		return pane.Say("Not closed. " + last.number + " stays.")
	}
	return pane.Say("Not canceled. " + last.number + " stays.")
}

// due sends what is due.
func (p *Pane) due() tea.Cmd {
	var cmds []tea.Cmd
	for _, e := range p.pending {
		if !e.sent && !p.now().Before(e.due) {
			e.sent = true
			cmds = append(cmds, p.send(*e))
		}
	}
	return tea.Batch(cmds...)
}

func (p *Pane) send(e ending) tea.Cmd {
	desk, ctx := p.desk, p.kit.Ctx
	return func() tea.Msg {
		if e.finalize {
			_, err := desk.Do(ctx, act.Finalize{ID: e.id}, act.None())
			return ended{e.id, err, e.number + " is closed; its place is free."}
		}
		_, err := desk.Do(ctx, act.Cancel{ID: e.id}, act.None())
		return ended{e.id, err, e.number + " is canceled; nothing is charged."}
	}
}

func (p *Pane) ended(m ended) tea.Cmd {
	delete(p.pending, m.id)
	if m.err != nil {
		return tea.Batch(p.load(), pane.Send(pane.Toast{Text: words(m.err), Bad: true}))
	}
	return tea.Batch(p.load(), pane.Say(m.say))
}

// Leaving asks before the console closes while a number can still be kept, an order is
// to be made again, or a code is nowhere but here.
func (p *Pane) Leaving() pane.Sheet {
	switch {
	case len(p.pending) == 0 && p.desk.Renewals() == 0 && p.store.UnsavedCodes() == 0:
		return nil
	case len(p.pending) == 0 && p.desk.Renewals() == 0:
		return pane.NewConfirm(p.kit, "Quit while codes are not saved?", "Q", "quit", func() tea.Cmd { return tea.Quit }, p.leftOpen)
	case len(p.pending) == 0:
		return pane.NewConfirm(p.kit, "Quit while orders are to be made again?", "Q", "quit", func() tea.Cmd { return tea.Quit }, p.leftOpen)
	}
	do := func() tea.Cmd {
		var cmds []tea.Cmd
		for _, e := range p.closing() {
			e.sent = true
			cmds = append(cmds, p.send(*e))
		}
		return pane.Sequence(append(cmds, tea.Quit)...)
	}
	return pane.NewConfirm(p.kit, "Quit while numbers are being closed?", "Q", "close them and quit", do, p.leftOpen)
}

// closing are the numbers that can be closed now and were not sent yet.
func (p *Pane) closing() (list []*ending) {
	for _, e := range p.pending {
		if !e.sent && !p.now().Before(e.from) {
			list = append(list, e)
		}
	}
	return list
}

// leftOpen says what becomes of each number that is about to be closed, as it is now.
func (p *Pane) leftOpen() []text.Safe {
	var lines []text.Safe
	say := func(n int, one, more, rest text.Literal) {
		if n > 0 {
			lines = append(lines, text.Count(int64(n), one, more).Append(text.Own(rest)))
		}
	}
	if n := p.desk.Renewals(); n > 0 {
		lines = append(lines, text.Count(int64(n), "number would be", "numbers would be").Append(text.Own(" ordered again without a code: quitting ends that.")))
	}
	if n := p.store.UnsavedCodes(); n > 0 {
		lines = append(lines, text.Count(int64(n), "code is", "codes are").Append(text.Own(" in memory alone, since nothing can be saved: copy them first with c, or make room.")))
	}
	if len(p.pending) == 0 {
		if len(lines) == 0 {
			lines = append(lines, text.Own("Nothing is left to be closed, ordered again or saved."))
		}
		return lines
	}
	sent, now := 0, len(p.closing())
	for _, e := range p.pending {
		if e.sent {
			sent++
		}
	}
	say(now, "number is", "numbers are", " about to be closed.")
	say(sent, "number is", "numbers are", " on the way: that cannot be stopped.")
	say(len(p.pending)-now-sent, "number", "numbers", " cannot be canceled yet: quitting keeps it.")
	return append(lines, text.Own("Ctrl-c quits and keeps those that were not sent yet."))
}

// words is what an act's error says to a person. An unknown outcome is not a failure.
func words(err error) string {
	var u *store.Unsettled
	if errors.As(err, &u) {
		return u.Sentence()
	}
	return store.Said(err)
}
