package activations

import (
	"context"
	"time"

	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/ui/pane"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []pane.Action {
	k := p.keys
	move := func(d int) func() tea.Cmd {
		return func() tea.Cmd {
			p.moved = p.now()
			p.table.Move(d)
			return p.readPair()
		}
	}
	const far = 1 << 20
	moves := []pane.Action{
		{ID: "live.up", Key: k.up, Hide: true, Do: move(-1)},
		{ID: "live.down", Key: k.down, Hide: true, Do: move(1)},
		{ID: "live.page-up", Key: k.pageUp, Hide: true, Do: move(-10)},
		{ID: "live.page-down", Key: k.pageDown, Hide: true, Do: move(10)},
		{ID: "live.top", Key: k.top, Hide: true, Do: move(-far)},
		{ID: "live.bottom", Key: k.bottom, Hide: true, Do: move(far)},
	}
	if p.filter.Capturing() {
		return append(p.filter.Actions(), moves...)
	}
	return slices.Concat([]pane.Action{
		{ID: "live.copy-code", Key: k.copyCode, Off: p.noCode, Hide: true, Do: p.copyCode},
		{ID: "live.copy-number", Key: k.copyNumber, Off: p.noRow, Do: p.copyNumber},
		{ID: "live.order", Key: k.order, Risk: pane.Spends, Off: p.noOrder, Do: p.order},
		{ID: "live.another-sms", Key: k.retry, Off: p.noRetry, Do: p.retry},
		{ID: "live.end", Key: k.end, Risk: pane.Undoable, Off: p.noEnd, Do: p.end},
		{ID: "live.undo", Key: k.undo, Off: p.noUndo, Do: p.undo},
		{ID: "live.report", Key: k.report, Off: p.noReport, Do: p.report},
		{ID: "live.again", Key: k.again, Risk: pane.Spends, Hide: true, Off: p.noAgain, Do: p.again},
		{ID: "live.big", Key: k.big, Off: p.noRow, Hide: true, Do: p.showBig},
		{ID: "live.open", Key: k.open, Off: p.noRow, Hide: true, Do: p.open},
		{ID: "live.keep", Key: k.keep, Off: p.noRow, Hide: true, Do: p.keepOnTop},
		{ID: "live.vendor", Key: k.vendor, Hide: true, Off: p.noVendor, Do: func() tea.Cmd { return pane.Send(pane.Open{URL: p.set.Vendor}) }},
		{ID: "live.copy-more", Key: k.copyMenu, Off: p.noRow, Hide: true, Do: p.copyMenu},
	}, p.filter.Actions(), moves)
}

// Everywhere implements pane.Global: the newest code is one key away from any pane.
func (p *Pane) Everywhere() []pane.Action {
	return []pane.Action{{ID: "live.copy-newest", Key: p.keys.copyNewest, Off: p.noNewest, Do: p.copyNewest}}
}

func (p *Pane) noRow() string {
	if _, ok := p.table.Selected(); !ok {
		return "no number is selected"
	}
	return ""
}

func (p *Pane) noCode() string {
	r, ok := p.table.Selected()
	switch {
	case !ok:
		return "no number is selected"
	case !r.HasCode() && len(r.codes) == 0:
		return "no code has arrived for this number"
	}
	return ""
}

func (p *Pane) noRetry() string {
	r, ok := p.table.Selected()
	if !ok {
		return "no number is selected"
	}
	if why := p.desk.Refusal(); why != "" {
		return why
	}
	return r.CanRetry(p.now())
}

// noEnd says why the number can be neither canceled nor finalized. One that
// can be canceled later can be ended: the act waits for the moment.
func (p *Pane) noEnd() string {
	r, ok := p.table.Selected()
	if !ok {
		return "no number is selected"
	}
	if why := p.desk.Refusal(); why != "" {
		return why
	}
	if r.HasCode() {
		return r.CanFinalize(p.now())
	}
	if p.later(r) {
		return ""
	}
	return r.CanCancel(p.now())
}

// later reports whether canceling is only a matter of time.
func (p *Pane) later(r row) bool {
	now := p.now()
	return r.State(now) == platfone.Waiting && !r.CancelableAfter.IsZero() && !now.After(r.CancelableAfter) && r.CancelableAfter.Before(r.ExpireAt)
}

func (p *Pane) noUndo() string {
	if len(p.pending) == 0 {
		return "nothing is about to be ended"
	}
	return ""
}

func (p *Pane) noReport() string {
	r, ok := p.table.Selected()
	switch {
	case !ok:
		return "no number is selected"
	case p.set.Reports == nil:
		return "there is nobody to report to here"
	}
	if why := p.desk.Refusal(); why != "" {
		return why
	}
	return r.CanReport(p.now(), r.ReportBy())
}

func (p *Pane) report() tea.Cmd {
	r, _ := p.table.Selected()
	return p.set.Reports.Report(r.Activation.Activation)
}

func (p *Pane) noOrder() string { return p.desk.Refusal() }

func (p *Pane) noAgain() string {
	if why := p.noRow(); why != "" {
		return why
	}
	return p.noOrder()
}

func (p *Pane) order() tea.Cmd { return p.orders.Order("", "", "") }

func (p *Pane) again() tea.Cmd {
	r, _ := p.table.Selected()
	return p.orders.Order(r.CustomerID, r.ServiceID, r.CountryID)
}

func (p *Pane) retry() tea.Cmd {
	r, _ := p.table.Selected()
	id, desk, ctx := r.ID, p.desk, p.kit.Ctx
	done := "Asked for another SMS. The earlier code " + p.kit.Code(r.Code).String() + " is kept here."
	return func() tea.Msg {
		if err := desk.Retry(ctx, id); err != nil {
			return pane.Toast{Text: words(err), Bad: true}
		}
		return pane.Toast{Text: done}
	}
}

// keptKind is the kind of favourites that stay on top of the list.
const keptKind = "activation"

// keepOnTop keeps the selected number over the others, or no longer.
func (p *Pane) keepOnTop() tea.Cmd {
	r, _ := p.table.Selected()
	s, ctx := p.store, p.kit.Ctx
	p.moved = time.Time{} // the row goes to its new place at once
	return func() tea.Msg {
		if err := s.ToggleFavourite(context.WithoutCancel(ctx), keptKind, r.ID); err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
		return nil
	}
}

func (p *Pane) noVendor() string {
	if p.set.Vendor == "" {
		return "the sandbox has no page to open"
	}
	return ""
}
