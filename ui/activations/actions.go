package activations

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store/act"
	"switchboard/ui/pane"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []pane.Action {
	moves := pane.Moves("live", p.move)
	if p.filter.Capturing() {
		return p.filter.Typing(moves)
	}
	many := p.upon()
	return p.kit.Bound(slices.Concat([]pane.Action{
		{ID: "live.order", Keys: "n", Help: "order", Written: true, Risk: pane.Spends, Off: p.noOrder, Do: p.order},
		{ID: "live.copy-number", Keys: "y", Help: "copy the number", Hint: many.Hint("copy the numbers of", ""), Off: many.Free(p.noRow), Do: many.Do(p.copyNumbers, p.copyNumber)},
		{ID: "live.another-sms", Keys: "r", Help: "another SMS", Hint: many.Hint("another SMS to", ""), Off: many.Off(p.noRetry), Do: many.Do(p.retryAll, p.retry)},
		{ID: "live.end", Keys: "x", Help: "close", Hint: many.Hint("close", p.hint("close")), Main: true, Risk: pane.Undoable, Off: many.Off(p.noEnd), Do: many.Do(p.endAll, p.end)},
		{ID: "live.undo", Keys: "u", Help: "undo", Main: true, Off: p.noUndo, Do: p.undo},
		{ID: "live.report", Keys: "f", Help: "report", Hint: many.Hint("report", ""), Off: p.noReports, Do: many.Do(p.reportAll, p.report)},
		{ID: "live.again", Keys: "N", Help: "order the same again", Written: true, Risk: pane.Spends, Hide: true, Off: p.noAgain, Do: p.again},
		{ID: "live.renew", Keys: "A", Help: "order again when it expires", Hint: p.renewWords(), Written: true, Risk: pane.Spends, Hide: true, Off: p.noRenew, Do: p.renew},
		{ID: "live.open", Keys: "enter", Help: "open", Hint: p.leads(), Main: p.inToday(), Off: p.noOpen, Hide: !p.inToday(), Do: p.open},
		p.kit.BalanceOf("live", p.table.Marks, func() (id, none string) { r, _ := p.selected(); return r.CustomerID, p.noRow() }),
		{ID: "live.keep", Keys: "*", Help: "keep on top", Off: p.noRow, Hide: true, Do: p.keepOnTop},
		{ID: "live.vendor", Keys: "o", Help: "provider's page", Hide: true, Off: p.noVendor, Do: func() tea.Cmd { return pane.Send(pane.Open{URL: p.set.Vendor}) }},
		{ID: "live.inspect", Keys: "i", Help: "inspect the text", Off: p.noInspect, Hide: true, Do: p.inspect},
		{ID: "live.export", Keys: "E", Help: "export", Hint: many.Hint("export", ""), Off: many.Free(p.noExport), Hide: true, Do: p.export},
		many.CopyMore(p.kit, "live", p.noRow, p.copyMenu, p.copies),
		{ID: "live.columns", Keys: "s", Help: "columns", Hide: true, Do: p.chosen.Ask},
		p.book.Action("live", many.Hint("tags of", ""), many.Free(p.noRow), p.noting),
	}, pane.MarkActions("live", &p.table.List, p.noRow, p.readNear), p.filter.Actions(), moves))
}

// hint is a verb with the selected number.
func (p *Pane) hint(verb string) string {
	r, ok := p.selected()
	if !ok {
		return ""
	}
	return verb + " " + p.kit.Short(r.Phone).String()
}

// selected is the number under the cursor; none while one that was just ordered
// is on its way there: what is typed next is meant for that one.
func (p *Pane) selected() (row, bool) {
	if p.want != "" || p.inToday() {
		return row{}, false
	}
	return p.table.Selected()
}

// nothing says why no number is selected.
func (p *Pane) nothing() string {
	if p.want != "" {
		return "the number is on its way to the list: press the key again"
	}
	if p.inToday() {
		return "the cursor is in Today: Up goes back to the numbers"
	}
	return "no number is selected"
}

