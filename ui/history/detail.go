package history

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// event is one step in the life of an activation.
type event struct {
	what  string
	at    time.Time // zero when it is not known
	after time.Duration
	note  text.Safe
	role  style.Role
}

// short is the event for a line with all of them.
func (e event) short() text.Safe {
	if e.after > 0 {
		return text.Clean(e.what).Append(text.Own(" "), text.Left(e.after))
	}
	return text.Clean(e.what)
}

// events are the steps of an activation, first to last: ordered, every code
// that came, its end, the report, the refund.
func (p *Pane) events(a store.Activation) []event {
	m := p.extra(a)
	list := []event{{what: "ordered", at: a.CreatedAt, note: p.price("cost", a.Price)}}
	list = append(list, p.codes(a, m)...)
	if end, ok := p.end(a); ok {
		list = append(list, end)
	}
	if a.Report != platfone.ReportNone || m.report.ReasonID != 0 {
		word, role := reportWord(a.Report)
		list = append(list, event{what: "reported", at: m.report.CreatedAt, note: word, role: role})
	}
	if a.Billing == platfone.BillingRefunded {
		at := a.UpdatedAt
		if m.report.UpdatedAt.After(at) {
			at = m.report.UpdatedAt
		}
		list = append(list, event{what: "refunded", at: at, note: p.price("back", a.Price), role: style.Good})
	}
	return list
}

// names of the codes in their order; the provider keeps only the last one.
var nth = []string{"code", "second code", "third code"}

func (p *Pane) codes(a store.Activation, m more) []event {
	var list []event
	for i, c := range m.codes {
		name := "another code"
		if i < len(nth) {
			name = nth[i]
		}
		at := a.Came(c)
		e := event{what: name, at: at, note: p.kit.Code(c.Code), role: style.Accent}
		switch {
		case c.Damaged:
			e.note = text.Own("can no longer be read")
		case c.Code == "":
			e.note = p.kit.Words(c.Text)
		}
		if !at.IsZero() {
			e.after = max(0, at.Sub(a.CreatedAt))
		}
		list = append(list, e)
	}
	if len(m.codes) == 0 && a.HasCode() {
		list = append(list, event{what: "code", at: a.CodeAt, note: p.kit.Code(a.Copyable()), role: style.Accent})
	}
	return list
}

// end is how the activation was over.
func (p *Pane) end(a store.Activation) (event, bool) {
	switch a.Status {
	case platfone.StatusCanceled:
		return event{what: "canceled", at: a.UpdatedAt, note: text.Own("nothing is charged")}, true
	case platfone.StatusFinalized:
		return event{what: "done", at: a.UpdatedAt, note: p.billed(a)}, true
	case platfone.StatusExpired:
		return event{what: "expired", at: a.ExpireAt, note: p.billed(a)}, true
	}
	if a.Left(p.desk.Now()) > 0 {
		return event{what: "running", note: text.Left(a.Left(p.desk.Now())).Append(text.Own(" left"))}, true
	}
	return event{}, false
}

func (p *Pane) billed(a store.Activation) text.Safe {
	if a.Billing == platfone.BillingReleased {
		return text.Own("nothing is charged")
	}
	return p.price("paid", a.Price)
}

func (p *Pane) price(label text.Literal, amount money.Price) text.Safe {
	return text.Join(" ", text.Own(label), p.kit.Money(amount))
}

// detail is everything known of the selected row.
func (p *Pane) detail(w, h int) []string {
	r, ok := p.list().Selected()
	if !ok {
		return nil
	}
	return p.describe(r, w).Lines(h)
}

func (p *Pane) describe(r row, w int) *pane.Detail {
	d := pane.NewDetail(p.kit, w)
	if r.ID == "" {
		p.missing(d, r)
		return d
	}
	a := r.Activation
	d.Line(style.Heading, p.kit.Phone(a.Phone))
	d.Prose(style.Text, text.Join(" · ", text.Clean(a.ServiceID), text.Clean(a.Phone.Country()), p.kit.Name(a.CustomerID)))
	if a.Code != "" {
		d.Gap().Large(p.kit.Code(a.Code))
	}
	d.Gap()
	for _, e := range p.events(a) {
		p.event(d, e, w)
	}
	p.book.Draw(d, a.ID)
	if a.Text != "" {
		d.Gap().Prose(style.Text, text.Own("\"").Append(p.kit.Words(a.Text), text.Own("\"")))
		d.Suspect(a.Text, "i")
	}
	d.Gap()
	d.Field("customer pays", style.Text, p.price("", a.CustomerPrice))
	if a.Price.Known && a.CustomerPrice.Known && a.Billing != platfone.BillingReserved {
		margin := a.CustomerPrice.Cents - a.Price.Cents
		if a.Billing != platfone.BillingBilled {
			margin = 0
		}
		d.Field("you keep", style.Text, p.price("", money.Known(margin)))
	}
	d.Prose(style.Text, p.reportLine(a))
	p.reported(d, p.extra(a).report)
	d.Gap().Prose(style.Faint, text.Own("id ").Append(text.Clean(a.ID)))
	d.Prose(style.Faint, text.Clean(a.RawWords()))
	d.Line(style.Faint, text.Own("read ").Append(p.kit.Age(a.Seen), text.Own(" ago")))
	return d
}

// event draws a step: what, when, and what it was about.
func (p *Pane) event(d *pane.Detail, e event, w int) {
	when := text.Own("time not known")
	switch {
	case e.what == "running":
		when = text.Safe{}
	case !e.at.IsZero():
		when = p.kit.When(e.at, "2 Jan 15:04:05")
	}
	note := e.note
	if e.after > 0 {
		note = note.Append(text.Own("   after "), text.Left(e.after))
	}
	if w < 50 && !when.Empty() {
		d.Field(e.what, e.role, when)
		if !note.Empty() {
			d.Field("", e.role, note)
		}
		return
	}
	d.Field(e.what, e.role, text.Join("   ", when, note))
}

func (p *Pane) reported(d *pane.Detail, r store.Report) {
	if r.ReasonID == 0 {
		return
	}
	d.Heading("REPORT")
	d.Prose(style.Text, text.Clean(r.ReasonName))
	if r.Message != "" {
		d.Prose(style.Dim, text.Own("\"").Append(p.kit.Words(r.Message), text.Own("\"")))
	}
}

// open shows the whole detail, asks for older pages, or the numbers of a customer.
func (p *Pane) open() tea.Cmd {
	if p.tabs.At() == tabCustomers {
		return p.drill()
	}
	r, ok := p.list().Selected()
	switch {
	case !ok:
		return nil
	case r.ID == "":
		return p.older()
	}
	title := p.kit.Phone(r.Phone).String()
	return pane.Send(pane.Push{Sheet: pane.NewReader(p.kit, title, func(w int) []string { return p.describe(r, w).Lines(1 << 10) })})
}

// older asks for the next page of the past.
func (p *Pane) older() tea.Cmd {
	desk, ctx := p.desk, p.kit.Ctx
	return func() tea.Msg {
		wait, err := desk.OlderPage(ctx)
		switch {
		case err != nil:
			return pane.Toast{Text: store.Said(err), Bad: true}
		case wait > 0:
			return pane.Toast{Text: "The next page is loaded in " + text.Left(wait).String() + ": 6 a minute are allowed."}
		}
		return pane.Toast{Text: "Loading the next page."}
	}
}
