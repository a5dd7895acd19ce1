package customers

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// Title implements pane.Sheet.
func (s *adjustment) Title() string { return "Balance of " + s.p.kit.Name(s.c.ID).String() }

// Capturing implements pane.Capturer.
func (s *adjustment) Capturing() bool { return true }

// Actions implements pane.Sheet.
func (s *adjustment) Actions() []pane.Action {
	review := pane.Action{ID: "balance.review", Key: keybook.Fixed("review", "enter"), Do: s.review}
	closing := pane.Action{ID: "balance.close", Key: keybook.Fixed("close, keep draft", "esc"), Do: s.close}
	offers := s.offers()
	return slices.Concat([]pane.Action{review}, s.form.Moves("balance", "next field", offers...), []pane.Action{closing}, offers)
}

func (s *adjustment) close() tea.Cmd {
	s.keep()
	return pane.Send(pane.Pop{Sheet: s})
}

func (s *adjustment) keep() {
	s.p.drafts[s.c.ID] = &draft{s.amount.Value(), s.ref.Value(), s.gate.Value(), s.intent}
}

// Update implements pane.Sheet.
func (s *adjustment) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.problem, s.offer = "", nil
		s.form.Update(msg)
		return nil
	case store.Topic:
		if msg.Has(store.Customers) {
			st, id := s.p.store, s.c.ID
			return s.read.Load(s.p.kit.Ctx, func(ctx context.Context) (store.Customer, error) { return st.Customer(ctx, id) })
		}
	case booked:
		if msg.to == s {
			return s.answer(msg)
		}
	}
	if c, err, ok := s.read.Take(msg); ok && err == nil {
		s.c = c
	}
	return nil
}

// Wide implements pane.Wide: three fields and the balance after them.
func (s *adjustment) Wide() int { return 60 }

// View implements pane.Sheet.
func (s *adjustment) View(w, h int) string {
	lines := s.form.View(s.p.kit, w)
	c, why := parseAmount("Amount", s.amount.Value())
	if why == "" && h > 6 {
		lines = append(lines, "")
		for _, l := range s.sums(c) {
			lines = append(lines, painted(s.p.kit, style.Text, l.String(), w)...)
		}
	}
	switch {
	case s.offer != nil:
		lines = append(lines, painted(s.p.kit, style.Warn, "Down: go on with the draft: "+s.offer.Amount+" ("+s.offer.Reference+")", w)...)
	case s.problem != "":
		lines = append(lines, painted(s.p.kit, style.Bad, "! "+s.problem, w)...)
	case s.note != "":
		lines = append(lines, painted(s.p.kit, style.Warn, s.note, w)...)
	}
	return pane.Sight(lines, h)
}