func (p *Pane) move(d int) tea.Cmd {
	p.moved, p.want = p.now(), ""
	if p.moveToday(d) {
		return nil
	}
	p.table.Move(d)
	return p.readNear()
}

func (p *Pane) noRow() string {
	if _, ok := p.selected(); !ok {
		return p.nothing()
	}
	return ""
}

// noInspect says why the characters of the selected text are not shown.
func (p *Pane) noInspect() string {
	r, ok := p.selected()
	if !ok {
		return p.nothing()
	}
	return p.kit.NoInspect(r.Text)
}

func (p *Pane) inspect() tea.Cmd {
	r, _ := p.selected()
	return pane.Inspect(p.kit, r.Text)
}

func (p *Pane) noRetry() string {
	return p.off(func(r row) act.Act { return act.Again{ID: r.ID} })
}

// noEnd says why the number can be neither canceled nor finalized. One that
// can be canceled later can be ended: the act waits for the moment.
func (p *Pane) noEnd() string {
	r, ok := p.selected()
	if !ok {
		return p.nothing()
	}
	if why, stopped := p.foresight.Stop(r.subject(), r.ender()); stopped && why.Code != act.TooEarly {
		return p.kit.Because(why)
	}
	return ""
}

// ender is the act that ends the number.
func (r row) ender() act.Act {
	if r.HasCode() {
		return act.Finalize{ID: r.ID}
	}
	return act.Cancel{ID: r.ID}
}

// later reports whether canceling is only a matter of time.
func (p *Pane) later(r row) bool {
	at, ok := r.CancelAt()
	return ok && p.now().Before(at)
}

func (p *Pane) noUndo() string {
	if len(p.pending) == 0 {
		return "nothing is about to be closed"
	}
	return ""
}

func (p *Pane) noReports() string {
	if p.set.Reports == nil {
		return "reports are not set up in this profile"
	}
	return p.upon().Off(p.noReport)()
}

func (p *Pane) noReport() string {
	return p.off(func(r row) act.Act { return act.Report{ID: r.ID} })
}

func (p *Pane) report() tea.Cmd {
	r, _ := p.selected()
	return p.set.Reports.Report(r.Activation.Activation)
}

func (p *Pane) noOrder() string { return p.foresight.Barred(act.Order{}) }

func (p *Pane) noAgain() string {
	return p.off(func(r row) act.Act { return act.Order{Customer: r.CustomerID} })
}

func (p *Pane) order() tea.Cmd { return p.orders.Order("", "", "") }

func (p *Pane) again() tea.Cmd {
	r, _ := p.selected()
	return p.orders.Order(r.CustomerID, r.ServiceID, r.CountryID)
}

func (p *Pane) retry() tea.Cmd {
	r, _ := p.selected()
	id, desk, ctx := r.ID, p.desk, p.kit.Ctx
	done := "Asked for another SMS. The earlier code " + p.kit.Code(r.Code).String() + " is kept here."
	return func() tea.Msg {
		if _, err := desk.Do(ctx, act.Again{ID: id}, act.None()); err != nil {
			return pane.Toast{Text: words(err), Bad: true}
		}
		return pane.Toast{Text: done}
	}
}

// keptKind is the kind of favourites that stay on top of the list.
const keptKind = "activation"

// keepOnTop keeps the selected number over the others, or no longer.
func (p *Pane) keepOnTop() tea.Cmd {
	r, _ := p.selected()
	s, ctx := p.store, p.kit.Ctx
	p.moved = time.Time{} // the row goes to its new place at once
	return pane.Try(func() error { return s.ToggleFavourite(context.WithoutCancel(ctx), keptKind, r.ID) }, "")
}

func (p *Pane) noVendor() string {
	if p.set.Vendor == "" {
		return "the sandbox has no page to open"
	}
	return ""
}
