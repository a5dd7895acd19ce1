package numbers

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// noHeld says why the account's own numbers cannot be searched, "" when they can be.
func (p *Pane) noHeld() string {
	if p.find.query.Prefix == "" {
		return "nothing was searched for yet"
	}
	if err := p.desk.MayAsk(); err != nil {
		return store.Said(err)
	}
	return ""
}

// held shows what the provider holds for the account under the prefix that was searched for. These are not for sale.
func (p *Pane) held() tea.Cmd {
	desk, ctx := p.desk, p.kit.Ctx
	q := oneuc.Query{Prefix: p.find.query.Prefix, Quantity: p.find.query.Quantity}
	return func() tea.Msg {
		list, err := desk.SearchAccount(ctx, q)
		if err != nil {
			return pane.Toast{Text: words(err), Bad: true}
		}
		return pane.Push{Sheet: pane.NewReader(p.kit, "Held for the account under "+q.Prefix, func(w int) []string { return p.heldLines(list, w) })}
	}
}

func (p *Pane) heldLines(list []oneuc.Found, w int) []string {
	d := pane.NewDetail(p.kit, w)
	if len(list) == 0 {
		d.Own(style.Dim, "None.")
	}
	for _, f := range list {
		d.Line(style.Text, p.kit.Phone(f.E164).Pad(20).Append(text.Clean(f.State.Words())))
	}
	return d.Lines(len(list) + 1)
}
