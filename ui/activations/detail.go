package activations

import (
	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// detail is everything known of the selected row.
func (p *Pane) detail(w, h int) []string {
	r, ok := p.table.Selected()
	if !ok {
		return nil
	}
	return p.describe(r, w, true).Lines(h)
}

// describe says everything of a row. Beside the list, where the time left counts down already, it is told until when.
func (p *Pane) describe(r row, w int, beside bool) *pane.Detail {
	now := p.now()
	d := pane.NewDetail(p.kit, w)
	d.Line(style.Heading, p.kit.Phone(r.Phone))
	d.Prose(style.Text, text.Join(" · ", text.Clean(r.ServiceID), text.Clean(r.Phone.Country()), p.kit.Name(r.CustomerID)))
	if r.Code != "" {
		d.Gap().Large(p.kit.Code(r.Code))
	}
	if r.Text != "" {
		d.Gap().Prose(style.Text, text.Own("\"").Append(p.kit.Words(r.Text), text.Own("\"")))
		d.Suspect(r.Text, "i")
	}
	p.book.Draw(d, r.ID)
	if said := p.doing(r); said != "" && r.Text == "" {
		d.Gap().Own(style.Dim, said)
	}
	d.Gap()
	if n := len(r.codes); n > 0 {
		got := r.Came(r.codes[n-1])
		if got.IsZero() {
			d.Field("code received", style.Text, text.Own("before this number was watched"))
		} else {
			d.Field("code received", style.Text, p.kit.Age(got).Append(text.Own(" ago (after "), text.Left(max(0, got.Sub(r.CreatedAt))), text.Own(")")))
		}
	}
	if left := r.Left(now); left > 0 {
		role := style.Text
		if left < hurry {
			role = style.Warn
		}
		said := text.Left(left).Append(text.Own(" left"))
		if beside {
			said = text.Own("until ").Append(p.kit.Until(r.ExpireAt, text.FormSecond))
		}
		d.Field("number valid", role, said)
	}
	p.choices(d, r)
	p.cost(d, r)
	p.allCodes(d, r)
	p.ownRecord(d, r)
	d.Gap().Prose(style.Faint, text.Own("id ").Append(text.Clean(r.ID)))
	d.Prose(style.Faint, text.Clean(r.RawWords()))
	return d
}

func (p *Pane) choices(d *pane.Detail, r row) {
	now := p.now()
	said := func(why string) text.Safe {
		if why == "" {
			return text.Own("yes")
		}
		return text.Clean(why)
	}
	if r.HasCode() {
		d.Field("report possible", style.Text, said(r.CanReport(now, r.ReportBy())))
		d.Field("another SMS", style.Text, said(r.CanRetry(now)))
		return
	}
	if r.State(now) == platfone.Waiting {
		d.Field("cancel", style.Text, said(r.CanCancel(now)))
	}
}

func (p *Pane) cost(d *pane.Detail, r row) {
	d.Gap()
	d.Field("you pay", style.Text, p.kit.Money(r.Price))
	d.Field("customer pays", style.Text, p.kit.Money(r.CustomerPrice))
	if r.Price.Known && r.CustomerPrice.Known {
		d.Field("you keep", style.Text, p.kit.Cents(r.CustomerPrice.Cents-r.Price.Cents))
	}
}

func (p *Pane) allCodes(d *pane.Detail, r row) {
	if len(r.codes) == 0 {
		return
	}
	d.Heading("CODES SO FAR")
	for _, c := range r.codes {
		at := text.Own("  -")
		if came := r.Came(c); !came.IsZero() {
			at = p.kit.When(came, text.FormSecond)
		}
		d.Line(style.Text, text.Own("  ").Append(at.Pad(8), text.Own("   "), p.kit.Code(c.Code)))
	}
}

// ownRecord is how this service and country have done here. Under ten orders
// no share is claimed.
func (p *Pane) ownRecord(d *pane.Detail, r row) {
	done, _ := p.near.Get(pair{r.ServiceID, r.CountryID})
	if done.Ordered == 0 {
		return
	}
	d.Heading("YOUR RECORD  " + text.Join(" · ", text.Clean(r.ServiceID), text.Clean(r.CountryID), text.Own("7 days")).String())
	n := text.Int(int64(done.Ordered))
	if done.Ordered < platfone.SuccessFrom {
		d.Prose(style.Text, text.Sentence("  too few to tell: {} of {} got a code", text.Int(int64(done.Received)), n))
		return
	}
	line := text.Sentence("  {} of {} got a code", text.Percent(int64(done.Received), int64(done.Ordered)), n)
	if done.Median > 0 {
		line = line.Append(text.Own(", usually in "), text.Left(done.Median))
	}
	d.Prose(style.Text, line)
}

// open shows the whole detail where there is no room for it beside the list.
func (p *Pane) open() tea.Cmd {
	if p.inToday() {
		return p.set.Today.Open()
	}
	r, _ := p.table.Selected()
	return pane.Send(pane.Push{Sheet: pane.NewReader(p.kit, p.kit.Phone(r.Phone).String(), func(w int) []string {
		return p.describe(r, w, false).Lines(1 << 10)[1:] // the number is the title already
	})})
}
