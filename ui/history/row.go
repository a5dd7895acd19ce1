package history

import (
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// columns are those of every view of numbers; what is on the right goes first
// when there is no room.
func (p *Pane) columns() []pane.Column[row] {
	return append(p.named(2),
		pane.Column[row]{Title: "CODE", Min: 8, Cell: p.codeCell},
		pane.Column[row]{Title: "COST", Min: 7, Right: true, Drop: 5, Cell: func(r row) pane.Cell { return dim(p.money(r, r.Price)) }},
		pane.Column[row]{Title: "PAYS", Min: 7, Right: true, Drop: 6, Cell: func(r row) pane.Cell { return dim(p.money(r, r.CustomerPrice)) }},
		pane.Column[row]{Title: "BILL", Min: 8, Drop: 7, Cell: func(r row) pane.Cell { return dim(text.Clean(string(r.Billing))) }},
		pane.Column[row]{Title: "REPORT", Min: 9, Drop: 8, Cell: p.reportCell},
		pane.Column[row]{Title: "LEFT TO REPORT", Min: 14, Right: true, Drop: 9, Cell: p.leftCell},
	)
}

// claimColumns are those of what can be reported: the clock and the money stay.
func (p *Pane) claimColumns() []pane.Column[row] {
	return append(p.named(3),
		pane.Column[row]{Title: "CODE", Min: 8, Drop: 5, Cell: p.codeCell},
		pane.Column[row]{Title: "PAYS", Min: 7, Right: true, Drop: 6, Cell: func(r row) pane.Cell { return dim(p.money(r, r.CustomerPrice)) }},
		pane.Column[row]{Title: "COST", Min: 7, Right: true, Cell: func(r row) pane.Cell { return pane.Cell{Text: p.money(r, r.Price)} }},
		pane.Column[row]{Title: "LEFT TO REPORT", Min: 14, Right: true, Cell: p.leftCell},
	)
}

// named are the columns that say which number a row is about.
func (p *Pane) named(customerDrop int) []pane.Column[row] {
	return []pane.Column[row]{
		{Title: "WHEN", Min: 12, Times: true, Cell: func(r row) pane.Cell { return pane.Cell{Text: p.when(r)} }},
		{Title: "STATE", Min: 9, Drop: 1, Cell: p.stateCell},
		{Title: "NUMBER", Stays: true, Min: 18, Cell: p.numberCell},
		{Title: "SERVICE", Min: 9, Name: true, Drop: 1, Cell: func(r row) pane.Cell { return pane.Cell{Text: text.Clean(r.ServiceID)} }},
		{Title: "COUNTRY", Min: 7, Drop: 4, Cell: func(r row) pane.Cell { return dim(text.Clean(r.CountryID)) }},
		{Title: "CUSTOMER", Min: 10, Name: true, Grow: true, Drop: customerDrop, Cell: func(r row) pane.Cell {
			return pane.Cell{Text: p.kit.Name(r.CustomerID), Middle: true}
		}},
	}
}

func dim(s text.Safe) pane.Cell { return pane.Cell{Text: s, Role: style.Dim} }

// when is the moment a row was ordered, as short as it can be told.
func (p *Pane) when(r row) text.Safe {
	switch {
	case r.older:
		return text.Own("older")
	case r.ID == "":
		return text.Own("loading")
	}
	return p.kit.Moment(r.CreatedAt)
}

func (p *Pane) stateCell(r row) pane.Cell {
	switch {
	case r.older:
		return pane.Cell{Text: text.Own("Enter")}
	case r.ID == "":
		return pane.Cell{Text: text.Own("-"), Role: style.Faint}
	}
	s := r.State(p.desk.Now())
	role := style.Text
	switch s {
	case platfone.Odd:
		return pane.Cell{Text: text.Clean(r.RawWords()), Role: style.Warn}
	case platfone.Refunded:
		role = style.Good
	case platfone.Done, platfone.Expired, platfone.Canceled, platfone.Closing:
		role = style.Dim
	case platfone.CodeReady:
		role = style.Accent
	}
	return pane.Cell{Text: text.Clean(s.String()), Role: role}
}

func (p *Pane) numberCell(r row) pane.Cell {
	switch {
	case r.older:
		return pane.Cell{Text: text.Own("loads more")}
	case r.ID == "":
		return pane.Cell{Text: p.span(r.hole)}
	}
	return pane.Cell{Text: p.kit.Phone(r.Phone)}
}

// span says from when to when a hole reaches.
func (p *Pane) span(s store.Span) text.Safe {
	in := p.kit.Now().Location()
	high := text.Clean(s.High.In(in).Format("2 Jan"))
	if !s.Low.After(beginning) {
		return text.Own("before ").Append(high)
	}
	low := text.Clean(s.Low.In(in).Format("2 Jan"))
	if low == high {
		return text.Sentence("{}-{}", text.Clean(s.Low.In(in).Format("2 Jan 15:04")), text.Clock(s.High.In(in)))
	}
	return text.Sentence("{} to {}", low, high)
}

func (p *Pane) codeCell(r row) pane.Cell {
	switch {
	case r.ID == "":
		return pane.Cell{}
	case r.Code != "":
		return pane.Cell{Text: p.kit.Code(r.Code)}
	case r.Text != "":
		return pane.Cell{Text: text.Own("text")}
	}
	return pane.Cell{Text: text.Own("-"), Role: style.Faint}
}

func (p *Pane) money(r row, amount money.Price) text.Safe {
	if r.ID == "" {
		return text.Safe{}
	}
	return p.kit.Money(amount)
}

func (p *Pane) reportCell(r row) pane.Cell {
	word, role := reportWord(r.Report)
	return pane.Cell{Text: word, Role: role}
}

func reportWord(s platfone.ReportStatus) (text.Safe, style.Role) {
	switch s {
	case platfone.ReportNone:
		return text.Safe{}, style.Dim
	case platfone.ReportInReview:
		return text.Own("in review"), style.Warn
	case platfone.ReportApproved:
		return text.Own("approved"), style.Good
	}
	return text.Clean(string(s)), style.Dim
}

// hurry is when the time left to report is said in the warning role.
const hurry = 10 * time.Minute

func (p *Pane) leftCell(r row) pane.Cell {
	if r.ID == "" || !p.claimable(r.Activation) {
		return pane.Cell{}
	}
	by := p.desk.ReportBy(r.Activation.Activation)
	if by.IsZero() {
		return pane.Cell{Text: text.Own("yes")}
	}
	left := by.Sub(p.desk.Now())
	role := style.Text
	if left < hurry {
		role = style.Warn
	}
	return pane.Cell{Text: text.Left(left), Role: role}
}
