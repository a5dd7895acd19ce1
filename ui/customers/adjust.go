package customers

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/store"
	"switchboard/ui/pane"
)

// draft is an adjustment as far as it was thought out. Its reference stays the
// same however often it is sent, which is what keeps it from being booked twice.
type draft struct {
	amount, reference, gateway string
	intent                     int64 // of the attempt whose answer was lost, 0 when there is none
}

// ready is what the form begins with.
type ready struct {
	c     store.Customer
	draft draft
	left  *left             // of a console that closed
	state store.IntentState // of the attempt whose answer was lost
	err   error
}

// adjustment is the form for a change of a customer's balance.
type adjustment struct {
	p       *Pane
	c       store.Customer
	form    *pane.Form
	amount  *pane.Field
	ref     *pane.Field
	gate    *pane.Field
	intent  int64
	note    string
	problem string
	offer   *left
	given   string // the reference that was made for it
	read    pane.Loader[store.Customer]
}

// booked is the answer to an adjustment.
type booked struct {
	to      *adjustment
	amount  money.Cents
	earlier bool
	err     error
}

// Credit opens the form that adds to a customer's balance, over whatever is shown.
func (p *Pane) Credit(customer string) tea.Cmd { return p.adjust(customer) }

// adjust opens the form, with the draft of this customer if there is one.
func (p *Pane) adjust(id string) tea.Cmd {
	var d draft
	if kept := p.drafts[id]; kept != nil {
		d = *kept
	}
	s, ctx := p.store, p.kit.Ctx
	return func() tea.Msg {
		m := ready{draft: d}
		if l, ok := p.readLeft(ctx, id); ok && d.amount == "" {
			m.left = &l
		}
		if m.c, m.err = s.Customer(ctx, id); m.err != nil || d.intent == 0 {
			return pane.Opening{Msg: m}
		}
		in, err := s.Intent(ctx, d.intent)
		m.state, m.err = in.State, err
		return pane.Opening{Msg: m}
	}
}

func (p *Pane) showAdjust(m ready) tea.Cmd {
	if m.err != nil {
		return pane.Fail(m.err)
	}
	d, note := m.draft, ""
	switch m.state {
	case store.StateConfirmed:
		d, note = draft{}, "The balance change before this one was booked after all."
	case store.StateUnknown:
		note = "It is not known yet whether it was booked. Sending the same again is safe: one reference is booked once."
	case store.StateAbsent:
		note = "The ledger does not have it. It can be sent again under the same reference."
	}
	if d.reference == "" {
		d = draft{reference: newReference(p.kit.Now()), gateway: p.set.Gateway}
	}
	s := &adjustment{p: p, c: m.c, note: note, given: d.reference, amount: pane.NewField("Amount", amountLimit), intent: d.intent, offer: m.left}
	s.amount.SetValue(d.amount).Check = checkAmount
	s.amount.Hint = s.hint
	s.ref, s.gate = moneyFields(d.reference, d.gateway)
	s.form = pane.NewForm(s.amount, s.ref, s.gate)
	p.drafts[m.c.ID] = &d
	return tea.Batch(pane.Send(pane.Push{Sheet: s}), p.quietly(m.c.ID))
}

// quietly reads a customer's balance again; what goes wrong is on the strip.
func (p *Pane) quietly(id string) tea.Cmd {
	desk, ctx := p.desk, p.kit.Ctx
	return func() tea.Msg {
		_ = desk.RefreshCustomer(ctx, id)
		return nil
	}
}

// hint says what the amount will do while it is typed.
func (s *adjustment) hint(v string) string {
	c, why := parseAmount("Amount", v)
	switch {
	case v == "" || why != "":
		return "35 adds, -35 deducts; dollars"
	case c < 0:
		return "deducts " + (-c).String()
	}
	return "adds " + c.String()
}
