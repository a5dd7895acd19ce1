package listings

import (
	"strconv"

	"switchboard/client/numbersonline"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

const colRisk = "RISK NOW"

// columns are the list's, in their order. Badge and risk never
// share a scale: the badge is plain text, the risk is a number and its band.
func (p *Pane) columns() []pane.Column[row] {
	return []pane.Column[row]{
		{Title: "NUMBER", Stays: true, Min: 17, Cell: p.numberCell},
		{Title: "NAME", Min: 20, Name: true, Grow: true, Drop: 1, Cell: func(r row) pane.Cell { return pane.Cell{Text: dash(p.kit.Name(r.Name()))} }},
		{Title: "KIND", Min: 8, Drop: 6, Cell: func(r row) pane.Cell { return pane.Cell{Text: dash(text.Clean(string(r.Kind()))), Role: style.Dim} }},
		{Title: "STATE", Min: 10, Cell: stateCell},
		{Title: "BADGE", Min: 5, Drop: 2, Cell: func(r row) pane.Cell { return pane.Cell{Text: dash(text.Clean(r.Grade))} }},
		{Title: colRisk, Min: 15, Cell: riskCell},
		{Title: "30 D", Min: 4, Right: true, Drop: 4, Cell: func(r row) pane.Cell { return pane.Cell{Text: count(r.Reports30d())} }},
		{Title: "RENEWS", Min: 11, Drop: 5, Cell: p.renewsCell},
	}
}

// arranged makes the table show what the layout asks for.
func (p *Pane) arranged() {
	p.table.Arranged(p.columns(), p.layout, sortedBy[p.layout.Sort])
}

func (p *Pane) numberCell(r row) pane.Cell {
	n := p.kit.Phone(r.E164)
	if r.kept {
		n = n.Append(text.Own(" *"))
	}
	return pane.Cell{Text: n}
}

func stateCell(r row) pane.Cell {
	role := style.Text
	switch r.stateWord() {
	case "paying", "unknown":
		role = style.Info
	case "unverified", "draft", "unread", "gone":
		role = style.Dim
	}
	return pane.Cell{Text: text.Clean(r.stateWord()), Role: role}
}

// riskCell is the number first, then its band, then the change since a person looked.
func riskCell(r row) pane.Cell {
	s := r.Score()
	if s == nil {
		return pane.Cell{Text: text.Own("  -"), Role: style.Dim}
	}
	words := text.Clean(strconv.Itoa(*s)).PadLeft(3).Append(text.Own(" "), text.Clean(string(r.Band())).Pad(7))
	if d, known := r.RiskChange(); known {
		words = words.Append(text.Clean(signed(d)).PadLeft(4))
	}
	return pane.Cell{Text: words, Role: bandRole(r.Band())}
}

func bandRole(b numbersonline.Band) style.Role {
	switch b {
	case numbersonline.BandHigh:
		return style.Bad
	case numbersonline.BandMedium:
		return style.Warn
	}
	return style.Text
}

func (p *Pane) renewsCell(r row) pane.Cell {
	if r.Overdue(p.kit.Now()) {
		return pane.Cell{Text: text.Own("due ").Append(renews(r)), Role: style.Warn}
	}
	return pane.Cell{Text: renews(r), Role: style.Dim}
}

// renews is when the next payment is due: a person's number is paid once.
func renews(r row) text.Safe {
	switch {
	case r.Page == nil || r.State != numbersonline.Verified:
		return text.Own("-")
	case !r.Page.NextBilling.IsZero():
		return text.Date(r.Page.NextBilling)
	case r.Kind() == numbersonline.Personal:
		return text.Own("one-time")
	}
	return text.Own("-")
}

// count writes a number that the service may leave out: never 0 for unknown.
func count(n *int) text.Safe {
	if n == nil {
		return text.Own("-")
	}
	return text.Int(int64(*n))
}

func dash(s text.Safe) text.Safe {
	if s.Empty() {
		return text.Own("-")
	}
	return s
}
