package customers

import (
	"context"
	"encoding/json"
	"errors"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// left is an adjustment that was half typed when the console closed. It is
// kept with its reference, so that what was sent meanwhile is not booked twice.
type left struct {
	Amount, Reference, Gateway string
	Intent                     int64
}

// leftKey is the setting it is kept under.
func leftKey(customer string) string { return "balance.draft." + customer }

// readLeft is what was half typed for a customer; false when nothing was.
func (p *Pane) readLeft(ctx context.Context, customer string) (left, bool) {
	var l left
	s, err := p.store.Setting(ctx, leftKey(customer))
	ok := err == nil && s != "" && json.Unmarshal([]byte(s), &l) == nil
	if ok && l.Intent != 0 {
		in, err := p.store.Intent(ctx, l.Intent)
		ok = err != nil || in.State != store.StateConfirmed // else it was booked after all
	}
	return l, ok
}

// Keep implements pane.Keeper.
func (s *adjustment) Keep(ctx context.Context) error {
	s.keep()
	return s.p.Keep(ctx)
}

// Keep implements pane.Keeper: forms that were closed are kept like an open one.
func (p *Pane) Keep(ctx context.Context) error {
	var errs []error
	for customer, d := range p.drafts {
		if d.amount == "" {
			continue
		}
		raw, err := json.Marshal(left{d.amount, d.reference, d.gateway, d.intent})
		if err == nil {
			err = p.store.PutSetting(ctx, leftKey(customer), string(raw))
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// takeLeft goes on with what was half typed, if the person asks for it.
func (s *adjustment) takeLeft() tea.Cmd {
	l := s.offer
	s.offer, s.problem, s.note, s.intent = nil, "", "", l.Intent
	s.amount.SetValue(l.Amount)
	s.ref.SetValue(l.Reference)
	s.gate.SetValue(l.Gateway)
	return nil
}

// offers is the key that goes on with it, none without.
func (s *adjustment) offers() []pane.Action {
	if s.offer == nil {
		return nil
	}
	return []pane.Action{{ID: "balance.offer", Key: keybook.Fixed("go on with the draft", "down"), Do: s.takeLeft}}
}

// forgetLeft forgets it: it is booked.
func (s *adjustment) forgetLeft() tea.Cmd {
	st, ctx, key := s.p.store, context.WithoutCancel(s.p.kit.Ctx), leftKey(s.c.ID)
	return func() tea.Msg {
		return pane.Forgotten(st.PutSetting(ctx, key, ""))
	}
}
