package customers

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// review shows what will happen; only a capital letter there sends it.
func (s *adjustment) review() tea.Cmd {
	if !s.form.Verify() {
		return nil
	}
	if why := s.p.desk.Refusal(); why != "" {
		s.problem = why
		return nil
	}
	c, _ := parseAmount("Amount", s.amount.Value())
	shown := s.p.kit.Name(s.c.ID).String()
	title, letter, verb := "Add "+c.String()+" to "+shown, "A", "add"
	if c < 0 {
		title, letter, verb = "Deduct "+(-c).String()+" from "+shown, "D", "deduct"
	}
	gateway := text.Own("none")
	if s.gate.Value() != "" {
		gateway = text.Clean(s.gate.Value())
	}
	lines := append(s.sums(c), bothWays(s.amount.Value(), c)...)
	lines = append(lines, text.Own("ref    ").Append(text.Clean(s.ref.Value())), text.Own("by     ").Append(gateway),
		text.Own("Repeat-safe: the provider refuses a reference it has."))
	return pane.Send(pane.Push{Sheet: pane.NewConfirm(s.p.kit, title, letter, verb, func() tea.Cmd { return s.send(c) }, lines...)})
}

// sums are the balance now and after.
func (s *adjustment) sums(c money.Cents) []text.Safe {
	now := total(s.c)
	line := text.Own("now    ").Append(s.p.kit.Money(now).PadLeft(10))
	if held := s.p.held(s.c); held.String() != "-" {
		line = line.Append(text.Sentence("   ({} held)", held))
	}
	if age := s.p.kit.Now().Sub(heard(s.c)); age > 2*time.Minute && !heard(s.c).IsZero() {
		line = line.Append(text.Sentence("   {} old", text.Age(age)))
	}
	if !now.Known {
		return []text.Safe{text.Own("now    the balance is not known"), text.Own("after  is not known either")}
	}
	after := money.Known(now.Cents + c)
	end := text.Own("after  ").Append(s.p.kit.Money(after).PadLeft(10))
	if after.Cents < 0 {
		end = end.Append(text.Own("   below zero; the provider allows that"))
	}
	return []text.Safe{line, end}
}

// send books the adjustment. Enter pressed twice sends once.
func (s *adjustment) send(c money.Cents) tea.Cmd {
	if !s.since.IsZero() {
		return nil
	}
	s.since, s.problem = s.p.kit.Now(), ""
	s.keep()
	desk, ctx, id := s.p.desk, s.p.kit.Ctx, s.c.ID
	t := platfone.NewTransaction{ID: s.ref.Value(), Amount: c, Gateway: s.gate.Value()}
	return func() tea.Msg {
		earlier, err := desk.AdjustBalance(ctx, id, t)
		return booked{s, c, earlier, err}
	}
}

// answer closes the form once the outcome is known or being found out; a
// refusal leaves it as it was typed.
func (s *adjustment) answer(m booked) tea.Cmd {
	s.since = time.Time{}
	shown := s.p.kit.Name(s.c.ID).String()
	var open *store.Unsettled
	switch {
	case errors.As(m.err, &open):
		s.intent = open.Intent
		s.keep()
		return tea.Batch(pane.Send(pane.Pop{Sheet: s}), pane.Send(pane.Toast{Text: noAnswer, Bad: true}))
	case m.err != nil:
		s.problem = saying(m.err)
		return nil
	}
	delete(s.p.drafts, s.c.ID)
	say := shown + ": " + signed(m.amount) + " is booked."
	if m.earlier {
		say = shown + ": " + signed(m.amount) + " had been booked already, as the ledger shows. Nothing was booked twice."
	}
	return tea.Batch(pane.Send(pane.Pop{Sheet: s}), pane.Say(say))
}

// signed writes an amount with its direction.
func signed(c money.Cents) string {
	if c > 0 {
		return "+" + c.String()
	}
	return c.String()
}
