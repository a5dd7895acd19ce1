package numbers

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/phone"
	"switchboard/store/act"
	"switchboard/ui/pane"
)

// subject is what acts are about: an owned number, or those in the basket, with blanks between.
type subject struct {
	number phone.E164
	basket string
}

// acts are those that the pane offers for it, and without one.
func (s subject) acts() []act.Act {
	if s.number != "" {
		return []act.Act{act.SetAddress{Number: s.number}, act.ClearAddress{Number: s.number}, act.Set{Number: s.number}, act.Release{Number: s.number}}
	}
	return []act.Act{act.Buy{Numbers: pane.Each(strings.Fields(s.basket), func(n string) phone.E164 { return phone.E164(n) })}}
}

// wanted is what the basket would be bought as: what is ready, or all of it where nothing is.
func (b *basket) wanted() subject {
	items := b.ready()
	if len(items) == 0 {
		items = b.items
	}
	return subject{basket: strings.Join(pane.Each(items, func(i item) string { return string(i.Number) }), " ")}
}

// readNear reads what stands against the acts upon the selected number, those beside it, and the basket.
func (p *Pane) readNear() tea.Cmd {
	if !p.awake {
		return nil
	}
	rows := pane.Each(p.owned.Near(), func(r *row) subject { return subject{number: r.E164} })
	if len(p.basket.items) > 0 {
		rows = slices.Insert(rows, min(1, len(rows)), p.basket.wanted())
	}
	return p.foresight.Want(rows...)
}

// off says what stands against an act upon the selected number.
func (p *Pane) off(a act.Act) string {
	r, ok := p.owned.Selected()
	if !ok {
		return "no number is selected"
	}
	return p.foresight.Off(subject{number: r.E164}, a)
}
