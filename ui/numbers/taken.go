package numbers

import (
	"time"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// ours notes which numbers are the account's own, whoever bought them: what a
// search found a while ago is not offered any more then.
func (p *Pane) ours(rows []*row) {
	p.own = make(map[phone.E164]*row, len(rows))
	for _, r := range rows {
		p.own[r.E164] = r
	}
}

// taken says why what a search found cannot be had any more, nothing while it can.
func (p *Pane) taken(n phone.E164) text.Safe {
	if r, ok := p.own[n]; ok {
		if r.Created.IsZero() {
			return text.Own("yours")
		}
		form := text.FormDate
		if p.kit.Now().Sub(r.Created) < 24*time.Hour {
			form = text.FormClock
		}
		return text.Own("yours since ").Append(p.kit.When(r.Created, form))
	}
	at := p.basket.index(n)
	if at < 0 {
		return text.Safe{}
	}
	switch in := p.basket.fate[n]; {
	case in.State.Open():
		return text.Own(store.NoAnswerYet)
	case p.basket.items[at].Cause == notOffered:
		return text.Own(notOffered)
	}
	return text.Safe{}
}

// state is what the provider says of an offer, or why it is none any more.
func (p *Pane) state(o offer) pane.Cell {
	if said := p.taken(o.E164); !said.Empty() {
		return pane.Cell{Text: said, Role: style.Faint}
	}
	return pane.Cell{Text: text.Clean(dash(o.Status)), Role: style.Dim}
}

// noPick says why the number under the cursor cannot be put in the basket. What is in it can be taken out.
func (p *Pane) noPick() string {
	o, ok := p.find.table.Selected()
	if !ok {
		return p.noNumber()
	}
	if said := p.taken(o.E164); !said.Empty() && p.basket.index(o.E164) < 0 {
		return p.kit.Phone(o.E164).String() + ": " + said.String()
	}
	return ""
}
