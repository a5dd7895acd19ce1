package customers

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// review shows what will happen; only what its verdict asks for there sends it.
func (s *adjustment) review() tea.Cmd {
	if !s.form.Verify() {
		return nil
	}
	c, _ := parseAmount("Amount", s.amount.Value())
	shown := s.p.kit.Name(s.c.ID).String()
	title, verb := "Add "+c.String()+" to "+shown, "add"
	if c < 0 {
		title, verb = "Deduct "+(-c).String()+" from "+shown, "deduct"
	}
	s.problem = ""
	s.keep()
	t := platfone.NewTransaction{ID: s.ref.Value(), Amount: c, Gateway: s.gate.Value()}
	return pane.Send(pane.Push{Sheet: pane.NewAgree(s.p.kit, s.p.desk, pane.Agreement{
		Title: title, Verb: verb, Typed: s.amount.Value(), Says: once,
		Act: act.Credit{Customer: s.c.ID, Transaction: t, Named: s.ref.Value() != s.given},
		Done: func(out act.Outcome, err error) tea.Msg {
			got, _ := out.(act.Booked)
			return booked{s, c, got.Earlier, err}
		},
	})})
}

// once is the amount as it was read, and why sending it again books nothing twice.
func once(_ *pane.Kit, a act.Act, typed string) []text.Safe {
	return append(bothWays(typed, a.(act.Credit).Transaction.Amount), text.Own("Safe to repeat: one reference is booked only once."))
}

// sums are the balance now and after.
func (s *adjustment) sums(c money.Cents) []text.Safe {
	now := s.c.Total()
	after := now
	if after.Known {
		after.Cents += c
	}
	at, then := s.p.kit.Money(now), s.p.kit.Money(after)
	wide := max(10, at.Width(), then.Width())
	line := text.Own("now    ").Append(at.PadLeft(wide))
	if held := s.p.held(s.c); held.String() != "-" {
		line = line.Append(text.Sentence("   ({} held)", held))
	}
	if age := s.p.kit.Now().Sub(heard(s.c)); age > 2*time.Minute && !heard(s.c).IsZero() {
		line = line.Append(text.Sentence("   {} old", text.Age(age)))
	}
	if !now.Known {
		return []text.Safe{text.Own("now    the balance is not known"), text.Own("after  is not known either")}
	}
	end := text.Own("after  ").Append(then.PadLeft(wide))
	if after.Cents < 0 {
		end = end.Append(text.Own("   below zero; the provider allows that"))
	}
	return []text.Safe{line, end}
}

// answer closes the form once the outcome is known or being found out; a
// refusal leaves it as it was typed.
func (s *adjustment) answer(m booked) tea.Cmd {
	shown := s.p.kit.Name(s.c.ID).String()
	var open *store.Unsettled
	switch {
	case errors.As(m.err, &open):
		s.intent = open.Intent
		s.keep()
		return tea.Batch(pane.Send(pane.Pop{Sheet: s}), pane.Send(pane.Toast{Text: open.Sentence(), Bad: true}))
	case m.err != nil:
		s.problem = saying(m.err)
		return nil
	}
	delete(s.p.drafts, s.c.ID)
	say := shown + ": " + signed(m.amount) + " is booked."
	if m.earlier {
		say = shown + ": " + signed(m.amount) + " had been booked already, as the ledger shows. Nothing was booked twice."
	}
	return tea.Batch(pane.Send(pane.Pop{Sheet: s}), s.forgetLeft(), pane.Say(say))
}

// signed writes an amount with its direction.
func signed(c money.Cents) string {
	if c > 0 {
		return "+" + c.String()
	}
	return c.String()
}
