package customers

import (
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// detail is the overview beside the list.
func (p *Pane) detail(w, h int) []string {
	c, ok := p.selected()
	if !ok {
		return nil
	}
	return p.overview(c, w).Lines(h)
}

// overview is everything known of a customer itself.
func (p *Pane) overview(c store.Customer, w int) *pane.Detail {
	d := pane.NewDetail(p.kit, w)
	if p.kit.Private {
		d.Line(style.Heading, p.kit.Name(c.ID))
	} else {
		for _, l := range text.Clean(c.ID).Wrap(w) { // whole, however long
			d.Line(style.Heading, l)
		}
	}
	d.Gap().Field("status", p.role(c), status(c.Status))
	if why := c.Status.Stops(); why != "" {
		d.Prose(style.Warn, text.Clean(sentence(why)))
	}
	if i, open := p.checking(c.ID); open {
		d.Prose(style.Warn, text.Sentence("Sent {} ago, no answer yet: {}. Checking whether it went through.", p.kit.Age(i.SentAt), text.Clean(p.subject(i))))
	}
	p.book.Draw(d, c.ID)
	p.balance(d, c)
	p.record(d, c)
	d.Gap()
	if !c.CreatedAt.IsZero() {
		d.Field("customer since", style.Dim, p.kit.When(c.CreatedAt, text.FormDate))
	}
	if !c.HoldSeen.IsZero() {
		role, said := style.Dim, text.Own("no")
		if c.OnHold {
			role, said = style.Warn, text.Own("yes")
		}
		d.Field("on hold", role, said.Append(text.Own(", read "), ago(p.kit, c.HoldSeen)))
	}
	d.Field("list read", style.Dim, ago(p.kit, c.Seen))
	return d.Field("balance read", style.Dim, ago(p.kit, c.BalanceSeen))
}

func (p *Pane) balance(d *pane.Detail, c store.Customer) {
	d.Gap().Field("total", style.Text, p.kit.Money(c.Total()))
	d.Field("held", style.Text, p.held(c))
	role := style.Text
	free, exact := c.Free()
	if free.Known && free.Cents < p.set.Low {
		role = style.Warn
	}
	d.Field("free", role, p.kit.Free(c))
	if free.Known && !exact {
		d.Own(style.Faint, "press r for the held amount")
	}
}

// record is what the last thirty days say.
func (p *Pane) record(d *pane.Detail, c store.Customer) {
	d.Heading("LAST 30 DAYS")
	t, whole := c.Month, c.Read.Month
	switch {
	case t.Ordered == 0 && whole:
		d.Own(style.Dim, "no orders")
		return
	case t.Ordered == 0:
		d.Own(style.Dim, "not read yet")
		return
	}
	d.Field("ordered", style.Text, p.kit.Count(store.Count{N: int(t.Ordered), Known: whole}))
	got := text.Int(t.Received)
	if ok := success(t); ok.String() != "-" {
		got = got.Append(text.Own(", "), ok)
	}
	d.Field("got a code", style.Text, got)
	d.Field("paid", style.Text, p.kit.Summed(t.Charged-t.Returned, whole))
	d.Field("cost", style.Text, p.kit.Summed(t.Billed-t.Refunded, whole))
	d.Field("you keep", style.Text, p.kit.Summed(t.Margin(), whole))
	d.Field("active now", style.Text, p.kit.Count(active(c)))
}
