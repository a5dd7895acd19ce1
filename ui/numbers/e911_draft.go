package numbers

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
)

// draftPause is how long nobody types before the draft is kept.
const draftPause = 400 * time.Millisecond

func (s *emergency) settling() tea.Cmd {
	return pane.After(s.p.kit.Ctx, draftPause, draftSettled{s, s.saving})
}

// keep writes down what is typed, also when the console is left meanwhile.
func (s *emergency) keep() tea.Cmd {
	st, ctx, now, n, d := s.p.store, context.WithoutCancel(s.p.kit.Ctx), s.p.kit.Now(), s.n, s.draft()
	return func() tea.Msg {
		if err := st.PutEmergency(ctx, now, n, d); err != nil {
			return pane.NotKept("the draft", err)
		}
		return nil
	}
}

// draft is what is typed, with the choice it may have come from.
func (s *emergency) draft() store.EmergencyDraft {
	address := s.form.address()
	d := store.EmergencyDraft{Address: address}
	if s.facts.draft != nil && len(s.facts.draft.Candidates) > 0 {
		d = *s.facts.draft
		d.Address = address
	}
	return d
}

// Keep implements pane.Keeper.
func (s *emergency) Keep(ctx context.Context) error {
	if s.stage != onForm || !s.form.touched {
		return nil
	}
	return s.p.store.PutEmergency(ctx, s.p.kit.Now(), s.n, s.draft())
}
