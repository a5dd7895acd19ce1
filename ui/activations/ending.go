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
		e.due = at
		return pane.Say("Cancels " + e.number + " in " + text.Left(e.due.Sub(now)).String() + " (allowed after " + whole(r.CancelableAfter.Sub(r.CreatedAt)) + "). u = undo")
	}
	if p.set.UndoWindow <= 0 {
		return p.due()
	}
	return pane.Say("Closing " + e.number + " in " + strconv.Itoa(int(p.set.UndoWindow.Seconds())) + " s. u = undo, x = now")
}

// whole is a span in the larger of minutes and seconds that says it exactly.
func whole(d time.Duration) string {
	if n := int64(d.Round(time.Second) / time.Minute); n > 0 && d.Round(time.Second)%time.Minute == 0 {
		return text.Count(n, "minute", "minutes").String()
	}
	return text.Count(int64(d.Round(time.Second)/time.Second), "second", "seconds").String()
}

// undo keeps the number whose window was opened last.
func (p *Pane) undo() tea.Cmd {
	var last *ending
	for _, e := range p.pending {
		if !e.sent && (last == nil || e.asked.After(last.asked)) {
			last = e
		}
	}
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

// Leaving asks before the console closes while a number can still be kept.
func (p *Pane) Leaving() pane.Sheet {
	if len(p.pending) == 0 {
		return nil
	}
	var cmds []tea.Cmd
	for _, e := range p.pending {
		if !e.sent && p.now().Sub(e.asked) < p.set.UndoWindow+time.Second {
			cmds = append(cmds, p.send(*e))
		}
	}
	do := func() tea.Cmd { return pane.Sequence(append(cmds, tea.Quit)...) }
	return pane.NewConfirm(p.kit, "Quit while numbers are being closed?", "Q", "close them and quit", do,
		text.Count(int64(len(p.pending)), "number is", "numbers are").Append(text.Own(" about to be closed.")),
		text.Own("Ctrl-c quits and keeps those that were not sent yet."))
}

// words is what an act's error says to a person. An unknown outcome is not a failure.
func words(err error) string {
	var u *store.Unsettled
	if errors.As(err, &u) {
		return u.Sentence()
	}
	return err.Error()
}
