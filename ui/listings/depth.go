package listings

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/pane"
)

// readDepth reads the history of a number's risk as a person reads it, and what people said.
func readDepth(ctx context.Context, n phone.E164, s PackStore, risks func(context.Context, phone.E164) ([]store.Risk, error)) (depth, error) {
	d := depth{read: true}
	var err error
	if d.risks, err = risks(ctx, n); err != nil {
		return d, err
	}
	d.complaints, d.heard, err = s.Complaints(ctx, n)
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return d, err
}

// moved notes that the cursor leaves a row: one it has stood on for a while
// was looked at.
func (p *Pane) moved(move func()) tea.Cmd {
	r, had := p.table.Selected()
	move()
	p.steady, p.want = true, ""
	now := p.kit.Now()
	at, _ := p.table.Selected()
	if !had || at.E164 == r.E164 {
		return nil
	}
	looked := now.Sub(p.stood) >= aLook && !p.stood.IsZero()
	p.stood = now
	if !looked {
		return p.readDepth()
	}
	return tea.Batch(p.readDepth(), p.look(r))
}

// look remembers the risk of a row as the one a person knows.
func (p *Pane) look(r row) tea.Cmd {
	s, now, ctx := r.Score(), p.kit.Now(), p.kit.Ctx
	if s == nil || r.LookedScore != nil && *r.LookedScore == *s {
		return nil
	}
	db, n := p.store, r.E164
	return pane.Try(func() error { return db.MarkLooked(context.WithoutCancel(ctx), now, n) }, "")
}
